/**
 * Plans as text, one sentence a line: `at 5 s: cut n1 from n2 for 3 s`. Blank lines and what follows a `#` at the start
 * of a line mean nothing.
 *
 * Invariant: readPlan(writePlan(plan)) is deeply equal to plan.
 */

import { err, ok, type Result } from "../../base/index.ts";
import { readPhrase, writePhrase } from "./phrases.ts";
import { canLast, type FaultPlan, type PlannedFault } from "./plan.ts";

const UNITS_US = { µs: 1, us: 1, ms: 1_000, s: 1_000_000, min: 60_000_000 } as const;
type Unit = keyof typeof UNITS_US;

const TIME = String.raw`(\d+(?:\.\d+)?) ?(µs|us|ms|s|min)`;
const LINE = new RegExp(`^at ${TIME}: (.+?)(?: for ${TIME})?$`);

export function writePlan(plan: FaultPlan): string {
  return plan.map((fault) => `${writeFault(fault)}\n`).join("");
}

/** One sentence, without the end of the line. */
export function writeFault({ atUs, forUs, action }: PlannedFault): string {
  const lasting = forUs === undefined ? "" : ` for ${writeTime(forUs)}`;
  return `at ${writeTime(atUs)}: ${writePhrase(action)}${lasting}`;
}

/** The plan, or the first line that is wrong, by number, and what is wrong with it. */
export function readPlan(text: string): Result<FaultPlan> {
  const plan: PlannedFault[] = [];
  for (const [i, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const fault = readFault(line);
    if (!fault.ok) return err(`line ${i + 1}: ${fault.error}`);
    plan.push(fault.value);
  }
  return ok(plan);
}

export function readFault(line: string): Result<PlannedFault> {
  const match = LINE.exec(line);
  if (match === null)
    return err(`"${line}" is not a sentence of a plan; write e.g. "at 5 s: cut n1 from n2 for 3 s"`);
  const [, at = "", atUnit, phrase = "", lasting, lastingUnit] = match;
  const atUs = readTime(at, atUnit as Unit);
  if (!Number.isSafeInteger(atUs)) return err(`"${at} ${atUnit}" is not a whole number of microseconds`);
  const action = readPhrase(phrase);
  if (!action.ok) return action;
  if (lasting === undefined) return ok({ atUs, action: action.value });
  const forUs = readTime(lasting, lastingUnit as Unit);
  if (!Number.isSafeInteger(forUs) || forUs === 0)
    return err(`"for ${lasting} ${lastingUnit}" is not a whole number of microseconds above 0`);
  if (!canLast(action.value))
    return err(`"${phrase}" does not last; leave out "for ${lasting} ${lastingUnit}"`);
  return ok({ atUs, forUs, action: action.value });
}

function writeTime(us: number): string {
  if (us === 0 || us >= UNITS_US.s) return `${us / UNITS_US.s} s`;
  return us >= UNITS_US.ms ? `${us / UNITS_US.ms} ms` : `${us} µs`;
}

/** NaN when it is not a whole number of µs. */
function readTime(text: string, unit: Unit): number {
  const us = Number(text) * UNITS_US[unit];
  const whole = Math.round(us);
  return Math.abs(us - whole) < 1e-3 ? whole : Number.NaN;
}
