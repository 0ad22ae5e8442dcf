// The fault palette: what a filled-in form means, what it asks of the session, and the plan as text.
// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faultKit } from "../../bridge/fault-kit.ts";
import { assignsFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { EMPTY_RUN, INITIAL_UI, runStore, uiStore } from "../../view/index.ts";
import { SessionProvider } from "../shell/session-context.tsx";
import { BreakPanel } from "./break-panel.tsx";
import { type Draft, draftOf, fits, meaningOf } from "./draft.ts";

const NOW_US = 3_000_000;
const faultOf = (id: string) => {
  const fault = faultKit.find(id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
};
const draft = (id: string, given: Partial<Draft> = {}): Draft => ({
  ...draftOf(faultOf(id), null),
  ...given,
});
const means = (one: Draft) => {
  const meaning = meaningOf(faultKit, one, NOW_US);
  return meaning.ok ? meaning.sentence : meaning.error;
};

describe("a form means a sentence, or says what is missing", () => {
  test.each([
    [draft("cut_link", { target: "n1-n2" }), "now: cut n1 - n2"],
    [draft("cut_link", { target: "n1>n2", lasting: "2.5" }), "now: cut n1 > n2 for 2.5 s"],
    [draft("pause_node", { target: "n3", at: "5", lasting: "0.8" }), "at 5 s: pause n3 for 800 ms"],
    [draft("loss", { target: "n1-n2", values: { percent: "30" } }), "now: n1 - n2 loses 30 %"],
  ])("%#", (one, sentence) => {
    expect(means(one)).toBe(sentence);
  });
  test("no target, a moment that has passed, a wrong number", () => {
    expect(means(draft("pause_node"))).toContain("Which node?");
    expect(means(draft("pause_node", { target: "n3", at: "1" }))).toContain("has passed");
    expect(means(draft("loss", { target: "n1-n2", values: { percent: "300" } }))).toContain("from 0 to 100");
    expect(means(draft("cut_link", { target: "n1-n2", lasting: "soon" }))).toContain("seconds");
  });
  test("every fault of the palette can be made from its first form and the right target", () => {
    const targets = {
      node: "n3",
      link: "n1-n2",
      process: "<n3.17>",
      module: "job_worker",
      variable: "learning_rate",
      world: "",
    };
    const lists: Readonly<Record<string, string>> = {
      links: "n1-n2, n3>n1",
      groups: "n1 n2 | n3",
      group: "n1",
    };
    for (const fault of faultKit.faults) {
      const first = draftOf(fault, null);
      const values = { ...first.values };
      for (const { name, isOptional } of fault.parameters)
        if (!isOptional && values[name] === "") values[name] = lists[name] ?? "1";
      const meaning = meaningOf(faultKit, { ...first, values, target: targets[fault.target] }, 0);
      expect(meaning, fault.id).toMatchObject({ ok: true });
    }
  });
  test("a selection fills the target where it is of the right kind", () => {
    expect(draftOf(faultOf("pause_node"), "n4").target).toBe("n4");
    expect(draftOf(faultOf("cut_link"), "n4").target).toBe("");
    expect(fits(faultOf("cut_link"), "n1-n2")).toBe(true);
    expect(fits(faultOf("kill_process"), "<n1.2>")).toBe(true);
  });
});

const { subject: session, calls } = recordingSession();

beforeEach(() => runStore.setState({ assigns: assignsFixture(NOW_US) }));
afterEach(() => {
  cleanup();
  calls.length = 0;
  runStore.setState(EMPTY_RUN, true);
  uiStore.setState(INITIAL_UI, true);
});

const open = async () => {
  uiStore.setState({ breakOpen: true });
  render(
    <SessionProvider session={session}>
      <BreakPanel />
    </SessionProvider>,
  );
  await screen.findByRole("button", { name: "Network" });
};

describe("the panel", () => {
  test("a fault of the selected thing happens now, for as long as was said", async () => {
    uiStore.setState({ selection: "n1-n2" });
    await open();
    fireEvent.click(screen.getByRole("button", { name: /^Cut a link/ }));
    fireEvent.change(screen.getByLabelText("For"), { target: { value: "2" } });
    fireEvent.click(screen.getByRole("button", { name: "Let it happen now" }));
    await waitFor(() => expect(calls).toEqual([["act", { kind: "cut_link", target: "n1-n2" }, 2_000_000]]));
  });

  test("painting: everything of the kind that is selected gets it", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Node" }));
    fireEvent.click(screen.getByRole("button", { name: /^Pause a node/ }));
    fireEvent.click(screen.getByRole("button", { name: "Paint" }));
    uiStore.setState({ selection: "n2" });
    uiStore.setState({ selection: "n1-n2" });
    uiStore.setState({ selection: "n5" });
    await waitFor(() =>
      expect(calls.map(([, action]) => action)).toEqual([
        { kind: "pause_node", target: "n2" },
        { kind: "pause_node", target: "n5" },
      ]),
    );
  });

  test("a plan is written as sentences and becomes what is to come; a wrong line is named", async () => {
    await open();
    fireEvent.click(screen.getByRole("tab", { name: "Plan" }));
    const text = screen.getByLabelText("To come, a sentence a line");
    fireEvent.change(text, { target: { value: "at 5 s: cut n1 from n2 for 3 s\nat 9 s: tickle n3" } });
    fireEvent.click(screen.getByRole("button", { name: "Apply" }));
    expect(screen.getByRole("alert").textContent).toContain("line 2");
    fireEvent.change(text, { target: { value: "at 2 s: pause n3" } });
    fireEvent.click(screen.getByRole("button", { name: "Apply" }));
    expect(screen.getByRole("alert").textContent).toContain("has passed");
    fireEvent.change(text, { target: { value: "at 5 s: cut n1 from n2 for 3 s" } });
    fireEvent.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() =>
      expect(calls).toEqual([
        [
          "plan",
          [
            { atUs: 5_000_000, action: { kind: "cut_link", target: "n1-n2" } },
            { atUs: 8_000_000, action: { kind: "heal_link", target: "n1-n2" } },
          ],
        ],
      ]),
    );
  });
});
