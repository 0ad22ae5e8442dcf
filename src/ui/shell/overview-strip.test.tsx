// The run on one line, as hands, keys and screen readers meet it.
// @vitest-environment happy-dom
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { timelineFixture } from "../../testkit/timeline-fixture.ts";
import {
  EMPTY_RUN,
  INITIAL_UI,
  runStore,
  type Session,
  type TimelineAssigns,
  uiStore,
} from "../../view/index.ts";
import { NarrationLine } from "./narration-line.tsx";
import { SessionProvider } from "./session-context.tsx";
import { keyTargetUs } from "./strip-input.ts";
import { TransportBar } from "./transport-bar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

// Fetched on demand by the page, known beforehand here.
await import("./strip-list.tsx");
await import("./strip-slider.tsx");

const PATIENT = { timeout: 60_000 };
const S = 1_000_000;
/** The axis of a 30 s branch ends at 50 s and is 1000 px long, 10 px from the edge: 20 px are one second. */
const STRIP_WIDTH = 1020;
const xOfSecond = (second: number) => 10 + 20 * second;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(STRIP_WIDTH);
  HTMLElement.prototype.setPointerCapture = () => undefined;
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  runStore.setState(EMPTY_RUN, true);
  uiStore.setState(INITIAL_UI, true);
});

async function show(timeline: Partial<TimelineAssigns> = {}) {
  const { subject: session, calls } = recordingSession();
  const full = { ...timelineFixture(10 * S), frontierUs: 24 * S, ...timeline };
  const run = { ...runFixture(), playing: false, nowUs: full.nowUs };
  runStore.setState({ connection: { kind: "live" }, assigns: { run, timeline: full } });
  await act(async () => renderFor(session));
  await act(() => import("./strip-slider.tsx"));
  return calls;
}

/** The lower edge of the page, with its keys. */
function LowerEdge() {
  useShortcuts();
  return (
    <>
      <NarrationLine />
      <TransportBar />
    </>
  );
}

const renderFor = (session: Session) =>
  render(
    <SessionProvider session={session}>
      <LowerEdge />
    </SessionProvider>,
  );

const change = (timeline: Partial<TimelineAssigns>, playing = false) =>
  act(() => {
    const { assigns } = runStore.getState();
    const run = { ...runFixture(), ...assigns.run, playing };
    const before = assigns.timeline ?? timelineFixture(10 * S);
    runStore.setState({ assigns: { ...assigns, run, timeline: { ...before, ...timeline } } });
  });
const strip = () => screen.getByRole("slider", { name: "Moment of the run" });
const seeks = (calls: readonly (readonly unknown[])[]) =>
  calls.map(([, command]) => (command as { kind: string; us: number }).us / S);
const pace = () => act(() => vi.advanceTimersByTimeAsync(50));
const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");
const pointer = (kind: "pointerDown" | "pointerMove" | "pointerUp", second: number, y = 20) =>
  fireEvent[kind](strip(), { clientX: xOfSecond(second), clientY: y, button: 0, pointerId: 1 });

describe("as a slider", () => {
  test("it says where one is, in words", async () => {
    await show();
    expect(plain(strip().getAttribute("aria-valuetext"))).toBe(
      "t 10.000 s of 24 s known, branch after kill n3",
    );
    expect(strip().getAttribute("aria-valuenow")).toBe("10");
    expect(strip().getAttribute("aria-valuemax")).toBe("24");
  });

  test("it does not speak into a running clock while it has the focus, and does so when that stands", async () => {
    await show();
    strip().focus();
    change({ nowUs: 12 * S }, true);
    expect(strip().getAttribute("aria-valuenow")).toBe("10");
    change({ nowUs: 13 * S }, false);
    expect(strip().getAttribute("aria-valuenow")).toBe("13");
  });

  test.each([
    ["ArrowLeft", 9.9],
    ["ArrowRight", 10.1],
    ["PageDown", 8.8],
    ["PageUp", 11.2],
    ["Home", 0],
    ["End", 24],
  ])("%s goes to %d s", async (key, second) => {
    const calls = await show();
    fireEvent.keyDown(strip(), { key });
    expect(seeks(calls)).toEqual([second]);
  });

  test("held, a key counts from where it wants to be, and asks at the pace of the worker", async () => {
    const calls = await show();
    for (let presses = 0; presses < 5; presses++) fireEvent.keyDown(strip(), { key: "ArrowLeft" });
    await pace();
    expect(seeks(calls)).toEqual([9.9, 9.5]);
  });

  test("a key never leaves what is known, and a page is never less than a second", async () => {
    expect(keyTargetUs("ArrowLeft", 50_000, 24 * S)).toBe(0);
    expect(keyTargetUs("PageUp", 23.5 * S, 24 * S)).toBe(24 * S);
    expect(keyTargetUs("PageDown", 5 * S, 6 * S)).toBe(4 * S);
    expect(keyTargetUs("a", 5 * S, 6 * S)).toBeNull();
  });
});

describe("by hand", () => {
  test("a press goes there, a drag follows at the pace of the worker and ends at its last moment", async () => {
    const calls = await show();
    pointer("pointerDown", 20);
    for (const second of [19, 17, 14, 12]) pointer("pointerMove", second);
    expect(seeks(calls)).toEqual([20]);
    await pace();
    pointer("pointerMove", 11);
    pointer("pointerMove", 8);
    pointer("pointerUp", 8);
    pointer("pointerMove", 2);
    await pace();
    await pace();
    expect(seeks(calls)).toEqual([20, 12, 8]);
  });

  test("a press on a mark goes to exactly its moment, with an unsteady hand too", async () => {
    const calls = await show();
    pointer("pointerDown", 5.2);
    pointer("pointerMove", 5.1);
    await pace();
    expect(seeks(calls)).toEqual([5]);
  });

  test("a drag stops at what is known; a press beyond it runs on to there", async () => {
    const calls = await show();
    pointer("pointerDown", 20);
    pointer("pointerMove", 40);
    await pace();
    pointer("pointerUp", 40);
    await pace();
    await pace();
    pointer("pointerDown", 40);
    pointer("pointerMove", 39);
    await pace();
    expect(seeks(calls)).toEqual([20, 24, 40]);
  });

  test("the tip names the moment, the mark there, and what a press beyond would do", async () => {
    await show();
    const tip = () => plain(document.querySelector(".strip-tip")?.textContent ?? null);
    pointer("pointerMove", 20);
    expect(tip()).toBe("t 20.000 s");
    pointer("pointerMove", 5.1);
    expect(tip()).toBe("t 5.000 s: crash node n3");
    pointer("pointerMove", 40);
    expect(tip()).toBe("t 40.000 s, not run yet: click to run on to here");
  });
});

describe("in the past", () => {
  test("one is told, once, what acting would do, and led back", async () => {
    const calls = await show();
    expect(plain(screen.getByText(/In the past/).textContent)).toBe("In the past: 14 s behind;");
    expect(screen.getByText("acting here starts a new branch").getAttribute("role")).toBe("status");
    fireEvent.click(screen.getByRole("button", { name: /return to the latest moment/ }));
    expect(calls).toEqual([["transport", { kind: "seek", us: 24 * S }]]);
  });

  test("at the latest moment nothing is said", async () => {
    await show({ nowUs: 24 * S });
    expect(screen.queryByText(/In the past/)).toBeNull();
    expect(screen.queryByRole("button", { name: /return to the latest/ })).toBeNull();
  });
});

describe("step back, undo, redo", () => {
  test("each has a button of its own", async () => {
    const calls = await show({ redo: "cut link n1–n2" });
    for (const name of ["One event back", "100 ms back", "Undo: crash node n3", "Redo: cut link n1–n2"])
      fireEvent.click(screen.getByRole("button", { name }));
    expect(calls.map(([, command]) => command)).toEqual([
      { kind: "step_event_back" },
      { kind: "step_time", us: -100_000 },
      { kind: "undo" },
      { kind: "redo" },
    ]);
  });

  test("what cannot be done cannot be pressed", async () => {
    await show({ nowUs: 0, undo: null, redo: null });
    for (const name of [
      "One event back",
      "100 ms back",
      "No intervention to undo",
      "No intervention to redo",
    ])
      expect(screen.getByRole("button", { name }).hasAttribute("disabled")).toBe(true);
  });

  test("by key, also while the strip has the focus", async () => {
    const calls = await show();
    fireEvent.keyDown(strip(), { key: "z", ctrlKey: true });
    fireEvent.keyDown(strip(), { key: "," });
    expect(calls.map(([, command]) => command)).toEqual([
      { kind: "undo" },
      { kind: "seek_mark", direction: -1, importance: 2 },
    ]);
  });
});

test("a held key waits for its answer, so that letting go of it stops at once", async () => {
  const { subject, calls } = recordingSession();
  const answers: (() => void)[] = [];
  const transport: typeof subject.transport = (command) => {
    calls.push(["transport", command]);
    return new Promise((resolve) => answers.push(resolve));
  };
  renderFor({ ...subject, transport });
  const hold = (repeat: boolean) => fireEvent.keyDown(document.body, { key: "ArrowLeft", repeat });
  for (const repeat of [false, true, true]) hold(repeat);
  expect(calls).toHaveLength(1);
  await act(async () => answers.shift()?.());
  hold(true);
  expect(calls).toHaveLength(2);
});

describe("the list of moments", () => {
  async function open() {
    vi.useRealTimers();
    const calls = await show();
    fireEvent.click(screen.getByRole("button", { name: "Moments: 2" }));
    return { calls, list: await screen.findByRole("list", { name: "Moments, oldest first" }, PATIENT) };
  }

  test("has a button for every mark, and shows where one is", async () => {
    const { calls, list } = await open();
    const [first, second] = within(list).getAllByRole("button");
    expect(plain(first?.textContent ?? null)).toContain("election: n2 leads term 1");
    expect(second?.getAttribute("aria-current")).toBe("time");
    if (first !== undefined) fireEvent.click(first);
    expect(calls).toEqual([["transport", { kind: "seek", us: 300_000 }]]);
  });

  test("can be kept to one kind", async () => {
    const { list } = await open();
    fireEvent.change(screen.getByLabelText("Show"), { target: { value: "input" } });
    expect(within(list).getAllByRole("button")).toHaveLength(1);
    expect(list.textContent).toContain("crash node n3");
  });
});
