/** The timeline: branches, what happened along the open one, and what is kept to go back with. */

import type { LiveView } from "../live-view.ts";

export function createTimelineView(): LiveView<"timeline"> {
  return {
    name: "timeline",
    render(run) {
      const { nowUs } = run.world;
      return {
        nowUs,
        frontierUs: nowUs,
        branch: "main",
        branchOrder: ["main"],
        branches: {
          main: { id: "main", name: "main", parent: null, forkUs: 0, frontierUs: nowUs, hash: null },
        },
        inputs: run.world.givenInputs(),
        undo: null,
        redo: null,
        density: { binUs: 1_000_000, counts: new Uint32Array(0) },
        marks: [],
        recording: { checkpoints: 0, bytes: 0, budgetBytes: 0, thinned: 0, off: null },
      };
    },
  };
}
