// The verbs of a person: what the worker is asked, what the address bar says, what is told when something is refused.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RunAssigns } from "../bridge/index.ts";
import { inspectorFixture, runFixture } from "../testkit/assigns-fixture.ts";
import { recordingClient } from "../testkit/session-fixture.ts";
import { WHOLE_PAGE } from "./display.ts";
import { INPUTS_MAX } from "./input-codec.ts";
import { createRunStore } from "./run-store.ts";
import { createSession, type Session } from "./session.ts";
import { createUiStore, select, setLens, setParams } from "./ui-store.ts";

function setUp(hash = "", replies: Parameters<typeof recordingClient>[0] = {}) {
  const { subject: client, calls } = recordingClient(replies);
  const runStore = createRunStore();
  const uiStore = createUiStore();
  const bar = { hash, entries: 1 };
  const session = createSession({
    client,
    runStore,
    uiStore,
    drawTimeUs: () => 0,
    readHash: () => bar.hash,
    writeHash: (next, isNavigation) => {
      bar.hash = next;
      if (isNavigation) bar.entries++;
    },
  });
  const show = (run: Partial<RunAssigns> = {}) => {
    const { assigns } = runStore.getState();
    const before = assigns.run ?? { ...runFixture(5_000_000), speed: 1, untilUs: null, inputs: [] };
    runStore.setState({ assigns: { ...assigns, run: { ...before, ...run } } });
  };
  return { session, client, calls, runStore, uiStore, bar, show };
}

const named = (calls: readonly (readonly unknown[])[], name: string) =>
  calls.filter(([called]) => called === name).map(([, argument]) => argument);
const texts = (uiStore: ReturnType<typeof createUiStore>) =>
  uiStore.getState().notices.map((notice) => notice.text);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("begin", () => {
  test("opens the run of the address bar and mounts what is on the screen", async () => {
    const { session, calls, uiStore } = setUp(
      "#/run/partition-3-2?seed=7&lens=events&sel=n3&until=60&do=12.1:kill:n3",
    );
    await session.begin();
    expect(named(calls, "open")).toEqual([
      {
        scenario: "partition-3-2",
        seed: 7,
        inputs: [{ atUs: 12_100_000, action: { kind: "crash_node", target: "n3" } }],
        seekUs: 0,
        playing: true,
        speed: 0.5,
        untilUs: 60_000_000,
      },
    ]);
    expect(named(calls, "mount")).toEqual([
      { view: "run", params: { level: "operator" } },
      { view: "timeline", params: {} },
      { view: "events", params: {} },
      { view: "inspector", params: { target: "n3", level: "operator" } },
    ]);
    expect(uiStore.getState()).toMatchObject({ lens: "events", selection: "n3" });
  });

  test("a link to a moment opens there, paused", async () => {
    const { session, calls } = setUp("#/run/learning-cluster?seed=1&t=12.345678");
    await session.begin();
    expect(named(calls, "open")).toMatchObject([{ seekUs: 12_345_678, playing: false }]);
  });

  test("a broken address opens the default run and says what was wrong", async () => {
    const { session, calls, uiStore } = setUp("#/run/nonsense?seed=x");
    await session.begin();
    expect(named(calls, "open")).toMatchObject([{ scenario: "learning-cluster", seed: 42 }]);
    expect(texts(uiStore)).toHaveLength(2);
  });

  test("a refusal of the worker is told in its own words", async () => {
    const { session, uiStore, calls } = setUp("", {
      open: { ok: false, error: "the resource file is missing" },
    });
    await session.begin();
    expect(texts(uiStore)).toEqual(["the resource file is missing"]);
    expect(named(calls, "mount")).toEqual([]);
  });
});

describe("views follow the screen", () => {
  test("another lens leaves one view and mounts the other with its parameters", () => {
    const { calls, uiStore, show } = setUp();
    show();
    setParams(uiStore, "processes", { sort: "mailbox" });
    setLens(uiStore, "processes");
    expect(calls).toEqual([
      ["unmount", "stage"],
      ["mount", { view: "processes", params: { sort: "mailbox" } }],
    ]);
  });

  test("new parameters of the open lens are mounted at once", () => {
    const { calls, uiStore, show } = setUp();
    show();
    setParams(uiStore, "stage", { zoom: 2 });
    expect(calls).toEqual([["mount", { view: "stage", params: { zoom: 2 } }]]);
  });

  test("a selection asks the inspector about its target", () => {
    const { calls, uiStore, show } = setUp();
    show();
    select(uiStore, "<n3.17>");
    expect(calls).toEqual([
      ["mount", { view: "inspector", params: { target: "<n3.17>", level: "operator" } }],
    ]);
  });
});

describe("address bar", () => {
  test("is written a moment after lens, selection or pause change, and not per frame", () => {
    const { bar, uiStore, show } = setUp();
    show();
    vi.runAllTimers();
    const first = bar.hash;
    expect(first).toBe("#/run/learning-cluster?seed=42&lens=stage&speed=1");
    show({ nowUs: 6_000_000, events: 1 });
    show({ nowUs: 6_016_000, events: 2 });
    vi.runAllTimers();
    expect(bar.hash).toBe(first);
    select(uiStore, "n3");
    setLens(uiStore, "events");
    show({ playing: false, nowUs: 7_000_000 });
    expect(bar.hash).toBe(first);
    vi.runAllTimers();
    expect(bar.hash).toBe("#/run/learning-cluster?seed=42&lens=events&sel=n3&t=7&speed=1");
  });

  test("holds the interventions that were accepted", async () => {
    const { bar, session, show } = setUp();
    show();
    await session.act({ kind: "crash_node", target: "n3" });
    show({ inputs: [{ id: "i1", atUs: 1_000, text: "crash n3" }] });
    vi.runAllTimers();
    expect(bar.hash).toContain("do=0.001:kill:n3");
  });

  test("a copied link holds the very moment, also while the run plays", () => {
    const { session, show } = setUp();
    show({ nowUs: 5_123_456 });
    expect(session.linkHash()).toContain("t=5.123456");
  });
});

test("an edited address bar opens what it says now, in the same worker", async () => {
  const { session, calls, bar } = setUp();
  await session.begin();
  bar.hash = "#/run/unsupervised?seed=3&t=2";
  await session.openAddressBar();
  expect(named(calls, "open").at(-1)).toMatchObject({ scenario: "unsupervised", seed: 3, seekUs: 2_000_000 });
  expect(named(calls, "start")).toHaveLength(1);
});

test("more interventions than a link can hold are said once, and the bar is not made wrong", async () => {
  const { session, bar, uiStore, show } = setUp();
  show();
  vi.runAllTimers();
  const before = bar.hash;
  for (let i = 0; i <= INPUTS_MAX; i++) await session.act({ kind: "crash_node", target: "n3" });
  show({ inputs: [{ id: "i", atUs: 1, text: "crash n3" }] });
  vi.runAllTimers();
  expect(bar.hash).toBe(before);
  expect(texts(uiStore)[0]).toContain("download the journal");
});

describe("what the link locks is refused in words, whoever asks", () => {
  test.each([
    ["faults", (session: Session) => session.act({ kind: "crash_node", target: "n3" })],
    ["faults", (session: Session) => session.transport({ kind: "undo" })],
    ["time", (session: Session) => session.transport({ kind: "step_event_back" })],
    ["speed", (session: Session) => session.transport({ kind: "speed", speed: 5 })],
    ["seed", (session: Session) => session.openRun({ seed: 7 })],
    ["scenario", (session: Session) => session.openRun({ scenario: "unsupervised" })],
  ] as const)("%s", async (lock, ask) => {
    const { session, calls, bar, uiStore } = setUp();
    bar.hash = `#/run/learning-cluster?seed=3&lock=${lock}`;
    await session.begin();
    const before = calls.length;
    await ask(session);
    expect(calls.length).toBe(before);
    expect(texts(uiStore)).toEqual([expect.stringContaining("Whoever made this link has locked")]);
  });

  test("playing is not locked, and the whole page opens again from another link", async () => {
    const { session, calls, bar, uiStore } = setUp();
    bar.hash = "#/run/learning-cluster?embed=1&lock=time,speed,faults,lens";
    await session.begin();
    await session.transport({ kind: "play" });
    expect(named(calls, "transport")).toHaveLength(1);
    setLens(uiStore, "events");
    expect(uiStore.getState().lens).toBe("stage");
    bar.hash = "#/run/learning-cluster?seed=3";
    await session.openAddressBar();
    expect(uiStore.getState().display).toEqual(WHOLE_PAGE);
  });
});

describe("another run", () => {
  test("a new seed starts from the beginning without the old interventions", async () => {
    const { session, calls, uiStore, show } = setUp();
    await session.begin();
    show();
    select(uiStore, "n3");
    await session.openRun({ seed: 7 });
    expect(named(calls, "open").at(-1)).toMatchObject({
      scenario: "learning-cluster",
      seed: 7,
      inputs: [],
      seekUs: 0,
    });
    expect(uiStore.getState().selection).toBe("n3");
  });

  test("another scenario forgets the selection, which has no meaning there", async () => {
    const { session, uiStore, show } = setUp();
    await session.begin();
    show();
    select(uiStore, "n3");
    await session.openRun({ scenario: "unsupervised" });
    expect(uiStore.getState().selection).toBeNull();
  });
});

describe("journal", () => {
  const journal = {
    journal: 1,
    scenario: "partition-3-2",
    seed: 9,
    inputs: [{ atUs: 5, action: { kind: "crash_node", target: "n1" } }],
    untilUs: 8_000_000,
    hash: "abc",
  };

  test("is replayed to its last moment, and the hash is compared aloud", async () => {
    const { session, calls, uiStore, show } = setUp();
    await session.begin();
    await session.importJournal(JSON.stringify(journal));
    expect(named(calls, "open").at(-1)).toMatchObject({ seed: 9, inputs: journal.inputs, seekUs: 8_000_000 });
    show({ seekPercent: 50, nowUs: 4_000_000 });
    show({ seekPercent: null, nowUs: 8_000_000, playing: false, hash: "abc", hashAtUs: 8_000_000 });
    expect(texts(uiStore)).toEqual(["Journal replayed to t 8 s: the same state, hash abc."]);
  });

  test("a different state is not hidden", async () => {
    const { session, uiStore, show } = setUp();
    await session.begin();
    await session.importJournal(JSON.stringify(journal));
    show({ seekPercent: null, nowUs: 8_000_000, playing: false, hash: "xyz", hashAtUs: 8_000_000 });
    expect(texts(uiStore)[0]).toContain("the state differs");
  });

  test.each([
    ["hello", "the file is not JSON"],
    ["[]", "it names no scenario"],
    ['{"scenario":"a"}', "its seed is not a whole number"],
    ['{"scenario":"a","seed":1}', "it has no list of inputs"],
    ['{"scenario":"a","seed":1,"inputs":[{}]}', "input 1 has no time or no action"],
    ['{"scenario":"a","seed":1,"inputs":[]}', "how far the run went"],
  ])("%s is refused in plain words", async (text, sentence) => {
    const { session, calls, uiStore } = setUp();
    await session.importJournal(text);
    expect(texts(uiStore)[0]).toContain(sentence);
    expect(named(calls, "open")).toEqual([]);
  });
});

test("a run waits while its tab is hidden, and only if it was playing", () => {
  const { session, calls, show, uiStore } = setUp();
  show({ playing: false });
  session.setHidden(true);
  session.setHidden(false);
  expect(calls).toEqual([]);
  show({ playing: true });
  session.setHidden(true);
  session.setHidden(false);
  expect(named(calls, "transport")).toEqual([{ kind: "pause" }, { kind: "play" }]);
  expect(texts(uiStore)).toEqual(["The run waited while this tab was hidden."]);
});

test("reopening starts afresh when no run was open before", async () => {
  const { session, calls } = setUp("", { reopen: { ok: false, error: "No run was open yet." } });
  await session.reopen();
  expect(calls.map(([name]) => name).slice(0, 3)).toEqual(["reopen", "start", "open"]);
});

test("an inspector's action is handed back unchanged", async () => {
  const { session, calls } = setUp();
  const entry = inspectorFixture().actions[2];
  if (entry === undefined) throw new Error("the fixture has three actions");
  await session.actFromInspector(entry);
  expect(named(calls, "act")).toEqual([entry.action]);
});

describe("the browser's history", () => {
  const tick = () => vi.advanceTimersByTime(300);

  test("has an entry for another lens and another run, and none for time, selection and interventions", () => {
    const { uiStore, show, bar } = setUp();
    show({ playing: false });
    tick();
    show({ nowUs: 6_000_000 });
    tick();
    select(uiStore, "n2");
    tick();
    expect(bar.entries).toBe(1);
    setLens(uiStore, "events");
    tick();
    expect(bar.entries).toBe(2);
    show({ seed: 7 });
    tick();
    expect(bar.entries).toBe(3);
  });

  test("going back within a run changes lens and selection and leaves the moment alone", async () => {
    const { session, uiStore, show, calls, bar } = setUp();
    show({ playing: false });
    setLens(uiStore, "events");
    bar.hash = "#/run/learning-cluster?seed=42&lens=supervision&sel=n3&t=1";
    await session.navigate();
    expect(uiStore.getState()).toMatchObject({ lens: "supervision", selection: "n3" });
    expect(named(calls, "open")).toEqual([]);
    expect(named(calls, "transport")).toEqual([]);
  });

  test("going back to another run opens it", async () => {
    const { session, show, calls, bar } = setUp();
    show({ playing: false });
    bar.hash = "#/run/learning-cluster?seed=9&lens=stage";
    await session.navigate();
    expect(named(calls, "open")).toMatchObject([{ seed: 9 }]);
  });
});
