/**
 * The palette: every fault there is, with its parameters, for a page that offers them and a nemesis that draws them.
 * Made from the records of the actions, so that a fault is described once.
 */

import { err, type Result } from "../../base/index.ts";
import type { Action } from "./action.ts";
import type { FaultFamily, FieldSpec, TargetKind } from "./action-spec.ts";
import { ACTION_SPECS } from "./action-specs.ts";
import { parseAction } from "./parse-action.ts";

export type FaultParameter = FieldSpec;

export interface FaultFacts {
  /** The kind of its action. */
  readonly id: Action["kind"];
  readonly family: FaultFamily;
  readonly title: string;
  /** What happens, in one sentence. */
  readonly what: string;
  readonly target: TargetKind;
  readonly parameters: readonly FaultParameter[];
  /** Whether it can be given a length: a plan then ends it by itself. */
  readonly canLast: boolean;
}

export const FAULTS: readonly FaultFacts[] = ACTION_SPECS.filter(({ role }) => role === "fault").map(
  ({ kind, family, title, what, target, fields, end }) => ({
    id: kind,
    family,
    title,
    what,
    target,
    parameters: fields,
    canLast: end !== undefined,
  }),
);

export function findFault(id: string): FaultFacts | undefined {
  return FAULTS.find((fault) => fault.id === id);
}

/** The action of a fault on a target; what is left out begins with what the palette begins with, if it is required. */
export function makeFault(
  fault: FaultFacts,
  target: string,
  values: Readonly<Record<string, unknown>> = {},
): Result<Action> {
  const unknown = Object.keys(values).find((name) => !fault.parameters.some((known) => known.name === name));
  if (unknown !== undefined) return err(`${fault.id} has no parameter ${unknown}`);
  const required = fault.parameters.filter(({ isOptional }) => !isOptional);
  const initial = Object.fromEntries(required.map(({ name, initial }) => [name, initial]));
  return parseAction({ kind: fault.id, target, ...initial, ...values });
}
