/** The verdict on a history of the `registers` scenario: stale reads are held against their weaker promise. */

import { decide } from "./decide.ts";
import { createRegisterModel } from "./models/register.ts";
import type { Operation } from "./operation.ts";
import type { Verdict } from "./verdict.ts";

/** How old, in µs, a stale read may be unless said: a partition of some seconds. */
export const LAG_US = 10_000_000;

export function judgeRegisters(history: readonly Operation[], lagUs = LAG_US): Verdict {
  const stale = { op: "read_stale", readsAs: "read", lagUs };
  const hasStale = history.some(({ op }) => op === stale.op);
  return decide(history, createRegisterModel(), hasStale ? { stale } : {});
}
