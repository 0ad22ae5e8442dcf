// The frame as a person meets it: what is said, what can be pressed, what happens when something goes wrong.
// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { FIXTURE_SCENARIOS, inspectorFixture, runFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import type { RunAssigns } from "../../view/index.ts";
import { EMPTY_RUN, INITIAL_UI, runStore, uiStore } from "../../view/index.ts";
import { FRONT_SENTENCE } from "./headline.tsx";
import { Shell } from "./shell.tsx";

afterEach(() => {
  cleanup();
  runStore.setState(EMPTY_RUN, true);
  uiStore.setState(INITIAL_UI, true);
});

function show(run: Partial<RunAssigns> | null = {}) {
  const { subject: session, calls } = recordingSession();
  runStore.setState({
    connection: { kind: "live" },
    scenarios: FIXTURE_SCENARIOS,
    assigns:
      run === null
        ? {}
        : { run: { ...runFixture(), outcome: null, inputs: [], ...run }, inspector: inspectorFixture() },
  });
  // Events is the lens of these tests: it has no assigns here, so the frame stands alone.
  uiStore.setState({ lens: "events" });
  render(<Shell session={session} />);
  return calls;
}

const update = (run: Partial<RunAssigns>) =>
  act(() => {
    const { assigns } = runStore.getState();
    runStore.setState({ assigns: { ...assigns, run: { ...runFixture(), ...assigns.run, ...run } } });
  });
const pressKey = (key: string, target: Element | Window = window) =>
  act(() => fireEvent.keyDown(target, { key }));
const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

describe("first contact", () => {
  test("the sentence stands there until the first intervention, then what came of it", () => {
    show();
    expect(screen.getByText(FRONT_SENTENCE)).toBeDefined();
    const { outcome } = runFixture();
    update({ inputs: [{ id: "i1", atUs: 1, text: "crash n3" }], outcome });
    expect(screen.queryByText(FRONT_SENTENCE)).toBeNull();
    expect(screen.getByText(/New leader n1 after 203 ms/)).toBeDefined();
  });

  test("another scenario says what it is about itself", () => {
    show();
    update({ inputs: [], outcome: null, headline: "One node, three supervisors." });
    expect(screen.getByText("One node, three supervisors.")).toBeDefined();
    expect(screen.queryByText(FRONT_SENTENCE)).toBeNull();
  });

  test("before the first frame the frame is there and nothing can be pressed that needs a run", () => {
    show(null);
    expect(screen.getByText(FRONT_SENTENCE)).toBeDefined();
    expect(screen.getByRole("button", { name: "Play" }).hasAttribute("disabled")).toBe(true);
    expect(screen.getByRole("button", { name: "Copy link" }).hasAttribute("disabled")).toBe(true);
  });
});

describe("transport", () => {
  test("shows virtual time with its unit, and plays, steps and changes speed", () => {
    const calls = show({ nowUs: 12_345_000, playing: false });
    expect(plain(screen.getByLabelText("Virtual time").textContent)).toBe("t 12.345 s");
    fireEvent.click(screen.getByRole("button", { name: "Play" }));
    fireEvent.click(screen.getByRole("button", { name: "One event on" }));
    fireEvent.change(screen.getByLabelText(/^Speed/), { target: { value: "Infinity" } });
    expect(calls).toEqual([
      ["transport", { kind: "play" }],
      ["transport", { kind: "step_event" }],
      ["transport", { kind: "speed", speed: Number.POSITIVE_INFINITY }],
    ]);
  });

  test("run until takes seconds and refuses anything else in words", () => {
    const calls = show({ untilUs: null });
    const field = screen.getByLabelText("until");
    fireEvent.change(field, { target: { value: "soon" } });
    fireEvent.submit(field);
    expect(screen.getByRole("alert").textContent).toContain("“soon” is not a time");
    fireEvent.change(field, { target: { value: "20.5" } });
    fireEvent.submit(field);
    expect(calls).toEqual([["transport", { kind: "run_until", us: 20_500_000 }]]);
  });
});

describe("invariants", () => {
  test("the light counts, and the list says what was checked and what broke", () => {
    const { invariants } = runFixture();
    const violation = { atUs: 9_000_000, text: "n1 and n3 both lead term 4", event: "n1#2077" };
    const broken = { title: "At most one leader per term", checked: 99, violation };
    show({ invariants: { ...invariants, leaderPerTerm: broken } });
    fireEvent.click(screen.getByRole("button", { name: "Invariants: 1 violated" }));
    const panel = screen.getByRole("region", { name: "Invariants: 1 violated" });
    expect(plain(panel.textContent)).toContain("t 9.000 s: n1 and n3 both lead term 4");
    expect(plain(panel.textContent)).toContain("checked 1 204 times");
    fireEvent.click(within(panel).getByRole("button", { name: "show event n1#2077" }));
    expect(uiStore.getState()).toMatchObject({ lens: "events", selection: "n1#2077" });
  });

  test("escape closes the list and leaves the selection alone", () => {
    show();
    uiStore.setState({ selection: "n1" });
    fireEvent.click(screen.getByRole("button", { name: /^Invariants/ }));
    pressKey("Escape", document.body);
    expect(screen.queryByRole("region", { name: /^Invariants/ })).toBeNull();
    expect(uiStore.getState().selection).toBe("n1");
  });
});

describe("run", () => {
  test("the picker opens another scenario", () => {
    const calls = show();
    fireEvent.click(screen.getByRole("button", { name: "Scenario: Learning cluster" }));
    fireEvent.click(screen.getByRole("button", { name: /Who noticed\?/ }));
    expect(calls).toEqual([["openRun", { scenario: "unsupervised" }]]);
  });

  test("the seed field opens another seed, and says what a seed is", () => {
    const calls = show();
    const field = screen.getByLabelText("Seed");
    fireEvent.change(field, { target: { value: "-3" } });
    fireEvent.submit(field);
    expect(screen.getByRole("alert").textContent).toContain("a whole number from 0 to 4294967295");
    expect(calls).toEqual([]);
    fireEvent.change(field, { target: { value: "7" } });
    fireEvent.submit(field);
    expect(calls).toEqual([["openRun", { seed: 7 }]]);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("inspector", () => {
  test("says what to do when nothing is selected", () => {
    show();
    fireEvent.click(screen.getByRole("button", { name: "Select the leader" }));
    expect(uiStore.getState().selection).toBe("n1");
  });

  test("shows facts, actions with their keys, and the chain of causes", async () => {
    const calls = show();
    act(() => uiStore.setState({ selection: "n1" }));
    const inspector = screen.getByRole("complementary", { name: "Inspector" });
    expect(await within(inspector).findByText("131 of 131")).toBeDefined();
    expect(within(inspector).getByText("You crashed n3")).toBeDefined();
    fireEvent.click(within(inspector).getByRole("button", { name: /Crash node/ }));
    expect(calls).toEqual([["actFromInspector", inspectorFixture().actions[0]]]);
    fireEvent.click(within(inspector).getByRole("button", { name: "<n1.11>" }));
    expect(uiStore.getState().selection).toBe("<n1.11>");
  });

  test("never shows the old content for a new selection", () => {
    show();
    act(() => uiStore.setState({ selection: "n4" }));
    const inspector = screen.getByRole("complementary", { name: "Inspector" });
    expect(within(inspector).queryByText("131 of 131")).toBeNull();
  });

  test("its width follows the arrow keys", () => {
    show();
    const edge = screen.getByRole("separator", { name: "Width of the inspector" });
    fireEvent.keyDown(edge, { key: "ArrowLeft" });
    expect(edge.getAttribute("aria-valuenow")).toBe("360");
    fireEvent.keyDown(edge, { key: "Home" });
    expect(edge.getAttribute("aria-valuenow")).toBe("320");
  });
});

describe("narration", () => {
  test("speaks the latest sentence that matters, and falls silent when sentences come too fast", () => {
    const narration = [
      ...runFixture().narration,
      { id: "z", atUs: 12_000_000, text: "heartbeat", importance: 1, event: null } as const,
    ];
    show({ narration, speed: 1 });
    const line = screen.getByText(/agent_05 moved/);
    expect(line.closest("[aria-live]")?.getAttribute("aria-live")).toBe("polite");
    update({ speed: Number.POSITIVE_INFINITY });
    expect(line.closest("[aria-live]")?.getAttribute("aria-live")).toBe("off");
  });

  test("the history lists everything, newest first", () => {
    show();
    fireEvent.click(screen.getByRole("button", { name: "History" }));
    const rows = within(screen.getByRole("list", { name: /newest first/ })).getAllByRole("listitem");
    expect(rows).toHaveLength(runFixture().narration.length);
    expect(rows[0]?.textContent).toContain("agent_05 moved");
  });
});

describe("help", () => {
  test("lists every shortcut and switches single keys off", async () => {
    show();
    pressKey("?");
    const sheet = await screen.findByRole("dialog", { name: "Help and keyboard" });
    expect(within(sheet).getByText("Shift →")).toBeDefined();
    fireEvent.click(within(sheet).getByLabelText("Single-key shortcuts"));
    expect(uiStore.getState().keyboardEnabled).toBe(false);
    pressKey("Escape", document.body);
    expect(screen.queryByRole("dialog")).toBeNull();
    pressKey("3");
    expect(uiStore.getState().lens).toBe("events");
  });
});

describe("trouble", () => {
  test("a halted run shows message, seed, time and last events, and leads to the moment before", async () => {
    const calls = show();
    const halt = {
      kind: "halt",
      message: "commitIndex must not go back",
      seed: 42,
      atUs: 12_345_678,
      lastEvents: ["n1 commit 118"],
    } as const;
    act(() => runStore.setState({ connection: { kind: "halted", halt } }));
    const panel = await screen.findByRole("alert");
    for (const text of [/commitIndex must not go back/, /n1 commit 118/])
      expect(within(panel).getByText(text)).toBeDefined();
    expect(plain(panel.textContent)).toContain("Seed 42, at t 12.346 s");
    fireEvent.click(within(panel).getByRole("button", { name: "Reopen at the moment before" }));
    expect(calls).toEqual([["reopen", 12_345_677]]);
  });

  test("a lost worker names the cause and reopens the run where it was", () => {
    const calls = show();
    act(() =>
      runStore.setState({
        connection: { kind: "lost", cause: "The worker failed: out of memory", lastEvents: [] },
      }),
    );
    expect(screen.getByText("The worker failed: out of memory")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Reopen the run where it was" }));
    expect(calls).toEqual([["reopen", undefined]]);
  });

  test("a notice stays until it is dismissed when it tells of a problem", () => {
    show();
    act(() => uiStore.setState({ notices: [{ id: 1, tone: "problem", text: "There is no scenario “x”." }] }));
    const notices = screen.getByRole("log", { name: "Notices" });
    expect(notices.textContent).toContain("There is no scenario");
    fireEvent.click(within(notices).getByRole("button", { name: "Dismiss" }));
    expect(notices.textContent).toBe("");
  });
});
