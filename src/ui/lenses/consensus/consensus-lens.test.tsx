// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { consensusFixture } from "../../../testkit/consensus-fixture.ts";
import { recordingSession } from "../../../testkit/session-fixture.ts";
import type { ConsensusAssigns, Params } from "../../../view/index.ts";
import { SessionProvider } from "../../shell/session-context.tsx";
import { Lens } from "./consensus-lens.tsx";

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1000);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function renderLens(over: Partial<ConsensusAssigns> = {}) {
  const session = recordingSession();
  const act = vi.fn();
  const seen: { params: Params; selection: string | null } = { params: {}, selection: null };
  function Host() {
    const [params, setParams] = useState<Params>({});
    const [selection, select] = useState<string | null>(null);
    Object.assign(seen, { params, selection });
    return (
      <Lens
        assigns={consensusFixture(over)}
        selection={selection}
        select={select}
        act={act}
        params={params}
        setParams={setParams}
        drawTimeUs={() => 9_000_000}
        playing={false}
        theme="light"
      />
    );
  }
  render(
    <SessionProvider session={session.subject}>
      <Host />
    </SessionProvider>,
  );
  return { seen, act, calls: session.calls };
}

const picture = () => screen.getByRole("application", { name: "Logs of the servers" });
const button = (name: RegExp) => screen.getByRole("button", { name });
const region = (name: string) => within(screen.getByRole("region", { name }));
const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(picture(), { key });
};

describe("what is read", () => {
  test("each server has its role, term and vote beside its lane", () => {
    renderLens();
    const heads = within(screen.getByRole("list", { name: "Servers" })).getAllByRole("button");
    expect(heads.map((head) => head.textContent)).toEqual([
      "n1 leader term 3 · voted itself",
      "n2 pre-candidate term 3 · voted n1",
      "n3 leader term 4 · voted itself",
      "n4 follower term 4 · voted n3",
      "n5 down term 4 · voted n3",
    ]);
  });

  test("the sides say who can decide, and a ballot why it was refused", () => {
    renderLens();
    expect(region("Who can decide").getByText(/Majority side/).textContent).toBe("✓ Majority side");
    expect(region("Last election").getByText("its own log is further on than that of n3")).toBeDefined();
  });

  test("why nothing can be committed takes the place of how things stand", () => {
    renderLens({ why: "Nothing can be committed: 3 of the 5 voters must agree." });
    expect(screen.getByText(/^Nothing can be committed/)).toBeDefined();
    expect(screen.queryByText(/^n3 leads term 4; entries/)).toBeNull();
  });

  test("the table twin has a row for each server, and asks the worker for the entries", () => {
    const { seen } = renderLens();
    fireEvent.click(button(/^Tables/));
    expect(seen.params["table"]).toBe(true);
    const row = within(region("Servers").getByRole("table"))
      .getByRole("rowheader", { name: "n1" })
      .closest("tr");
    expect(row?.textContent).toContain("probe, waiting: match 5, next 6, 1 in flight");
  });
});

describe("by keyboard", () => {
  test("arrows walk entries and servers, and say what they come to", () => {
    renderLens();
    press("ArrowRight");
    const said = () => picture().querySelector("[aria-live]")?.textContent;
    expect(said()).toBe("n1: no entry 8");
    press("ArrowLeft");
    expect(said()).toBe("n1, entry 7, term 3, command, in conflict with the leader's log");
    press("ArrowDown", "ArrowDown");
    expect(said()).toBe("n3, entry 7, term 4, command, committed");
    press("ArrowLeft", "ArrowLeft", "ArrowLeft");
    expect(said()).toBe("n3, entry 4, term 3, configuration, committed");
  });

  test("Enter asks about the entry and selects its server", () => {
    const { seen } = renderLens();
    press("End", "ArrowDown", "ArrowDown", "ArrowLeft", "Enter");
    expect(seen.params["entry"]).toBe("7.4");
    expect(seen.selection).toBe("n3");
  });

  test("single keys rewind, heal and open the form; keys of the page pass", () => {
    const { act, calls } = renderLens();
    press("e");
    expect(calls).toContainEqual(["transport", { kind: "seek", us: 8_079_999 }]);
    press("h");
    expect(act).toHaveBeenCalledWith({ kind: "heal_all", target: "network" });
    press("o");
    expect(screen.getByRole("form", { name: "Propose a value for learning_rate" })).toBeDefined();
    const space = new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true });
    picture().dispatchEvent(space);
    expect(space.defaultPrevented).toBe(false);
  });
});

describe("actions", () => {
  test("act on the selected server and its links", () => {
    const { act } = renderLens();
    fireEvent.click(button(/^n4 follower/));
    const panel = region("Server n4");
    fireEvent.click(panel.getByRole("button", { name: /^Cut off/ }));
    expect(act).toHaveBeenLastCalledWith({ kind: "partition", target: "network", group: ["n4"] });
    fireEvent.click(panel.getByRole("button", { name: /^Crash/ }));
    expect(act).toHaveBeenLastCalledWith({ kind: "crash_node", target: "n4" });
    fireEvent.click(panel.getByRole("button", { name: /^n1-n4/ }));
    expect(act).toHaveBeenLastCalledWith({ kind: "heal_link", target: "n1-n4" });
    fireEvent.click(panel.getByRole("button", { name: /^n3-n4/ }));
    expect(act).toHaveBeenLastCalledWith({ kind: "cut_link", target: "n3-n4" });
  });

  test("orders to the servers wait until the world takes them, and say why", () => {
    const { act } = renderLens();
    for (const name of [/^Align timers/, /^Campaign/, /^Make it leader/]) {
      expect((button(name) as HTMLButtonElement).disabled).toBe(true);
      expect(button(name).title).toContain("no orders");
    }
    press("a", "v", "l");
    expect(act).not.toHaveBeenCalled();
  });

  test("where the world takes orders they are sent as they are agreed", () => {
    const { act } = renderLens({ canOrder: true });
    fireEvent.click(button(/^Align timers/));
    expect(act).toHaveBeenLastCalledWith({ kind: "align_timers", target: "network" });
    fireEvent.click(button(/^n4 follower/));
    press("v");
    expect(act).toHaveBeenLastCalledWith({ kind: "campaign", target: "n4" });
    press("l");
    expect(act).toHaveBeenLastCalledWith({ kind: "transfer_leadership", target: "n4" });
  });

  test("a term leads to just before its election", () => {
    const { calls } = renderLens();
    fireEvent.click(button(/^term 3/));
    expect(calls).toContainEqual(["transport", { kind: "seek", us: 439_999 }]);
  });
});

describe("without a replicated log", () => {
  test("there is one sentence, and a way to a scenario that has one", () => {
    renderLens({ hasConsensus: false, order: [], servers: {} });
    expect(screen.getByText("This scenario has no replicated log")).toBeDefined();
    fireEvent.click(button(/^Open the learning cluster/));
    expect(location.hash).toBe("#/run/learning-cluster?lens=consensus");
    location.hash = "";
  });

  test("while the nodes start nothing is claimed", () => {
    renderLens({ order: [], servers: {} });
    expect(screen.getByText("No server of the replicated log yet")).toBeDefined();
  });
});
