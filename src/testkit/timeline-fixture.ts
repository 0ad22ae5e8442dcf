/** Assigns of the timeline for tests of the page: two branches and some marks, or many of both. */
import type { MarkKind, TimelineAssigns, TimelineMark } from "../bridge/index.ts";

export function timelineFixture(nowUs: number): TimelineAssigns {
  return {
    nowUs,
    frontierUs: 2 * nowUs,
    branch: "b2",
    branchOrder: ["main", "b2"],
    branches: {
      main: {
        id: "main",
        name: "main",
        parent: null,
        forkUs: 0,
        frontierUs: 3 * nowUs,
        hash: "0123456789abcdef",
      },
      b2: {
        id: "b2",
        name: "after kill n3",
        parent: "main",
        forkUs: Math.round(nowUs / 2),
        frontierUs: 2 * nowUs,
        hash: null,
      },
    },
    recipes: {},
    inputs: [{ atUs: Math.round(nowUs / 2), action: { kind: "crash_node", target: "n3" } }],
    undo: "crash node n3",
    redo: null,
    density: { binUs: 1_000_000, counts: Uint32Array.from([400, 380, 420, 800, 300, 410]) },
    marks: [
      { id: "m1", atUs: 300_000, kind: "election", text: "n2 leads term 1", importance: 3 },
      { id: "m2", atUs: Math.round(nowUs / 2), kind: "input", text: "crash node n3", importance: 3 },
    ],
    recording: { checkpoints: 12, bytes: 3_400_000, budgetBytes: 67_108_864, thinned: 0, off: null },
  };
}

const MARK_TEXTS: Readonly<Record<MarkKind, string>> = {
  input: "crash node n3",
  fault: "link n1–n2 cut",
  election: "n2 leads term 4",
  version: "learning_rate is 0.012, version 9",
  alert: "commit latency above 200 ms",
  restart: "agent_07 restarted by agent_sup",
  violation: "n1 and n3 both lead term 4",
};

/** A long run with something of every kind every few seconds, four branches and a thinned recording. */
export function busyTimelineFixture(nowUs: number, frontierUs: number): TimelineAssigns {
  const kinds = Object.keys(MARK_TEXTS) as MarkKind[];
  const marks = Array.from({ length: Math.floor(frontierUs / 700_000) }, (_, i): TimelineMark => {
    const kind = kinds[(5 * i) % kinds.length] ?? "input";
    const importance = ((i % 3) + 1) as TimelineMark["importance"];
    return { id: `m${i}`, atUs: (i + 1) * 700_000, kind, text: MARK_TEXTS[kind], importance };
  });
  const bins = Math.ceil(frontierUs / 250_000);
  const counts = Uint32Array.from(
    { length: bins },
    (_, i) => 80 + ((i * 37) % 50) + (i % 29 === 7 ? 700 : 0),
  );
  const branch = (
    id: string,
    name: string,
    parent: string | null,
    [forkUs, reachedUs]: [number, number],
  ) => ({
    [id]: {
      id,
      name,
      parent,
      forkUs,
      frontierUs: reachedUs,
      hash: parent === null ? "0123456789abcdef" : null,
    },
  });
  return {
    ...timelineFixture(nowUs),
    frontierUs,
    branch: "b3",
    branchOrder: ["main", "b2", "b3", "b4"],
    branches: {
      ...branch("main", "main", null, [0, Math.round(frontierUs * 0.8)]),
      ...branch("b2", "after crash node n3 at 6.2 s", "main", [Math.round(frontierUs * 0.25), frontierUs]),
      ...branch("b3", "without the cut", "b2", [Math.round(frontierUs * 0.5), frontierUs]),
      ...branch("b4", "two leaders", "main", [Math.round(frontierUs * 0.4), Math.round(frontierUs * 0.7)]),
    },
    redo: "cut link n1–n2",
    density: { binUs: 250_000, counts },
    marks,
    recording: { checkpoints: 48, bytes: 61_000_000, budgetBytes: 67_108_864, thinned: 7, off: null },
  };
}
