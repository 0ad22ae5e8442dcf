/**
 * Branches made again from what they are a function of: in a new worker, for a page that still knows them.
 *
 * Each branch is led out to where it was known, then the next one leaves its parent at the very event it left it before.
 * Who drives the run asks for one move after the other, so it can be done in slices.
 *
 * Invariants
 * - The branches come to be in the order given, parents before children, with the same ids.
 * - Inputs that two branches share are the same records, as they were: undo goes by that.
 */

import { ensure } from "../../base/index.ts";
import type { InputRecord } from "../input.ts";
import type { Branch } from "./branch.ts";
import type { Moment } from "./checkpoint.ts";
import type { Move, Timeline } from "./timeline.ts";

/** What a branch is a function of, and how far it was known. */
export interface BranchPlan {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** Where it left its parent. */
  readonly fork: Moment;
  /** Inputs from outside, inherited and coming ones included. */
  readonly inputs: readonly InputRecord[];
  readonly frontierUs: number;
  /** Where it was when another was opened. */
  readonly left: Moment;
}

/**
 * The moves that make `plans` again in a timeline that has only its first branch, given the inputs of the first plan, and
 * that end with the branch `open`. Each has to be completed before the next is asked for, and the run then to rest, so that
 * the hash of a frontier is known. A run that stops at a violation has to go on.
 */
export function* regrow(timeline: Timeline, plans: readonly BranchPlan[], open: string): Generator<Move> {
  const made = new Map<string, Branch>([["main", timeline.branch]]);
  for (const plan of plans) {
    if (plan.parent !== null) {
      const parent = ensure(made.get(plan.parent), "a parent is made before its branches");
      if (timeline.branch !== parent) timeline.open(parent, plan.fork.nowUs - 1);
      yield moveTo(timeline, { kind: "moment", moment: plan.fork });
      made.set(plan.id, timeline.fork(plan.name));
      timeline.plan(plan.inputs.slice(timeline.branch.given.length), plan.name);
    }
    timeline.branch.name = plan.name;
    yield moveTo(timeline, { kind: "time", us: plan.frontierUs });
  }
  const wanted = ensure(made.get(open), "the open branch is one of those made");
  if (timeline.branch !== wanted) timeline.open(wanted, wanted.frontier.nowUs);
  for (const { id, left } of plans) ensure(made.get(id), "all are made").left = left;
}

function moveTo(timeline: Timeline, target: Move["target"]): Move {
  timeline.seek(target);
  return { target };
}
