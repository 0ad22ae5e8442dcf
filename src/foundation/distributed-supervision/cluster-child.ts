/** Children of the cluster as their author writes them: an OTP child specification with a restart budget of its own. */

import type { Mfa, Term } from "../../kernel/index.ts";
import type { ChildType, RestartType, Shutdown } from "../../otp/index.ts";

/** Stands in the arguments of a start function for the fencing epoch of the copy that is started. */
export const EPOCH_PLACEHOLDER = "$epoch";

/**
 * `id` is unique in the cluster. `start` is run on the node the child is placed on, with "$epoch" anywhere in its
 * arguments replaced. More than `intensity` crashes in `period` seconds move the child to another node.
 * `temporary` children are not started again, also not after the loss of their node.
 */
export type ClusterChild = {
  readonly id: string;
  readonly start: Mfa;
  readonly restart?: RestartType;
  readonly shutdown?: Shutdown;
  readonly type?: ChildType;
  readonly intensity?: number;
  readonly period?: number;
};

const RESTARTS: readonly Term[] = [undefined, "permanent", "transient", "temporary"];

/** Why a term is no specification; undefined when it is one. */
export function childRefusal(spec: Term): string | undefined {
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) return "a record";
  const { id, start, restart, intensity, period } = spec as Partial<ClusterChild>;
  if (typeof id !== "string" || id === "") return "id: a text";
  if (!Array.isArray(start) || start.length !== 3 || !Array.isArray(start[2]))
    return "start: module, function, arguments";
  if (typeof start[0] !== "string" || typeof start[1] !== "string")
    return "start: names of module and function";
  if (!RESTARTS.includes(restart)) return "restart: permanent, transient or temporary";
  if (intensity !== undefined && !isCount(intensity, 0)) return "intensity: a whole number from 0";
  if (period !== undefined && !isCount(period, 1)) return "period: whole seconds from 1";
  return undefined;
}

function isCount(value: number, min: number): boolean {
  return Number.isSafeInteger(value) && value >= min;
}

/** The start function of one copy. */
export function startOf({ start }: ClusterChild, epoch: number): Mfa {
  const [module, fn, args] = start;
  return [module, fn, args.map((arg) => withEpoch(arg, epoch))];
}

function withEpoch(term: Term, epoch: number): Term {
  if (term === EPOCH_PLACEHOLDER) return epoch;
  if (Array.isArray(term)) return term.map((item: Term) => withEpoch(item, epoch));
  if (typeof term !== "object" || term === null || Object.getPrototypeOf(term) !== Object.prototype)
    return term;
  const entries = Object.entries(term as { readonly [key: string]: Term });
  return Object.fromEntries(entries.map(([key, item]) => [key, withEpoch(item, epoch)]));
}
