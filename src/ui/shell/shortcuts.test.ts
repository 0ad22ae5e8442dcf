// One table says what every key does; nothing else reacts to keys, and nobody is caught by a key while typing.
// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import { inspectorFixture, runFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { EMPTY_RUN, INITIAL_UI, runStore, uiStore } from "../../view/index.ts";
import { SHORTCUTS, shortcutFor } from "./shortcuts.ts";
import { mayRun } from "./use-shortcuts.ts";

afterEach(() => {
  runStore.setState(EMPTY_RUN, true);
  uiStore.setState(INITIAL_UI, true);
});

function press(key: string, shiftKey = false, control: "ctrlKey" | "metaKey" | null = null) {
  const { subject: session, calls } = recordingSession();
  const held = control === null ? {} : { [control]: true };
  void shortcutFor({ key, shiftKey, ...held })?.run({ session, runStore, uiStore });
  return calls;
}

function element(html: string): Element {
  document.body.innerHTML = html;
  const first = document.body.firstElementChild;
  if (first === null) throw new Error("no element");
  return first;
}

test("no two entries share a key, and each is written in the help sheet", () => {
  const keys = SHORTCUTS.map(
    (entry) => `${entry.ctrl === true ? "Ctrl " : ""}${entry.shift === true ? "Shift " : ""}${entry.key}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
  for (const entry of SHORTCUTS) expect(entry.text.length).toBeGreaterThan(3);
});

test("the keys of the design are all there", () => {
  const faces = SHORTCUTS.map((entry) => entry.face);
  for (const face of ["Space", "←", "→", "Shift ←", "Shift →", ",", ".", "[", "]", "F", "Ctrl/⌘ Z"])
    expect(faces).toContain(face);
  for (const face of ["K", "P", "X", "C", "/", "?", "Esc", "I", "T"]) expect(faces).toContain(face);
  for (const digit of ["1", "2", "3", "4", "5", "6"]) expect(faces).toContain(digit);
});

describe("time", () => {
  test("space plays a paused run and pauses a playing one", () => {
    runStore.setState({ assigns: { run: { ...runFixture(), playing: false } } });
    expect(press(" ")).toEqual([["transport", { kind: "play" }]]);
    runStore.setState({ assigns: { run: { ...runFixture(), playing: true } } });
    expect(press(" ")).toEqual([["transport", { kind: "pause" }]]);
  });

  test("arrow right steps one event, with shift 100 ms", () => {
    expect(press("ArrowRight")).toEqual([["transport", { kind: "step_event" }]]);
    expect(press("ArrowRight", true)).toEqual([["transport", { kind: "step_time", us: 100_000 }]]);
  });

  test("arrow left takes one event back, with shift 100 ms", () => {
    expect(press("ArrowLeft")).toEqual([["transport", { kind: "step_event_back" }]]);
    expect(press("ArrowLeft", true)).toEqual([["transport", { kind: "step_time", us: -100_000 }]]);
  });

  test("comma and full stop go to important events, F forks", () => {
    expect(press(",")).toEqual([["transport", { kind: "seek_mark", direction: -1, importance: 2 }]]);
    expect(press(".")).toEqual([["transport", { kind: "seek_mark", direction: 1, importance: 2 }]]);
    expect(press("f")).toEqual([["transport", { kind: "fork" }]]);
  });

  test.each(["ctrlKey", "metaKey"] as const)("undo and redo with %s, however redo is written", (control) => {
    expect(press("z", false, control)).toEqual([["transport", { kind: "undo" }]]);
    expect(press("Z", true, control)).toEqual([["transport", { kind: "redo" }]]);
    expect(press("y", false, control)).toEqual([["transport", { kind: "redo" }]]);
  });

  test("with control a key means nothing of what it means alone, and alone nothing of that", () => {
    for (const key of [" ", "f", "k", "c", "1", "ArrowLeft"])
      expect(press(key, false, "ctrlKey")).toEqual([]);
    for (const key of ["z", "y"]) expect(press(key)).toEqual([]);
  });

  test.each([
    ["]", 1, 2],
    ["[", 1, 0.5],
    ["]", 5, Number.POSITIVE_INFINITY],
    ["[", 0.7, 0.5],
  ])("%s from %d× goes to %d×", (key, from, to) => {
    runStore.setState({ assigns: { run: { ...runFixture(), speed: from } } });
    expect(press(key)).toEqual([["transport", { kind: "speed", speed: to }]]);
  });

  test("the slowest speed stays the slowest", () => {
    runStore.setState({ assigns: { run: { ...runFixture(), speed: 0.1 } } });
    expect(press("[")).toEqual([]);
  });
});

describe("selection", () => {
  test("a key presses the inspector's action with that key", () => {
    uiStore.setState({ selection: "n1" });
    runStore.setState({ assigns: { inspector: inspectorFixture() } });
    expect(press("x")).toEqual([["actFromInspector", inspectorFixture().actions[0]]]);
    expect(press("C")).toEqual([["actFromInspector", inspectorFixture().actions[2]]]);
  });

  test("pressed right after a selection it waits for that selection's actions", () => {
    uiStore.setState({ selection: "n2" });
    runStore.setState({ assigns: { inspector: inspectorFixture() } });
    const calls = press("x");
    expect(calls).toEqual([]);
    const inspector = { ...inspectorFixture(), target: "n2" };
    runStore.setState({ assigns: { inspector } });
    expect(calls).toEqual([["actFromInspector", inspector.actions[0]]]);
  });

  test("and never acts on what was selected later", () => {
    uiStore.setState({ selection: "n2" });
    const calls = press("x");
    uiStore.setState({ selection: "n3" });
    runStore.setState({ assigns: { inspector: { ...inspectorFixture(), target: "n3" } } });
    expect(calls).toEqual([]);
  });

  test("without a selection, or without such an action, it says so", () => {
    press("k");
    uiStore.setState({ selection: "n1" });
    runStore.setState({ assigns: { inspector: inspectorFixture() } });
    press("k");
    expect(uiStore.getState().notices.map((notice) => notice.text)).toEqual([
      "K acts on the selection: select a node, a process or a link first.",
      "K does nothing to n1 now.",
    ]);
  });
});

describe("why", () => {
  test("U asks about the selected event, else about the last one of the selected thing", () => {
    uiStore.setState({ selection: "n3#12" });
    press("u");
    expect(uiStore.getState()).toMatchObject({ lens: "events", selection: "n3#12" });
    uiStore.setState({ lens: "stage", selection: "n1" });
    runStore.setState({ assigns: { inspector: inspectorFixture() } });
    press("u");
    expect(uiStore.getState()).toMatchObject({ lens: "events", selection: "n1#2077" });
  });

  test("without a selection it asks about what was told last", () => {
    runStore.setState({ assigns: { run: runFixture() } });
    press("u");
    expect(uiStore.getState().selection).toBe(runFixture().narration.at(-1)?.event);
  });
});

describe("page", () => {
  test("digits open lenses", () => {
    press("3");
    expect(uiStore.getState().lens).toBe("processes");
  });

  test("escape goes up one level at a time", () => {
    uiStore.setState({ helpOpen: true, narrationOpen: true, selection: "n1" });
    press("Escape");
    expect(uiStore.getState()).toMatchObject({ helpOpen: false, narrationOpen: true });
    press("Escape");
    expect(uiStore.getState()).toMatchObject({ narrationOpen: false, selection: "n1" });
    press("Escape");
    expect(uiStore.getState().selection).toBeNull();
  });

  test("T walks through the themes", () => {
    const seen = [0, 1, 2].map(() => {
      press("t");
      return uiStore.getState().themeChoice;
    });
    expect(seen).toEqual(["light", "dark", "system"]);
  });

  test("the question mark works however the keyboard writes it", () => {
    press("?", true);
    expect(uiStore.getState().helpOpen).toBe(true);
  });
});

describe("where a key does not act", () => {
  const entry = (key: string, shiftKey = false) => {
    const found = shortcutFor({ key, shiftKey });
    if (found === undefined) throw new Error(`no shortcut ${key}`);
    return found;
  };

  test.each(["<input>", "<textarea></textarea>", "<select></select>"])("while typing in %s", (html) => {
    for (const key of [" ", "k", "1", ",", "f", "ArrowLeft", "ArrowRight", "Escape"])
      expect(mayRun(entry(key), element(html))).toBe(false);
    const undo = SHORTCUTS.filter((shortcut) => shortcut.ctrl === true);
    for (const shortcut of undo) expect(mayRun(shortcut, element(html))).toBe(false);
  });

  test("space on a button presses the button", () => {
    expect(mayRun(entry(" "), element("<button>x</button>"))).toBe(false);
    expect(mayRun(entry("k"), element("<button>x</button>"))).toBe(true);
  });

  test("arrows on a control that uses them", () => {
    expect(mayRun(entry("ArrowRight"), element('<div role="separator"></div>'))).toBe(false);
    expect(mayRun(entry("ArrowRight"), element("<main></main>"))).toBe(true);
  });

  test("switched off, only escape and what is pressed with control act", () => {
    uiStore.setState({ keyboardEnabled: false });
    const acting = SHORTCUTS.filter((shortcut) => mayRun(shortcut, document.body));
    const faces = acting.map((shortcut) => shortcut.face);
    expect(faces).toEqual(["Ctrl/⌘ Z", "Ctrl/⌘ Shift Z", "Ctrl/⌘ Y", "Ctrl/⌘ K", "Esc"]);
  });

  test("behind the help sheet, only escape and the question mark act", () => {
    uiStore.setState({ helpOpen: true });
    const acting = SHORTCUTS.filter((shortcut) => mayRun(shortcut, document.body));
    expect(acting.map((shortcut) => shortcut.face)).toEqual(["?", "Esc"]);
  });
});
