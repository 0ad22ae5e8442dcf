// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { recordingSession } from "../../../testkit/session-fixture.ts";
import { spacetimeFixture } from "../../../testkit/spacetime-fixture.ts";
import type { Params } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { SessionProvider } from "../../shell/session-context.tsx";
import { Lens } from "./spacetime-lens.tsx";

const NOW_US = 1_020_000;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** The lens with a worker that answers every parameter at once. */
function renderLens(first: string | null = null, over: Partial<LensProps<"spacetime">> = {}) {
  const session = recordingSession();
  const seen: { params: Params; selection: string | null } = { params: {}, selection: first };
  function Host() {
    const [params, setParams] = useState<Params>({ fold: false });
    const [selection, select] = useState<string | null>(first);
    Object.assign(seen, { params, selection });
    const props: LensProps<"spacetime"> = {
      assigns: spacetimeFixture(NOW_US, params),
      selection,
      select,
      act: vi.fn(),
      params,
      setParams,
      drawTimeUs: () => NOW_US,
      playing: false,
      theme: "light",
      ...over,
    };
    return <Lens {...props} />;
  }
  render(
    <SessionProvider session={session.subject}>
      <Host />
    </SessionProvider>,
  );
  return { seen, calls: session.calls };
}

const picture = () => screen.getByRole("application", { name: "Space-time picture" });
const panel = () => within(screen.getByRole("region", { name: "Selected event" }));
const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(picture(), { key });
};

/** Puts the keyboard on an event that is selected, which is then under the cursor. */
function startOn(event: string) {
  const lens = renderLens(event);
  press("ArrowRight");
  return lens;
}

describe("the keyboard on the picture", () => {
  test("begins at the selected event and goes along its line", () => {
    const { seen } = startOn("n1#5");
    press("ArrowRight", "Enter");
    expect(seen.selection).toBe("n1#6");
    press("ArrowLeft", "ArrowLeft", "Enter");
    expect(seen.selection).toBe("n1#4");
  });

  test("goes along a message to the line it leads to, and back", () => {
    const { seen } = startOn("n1#6");
    press("ArrowDown", "Enter");
    expect(seen.selection).toBe("n3#6");
    press("ArrowUp", "Enter");
    expect(seen.selection).toBe("n1#6");
  });

  test("goes to the nearest event of the next line where there is no message", () => {
    const { seen } = startOn("n3#4");
    press("ArrowUp", "Enter");
    expect(["n2#2", "n2#3"]).toContain(seen.selection);
  });

  test("says what is under it: event, line, text, clock", () => {
    startOn("n2#3");
    expect(picture().textContent).toContain("n2#3 · n2 · message");
    expect(picture().textContent).toContain("Clock: n1 5 · n2 3");
  });

  test("leaves keys it has no use for to the page", () => {
    const onKey = vi.fn();
    document.addEventListener("keydown", onKey);
    renderLens();
    press("k", "Escape");
    expect(onKey).toHaveBeenCalledTimes(2);
    press("+", "ArrowRight", "PageUp", "Home", "End");
    expect(onKey).toHaveBeenCalledTimes(2);
    document.removeEventListener("keydown", onKey);
  });
});

describe("a selected event", () => {
  test("has its cones counted and its clock shown", () => {
    renderLens("n2#3");
    expect(panel().getByText("7 events before")).toBeDefined();
    expect(panel().getByText("3 events after")).toBeDefined();
    expect(panel().getByText("8 events concurrent")).toBeDefined();
    expect(panel().getByText("Vector clock").parentElement?.textContent).toBe("Vector clockn1 5n2 3");
  });

  test("leads to its moment", () => {
    const { calls } = renderLens("n2#3");
    fireEvent.click(panel().getByRole("button", { name: "Go to this moment" }));
    expect(calls).toContainEqual(["transport", { kind: "seek_event", event: "n2#3" }]);
  });

  test("leads to its line, and can be cleared", () => {
    const { seen } = renderLens("n2#3");
    fireEvent.click(panel().getByRole("button", { name: "Clear" }));
    expect(seen.selection).toBeNull();
    cleanup();
    const again = renderLens("n2#3");
    fireEvent.click(panel().getByRole("button", { name: "n2" }));
    expect(again.seen.selection).toBe("n2");
  });

  test("that is no longer kept is named, with the way to its moment", () => {
    const { calls } = renderLens("n1#99");
    expect(panel().getByText(/n1#99 is not among the 19 events kept here/)).toBeDefined();
    fireEvent.click(panel().getByRole("button", { name: "Go to this moment" }));
    expect(calls).toContainEqual(["transport", { kind: "seek_event", event: "n1#99" }]);
  });
});

describe("a second event", () => {
  test("is concurrent, in words; Escape forgets it", () => {
    startOn("n3#5");
    press("ArrowUp");
    fireEvent.keyDown(picture(), { key: "Enter", shiftKey: true });
    expect(panel().getByText(/n3#5 and n2#\d are concurrent: neither could have known/)).toBeDefined();
    press("Escape");
    expect(panel().queryByText(/concurrent:/)).toBeNull();
  });

  test("is before or after, with the shortest path of messages", () => {
    const { seen } = startOn("n1#2");
    press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown");
    fireEvent.keyDown(picture(), { key: "Enter", shiftKey: true });
    expect(seen.params["other"]).toBe("n2#3");
    expect(
      panel().getByText(/n1#2 happened before n2#3: it could have influenced it, by 1 message\./),
    ).toBeDefined();
    const path = within(panel().getByRole("list", { name: "Shortest path of messages" }));
    expect(path.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
      "n1#2",
      "n1#5",
      "n2#3",
    ]);
  });
});

describe("the switches", () => {
  test("ask the worker for lines of processes and for folds", () => {
    const { seen } = renderLens();
    fireEvent.click(screen.getByRole("button", { name: "Processes" }));
    expect(seen.params).toMatchObject({ mode: "processes", room: 26 });
    fireEvent.click(screen.getByRole("button", { name: "Fold local" }));
    expect(seen.params).toMatchObject({ fold: true });
  });

  test("a playing run is held for whoever reads, and followed again on request", () => {
    const { seen } = renderLens(null, { playing: true });
    expect(seen.params["hold"]).toBe(false);
    press("ArrowRight");
    expect(seen.params["hold"]).toBe(true);
    press("End");
    expect(seen.params["hold"]).toBe(false);
  });
});

test("the table has every event with its clock and what it is to the selected one", () => {
  const { seen } = renderLens("n2#3");
  fireEvent.click(screen.getByRole("button", { name: "Table" }));
  const grid = within(screen.getByRole("grid", { name: "Events in order" }));
  const cells = (row: HTMLElement | undefined) =>
    Array.from(row?.querySelectorAll("td, [role=gridcell]") ?? [], ({ textContent }) => textContent);
  const rows = grid.getAllByRole("row");
  expect(rows).toHaveLength(1 + 19);
  expect(cells(rows[3])).toEqual([
    "t\u00a01.000\u00a0s",
    "n3#1",
    "n3",
    "boot",
    "concurrent",
    "node started for the 1th time",
    "n3 1",
  ]);
  fireEvent.click(rows[5] as HTMLElement);
  expect(seen.selection).toMatch(/^n[123]#2$/);
});
