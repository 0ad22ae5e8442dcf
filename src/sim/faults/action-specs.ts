/** All kinds of actions, and what ends each. */

import { ensure } from "../../base/index.ts";
import type { Action, ActionKind } from "./action.ts";
import type { ActionSpec } from "./action-spec.ts";
import { LOAD_ACTIONS } from "./load-actions.ts";
import { NETWORK_ACTIONS } from "./network-actions.ts";
import { NODE_ACTIONS } from "./node-actions.ts";
import { PROCESS_ACTIONS } from "./process-actions.ts";

export const ACTION_SPECS: readonly ActionSpec[] = [
  ...PROCESS_ACTIONS,
  ...NODE_ACTIONS,
  ...NETWORK_ACTIONS,
  ...LOAD_ACTIONS,
];

const BY_KIND: ReadonlyMap<string, ActionSpec> = new Map(ACTION_SPECS.map((spec) => [spec.kind, spec]));

export const ACTION_KINDS: readonly ActionKind[] = ACTION_SPECS.map(({ kind }) => kind);

export function specOf(kind: ActionKind): ActionSpec {
  return ensure(BY_KIND.get(kind), `there is no record for the action ${kind}`);
}

/** The record of a kind that came from outside. */
export function findSpec(kind: unknown): ActionSpec | undefined {
  return typeof kind === "string" ? BY_KIND.get(kind) : undefined;
}

/** The action that ends this one; undefined when it does not last. */
export function endOf(action: Action): Action | undefined {
  return specOf(action.kind).end?.(action as never);
}

/** A field of an action by name. */
export function fieldOf(action: Action, name: string): unknown {
  return (action as unknown as Readonly<Record<string, unknown>>)[name];
}
