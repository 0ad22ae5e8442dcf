/** What an operation is, and how operations find what they mention. */

import type { Address, Blocking, Context, Pid, Ref } from "../../kernel/index.ts";
import { isRecord, type Json, type JsonRecord, type Op } from "./json.ts";
import { Unlabelled, type World } from "./world.ts";

export interface Run {
  readonly ctx: Context;
  readonly world: World;
}

/** Answers the result as the trace shows it. */
export type Operation = (run: Run, op: Op) => Json | Blocking<Json>;
export type OperationTable = Readonly<Record<string, Operation>>;

export const MS_US = 1000;

/** The process with this label. */
export function pidOf({ world }: Run, label: Json | undefined): Pid {
  const pid = typeof label === "string" ? world.pids.get(label) : undefined;
  if (pid === undefined) throw new Unlabelled("$nolabel");
  return pid;
}

export function refOf({ world }: Run, label: Json | undefined): Ref {
  const ref = typeof label === "string" ? world.refs.get(label) : undefined;
  if (ref === undefined) throw new Unlabelled("$noref");
  return ref;
}

/** TO: a label, `{"name"}` or `{"ref"}`. */
export function addressOf(run: Run, to: Json | undefined): Address {
  if (isRecord(to) && typeof to["name"] === "string") return to["name"];
  if (isRecord(to) && to["ref"] !== undefined) return refOf(run, to["ref"]);
  return pidOf(run, to);
}

/** TO of a server: a label or a registered name. */
export function serverOf(run: Run, to: Json | undefined): Pid | string {
  return isRecord(to) && typeof to["name"] === "string" ? to["name"] : pidOf(run, to);
}

/** A time of the scenario, in ms or "infinity", as virtual µs. */
export function timeUs(value: Json | undefined, absentMs: number): number {
  if (value === "infinity") return Number.POSITIVE_INFINITY;
  return (typeof value === "number" ? value : absentMs) * MS_US;
}

export function tuple(...items: readonly Json[]): JsonRecord {
  return { t: items };
}
