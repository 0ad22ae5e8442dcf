/** Assigns of the timeline for tests of the page: two branches, some marks, a little density. */
import type { TimelineAssigns } from "../bridge/index.ts";

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
