/** The timeline: branches, what happened along the open one, and what is kept to go back with. */

import { ensure } from "../../base/index.ts";
import { type Branch, describeAction, type Timeline } from "../../sim/index.ts";
import type { BranchAssigns, EventDensity, TimelineAssigns } from "../assigns.ts";
import type { LiveView } from "../live-view.ts";
import type { BranchRecipe } from "../timeline-assigns.ts";

export function createTimelineView(): LiveView<"timeline"> {
  let density: EventDensity = { binUs: 1, counts: new Uint32Array(0) };
  let drawn = "";
  return {
    name: "timeline",
    render(_run, _driving, _params, given) {
      const timeline = ensure(given, "the timeline is drawn with a timeline");
      const key = densityKey(timeline);
      // What was sent is the page's now; a new field only when there is something new to draw.
      if (key !== drawn) {
        drawn = key;
        const { binUs, counts } = timeline.branch.density;
        density = { binUs, counts: Uint32Array.from(counts) };
      }
      return render(timeline, density);
    },
  };
}

function render(timeline: Timeline, density: EventDensity): TimelineAssigns {
  const { branch, branches, run } = timeline;
  const undoable = timeline.undoable();
  const redoable = timeline.redoable();
  return {
    nowUs: run.world.nowUs,
    frontierUs: branch.frontier.nowUs,
    branch: branch.id,
    branchOrder: branches.map(({ id }) => id),
    branches: Object.fromEntries(branches.map((one) => [one.id, assignsOf(one)])),
    recipes: Object.fromEntries(branches.map((one) => [one.id, recipeOf(one)])),
    inputs: branch.given,
    undo: undoable === undefined ? null : describeAction(undoable.action),
    redo: redoable === undefined ? null : describeAction(redoable.action),
    density,
    marks: branch.marks,
    recording: timeline.recording(),
  };
}

function assignsOf({ id, name, parent, fork, frontier, hash }: Branch): BranchAssigns {
  return {
    id,
    name,
    parent: parent?.id ?? null,
    forkUs: parent === undefined ? 0 : fork.nowUs,
    frontierUs: frontier.nowUs,
    hash: hash ?? null,
  };
}

function recipeOf({ fork, given, left }: Branch): BranchRecipe {
  return { forkSteps: fork.steps, inputs: given, left };
}

/** Changes when there is a bin more; the newest bin may grow unseen until then. */
function densityKey({ branch }: Timeline): string {
  return `${branch.id} ${branch.density.binUs} ${branch.density.counts.length}`;
}
