// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { eventsFixture } from "../../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../../testkit/session-fixture.ts";
import { type EventRow, type EventsAssigns, INITIAL_UI, uiStore } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { SessionProvider } from "../../shell/session-context.tsx";
import { Lens } from "./events-lens.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  uiStore.setState(INITIAL_UI);
  vi.useRealTimers();
});

function propsOf(over: Partial<LensProps<"events">> = {}) {
  return {
    assigns: eventsFixture(),
    selection: null,
    select: vi.fn(),
    act: vi.fn(),
    params: {},
    setParams: vi.fn(),
    drawTimeUs: () => 0,
    playing: true,
    theme: "light" as const,
    ...over,
  };
}

function renderLens(over: Partial<LensProps<"events">> = {}) {
  const props = propsOf(over);
  const { subject, calls } = recordingSession();
  const lens = (more: Partial<LensProps<"events">> = {}) => (
    <SessionProvider session={subject}>
      <Lens {...props} {...more} />
    </SessionProvider>
  );
  const { rerender } = render(lens());
  const show = (assigns: EventsAssigns) => {
    rerender(lens({ assigns }));
    act(() => void vi.advanceTimersByTime(1_000));
  };
  return { ...props, show, calls, choose: (selection: string) => rerender(lens({ selection })) };
}

/** The log one event later. */
function later(assigns: EventsAssigns): EventsAssigns {
  const event: EventRow = {
    id: "n9#1",
    atUs: 12_999_000,
    node: "n9",
    kind: "alert",
    actor: null,
    peer: null,
    text: "brand new",
    cause: null,
  };
  return {
    ...assigns,
    total: assigns.total + 1,
    matching: assigns.matching + 1,
    rows: [event, ...assigns.rows],
  };
}

const grid = () => screen.getByRole("grid", { name: "Events, newest first" });
const topRow = () => within(grid()).getAllByRole("row")[1]?.textContent ?? "";

describe("the log", () => {
  test("follows the run while nobody reads", () => {
    const { show } = renderLens();
    show(later(eventsFixture()));
    expect(topRow()).toContain("brand new");
    expect(screen.getByText(/^Following the run, newest first/)).toBeDefined();
  });

  test("stands still once the reader moves in it, and counts what is newer", () => {
    const { show, setParams } = renderLens();
    const before = topRow();
    fireEvent.keyDown(grid(), { key: "ArrowDown" });
    show(later(eventsFixture()));
    expect(topRow()).toBe(before);
    expect(screen.getByText("1 newer event. Held where you read.")).toBeDefined();
    expect(setParams).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Follow again" }));
    expect(topRow()).toContain("brand new");
  });

  test("stands still once it is scrolled", () => {
    const { show } = renderLens();
    const before = topRow();
    const scroller = grid().parentElement;
    if (scroller === null) throw new Error("the grid has no scroller");
    scroller.scrollTop = 10;
    fireEvent.scroll(scroller);
    show(later(eventsFixture()));
    expect(topRow()).toBe(before);
  });
});

describe("the filters", () => {
  test("offer each kind with its count, and all of them", () => {
    const { setParams } = renderLens();
    const chips = within(screen.getByRole("group", { name: /Kinds of events/ })).getAllByRole("button");
    expect(chips.map((chip) => chip.textContent)).toContain("send36");
    expect(chips[0]?.getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: /^exit/ }));
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ kinds: ["exit"] }));
  });

  test("limit to a node and to a text", () => {
    const { setParams } = renderLens();
    fireEvent.change(screen.getByRole("combobox", { name: "on" }), { target: { value: "n4" } });
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ node: "n4" }));
    fireEvent.change(screen.getByRole("searchbox", { name: "Filter events" }), { target: { value: "vote" } });
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ filter: "vote" }));
  });

  test("say when they leave nothing, and when there is nothing yet", () => {
    const none = { ...eventsFixture(), matching: 0, rows: [] };
    const { setParams, show } = renderLens({ assigns: none, params: { filter: "zz" } });
    fireEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
    expect(setParams).toHaveBeenLastCalledWith(expect.objectContaining({ filter: "", kinds: [], node: "" }));
    show({ ...none, total: 0 });
    expect(screen.getByText("No events yet")).toBeDefined();
  });
});

describe("why", () => {
  test("is asked by Enter on an event", () => {
    const { select, setParams } = renderLens();
    fireEvent.keyDown(grid(), { key: "ArrowDown" });
    fireEvent.keyDown(grid(), { key: "Enter" });
    expect(select).toHaveBeenCalledWith("n1#2000");
    expect(setParams).toHaveBeenLastCalledWith({ select: "n1#2000", unfold: [] });
  });

  test("shows the effect first, each cause below, and how it all began", () => {
    renderLens({ params: { select: "n1#2077" } });
    const panel = screen.getByRole("complementary", { name: "Why it happened" });
    const steps = within(panel).getAllByRole("listitem");
    expect(steps).toHaveLength(5);
    expect(steps[0]?.textContent).toContain("became_leader");
    expect(steps[0]?.textContent).toContain("because, 3.60\u00a0ms earlier");
    expect(panel.textContent).toContain("It began with an input: You crashed n3 at t\u00a010.200\u00a0s.");
  });

  test("each step leads to its moment and is selected; the chain stays", () => {
    const { select, setParams, calls, choose } = renderLens({ params: { select: "n1#2077" } });
    fireEvent.click(screen.getByRole("button", { name: /vote granted.*Go to t/ }));
    expect(calls).toEqual([["transport", { kind: "seek_event", event: "n4#1811" }]]);
    expect(select).toHaveBeenLastCalledWith("n4#1811");
    choose("n4#1811");
    expect(setParams).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: /vote granted/ }).getAttribute("aria-current")).toBe("step");
  });

  test("the input it came from leads to just before it", () => {
    const { calls } = renderLens({ params: { select: "n1#2077" } });
    fireEvent.click(screen.getByRole("button", { name: "Go to just before it" }));
    expect(calls).toEqual([["transport", { kind: "seek", us: 10_199_999 }]]);
  });

  test("routine steps are one line that unfolds", () => {
    const fixture = eventsFixture();
    if (fixture.why === null) throw new Error("the fixture has a chain");
    const fold = { fold: "n1#2000", count: 40, untilUs: 9_000, fromUs: 3_000, text: "timer × 40" };
    const why = { ...fixture.why, steps: [fixture.why.steps[0] ?? fold, fold] };
    const { setParams } = renderLens({ assigns: { ...fixture, why }, params: { select: "n1#2077" } });
    fireEvent.click(screen.getByRole("button", { name: /40 steps/ }));
    expect(setParams).toHaveBeenLastCalledWith({ select: "n1#2077", unfold: ["n1#2000"] });
  });

  test("says that it looks further back, without reading every figure aloud", () => {
    const fixture = eventsFixture();
    if (fixture.why === null) throw new Error("the fixture has a chain");
    const why = { ...fixture.why, end: "searching" as const, endText: "", searched: 1_234 };
    renderLens({ assigns: { ...fixture, why }, params: { select: "n1#2077" } });
    const status = screen.getAllByRole("status").find(({ textContent }) => textContent?.includes("Looking"));
    expect(status?.firstChild?.textContent).toBe("Looking further back…");
    expect(status?.lastElementChild?.getAttribute("aria-hidden")).toBe("true");
  });

  test("is told in the words that are chosen", () => {
    const { setParams } = renderLens({ params: { select: "n1#2077" } });
    fireEvent.change(screen.getByRole("combobox", { name: "Words" }), { target: { value: "novice" } });
    expect(uiStore.getState().level).toBe("novice");
    expect(setParams).toHaveBeenLastCalledWith({ select: "n1#2077", level: "novice" });
  });

  test("does not show the answer to an older question", () => {
    renderLens({ params: { select: "n2#5" } });
    expect(screen.getByText("Looking for the causes")).toBeDefined();
  });

  test("copies as text and says so", async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    renderLens({ params: { select: "n1#2077" } });
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Copy as text" })));
    expect(writeText.mock.calls[0]?.[0]).toContain("election timeout after 187 ms");
    expect(screen.getByRole("button", { name: "Copied" })).toBeDefined();
    vi.unstubAllGlobals();
  });

  test("invites to select an event before one is, and leaves the room to the log", () => {
    renderLens();
    expect(screen.getByText(/Select an event to see why it happened/)).toBeDefined();
    expect(screen.queryByRole("complementary")).toBeNull();
  });
  test("an event selected elsewhere is asked about at once", () => {
    const { setParams } = renderLens({ selection: "n1#2077" });
    expect(setParams).toHaveBeenCalledWith(expect.objectContaining({ select: "n1#2077" }));
  });
});
