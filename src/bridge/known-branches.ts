/** The branches of a run as the page knows them, as a request to make them again in a new worker. */

import type { TimelineAssigns } from "./assigns.ts";
import type { BranchesRequest, BranchPlan, InputRecord } from "./protocol.ts";

/**
 * Undefined where the request's own inputs and moment say as much. With `untilUs` the open branch is known up to there
 * only, and what left it later is left out, with all that comes of it. `inputs`: those of the open branch, with what was
 * accepted since its timeline came.
 */
export function knownBranches(
  timeline: TimelineAssigns | undefined,
  inputs: readonly InputRecord[],
  untilUs = Number.POSITIVE_INFINITY,
): BranchesRequest | undefined {
  if (timeline === undefined) return undefined;
  const plans: BranchPlan[] = [];
  for (const id of timeline.branchOrder) {
    const fresh = id === timeline.branch ? inputs.slice(timeline.inputs.length) : [];
    const plan = planOf(timeline, id, fresh, untilUs);
    const isLate = plan?.parent === timeline.branch && plan.fork.nowUs > untilUs;
    const hasParent = plan?.parent === null || plans.some((other) => other.id === plan?.parent);
    if (plan !== undefined && hasParent && !isLate) plans.push(plan);
  }
  const isOneMoment = plans.length < 2 && timeline.nowUs >= (plans[0]?.frontierUs ?? 0);
  return isOneMoment ? undefined : { open: timeline.branch, plans };
}

function planOf(
  timeline: TimelineAssigns,
  id: string,
  fresh: readonly InputRecord[],
  untilUs: number,
): BranchPlan | undefined {
  const branch = timeline.branches[id];
  const recipe = timeline.recipes[id];
  if (branch === undefined || recipe === undefined) return undefined;
  const { name, parent, forkUs, frontierUs } = branch;
  const endUs = id === timeline.branch ? untilUs : Number.POSITIVE_INFINITY;
  return {
    id,
    name,
    parent,
    fork: { nowUs: forkUs, steps: recipe.forkSteps },
    inputs: [...recipe.inputs, ...fresh.filter(({ atUs }) => atUs > frontierUs)].filter(
      ({ atUs }) => atUs <= endUs,
    ),
    frontierUs: Math.min(frontierUs, endUs),
    left: recipe.left,
  };
}
