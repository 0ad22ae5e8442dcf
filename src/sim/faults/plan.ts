/**
 * A fault plan: what happens when, and for how long. A plan is data; it is compiled to inputs, and from then on there is
 * no difference between a plan that was painted, one that was written and what a person did by hand.
 */

import { assert } from "../../base/index.ts";
import type { Action, InputRecord } from "./action.ts";
import { endOf } from "./action-specs.ts";

export interface PlannedFault {
  readonly atUs: number;
  /** How long it lasts; absent: until something else ends it. Only of what `canLast`. */
  readonly forUs?: number;
  readonly action: Action;
}

/** In the order in which it is told; times need not be. */
export type FaultPlan = readonly PlannedFault[];

/** Whether there is an action that ends this one. */
export function canLast(action: Action): boolean {
  return endOf(action) !== undefined;
}

/** The inputs of a plan, in order of time; of one instant in the order of the plan, ends before later beginnings. */
export function compilePlan(plan: FaultPlan): readonly InputRecord[] {
  const records = plan.flatMap(({ atUs, forUs, action }): InputRecord[] => {
    const begin = { atUs, action };
    if (forUs === undefined) return [begin];
    const end = endOf(action);
    assert(end !== undefined && forUs > 0, `${action.kind} does not last: leave out how long`);
    return [begin, { atUs: atUs + forUs, action: end }];
  });
  return records.sort((a, b) => a.atUs - b.atUs);
}

/** The plan that does what these inputs did. */
export function planOfInputs(inputs: readonly InputRecord[]): FaultPlan {
  return inputs.map(({ atUs, action }) => ({ atUs, action }));
}
