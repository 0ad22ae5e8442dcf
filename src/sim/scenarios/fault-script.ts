/** The script of a scenario, written as the sentences of a fault plan. */

import { assert } from "../../base/index.ts";
import { compilePlan, type InputRecord, readPlan } from "../faults/index.ts";

export function scriptOf(text: string): readonly InputRecord[] {
  const plan = readPlan(text);
  assert(plan.ok, `a scenario's script cannot be read: ${plan.ok ? "" : plan.error}`);
  return compilePlan(plan.value);
}
