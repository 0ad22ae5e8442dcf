/**
 * Sequential models: what a service would answer if one client at a time asked it. The specification that a concurrent
 * history is held against.
 *
 * Contract
 * - States are immutable; `keyOf` gives one text per state, equal exactly when the states are.
 * - `step` is a pure function. For an operation of unknown outcome it leaves `result` unread.
 * - Operations that the model has no name for cannot happen: `step` answers undefined.
 */

import type { Json, Operation } from "./operation.ts";

export interface SequentialModel<S> {
  readonly name: string;
  readonly initial: S;
  /** Whether keys are independent of each other, so that each is decided for itself (P-compositionality). */
  readonly isPartitioned: boolean;
  /** The state after the operation; undefined when it could not have had this result here. */
  readonly step: (state: S, operation: Operation) => S | undefined;
  readonly keyOf: (state: S) => string;
  /** Whether the completed operation, having had this result, changed nothing in whatever state it met. */
  readonly isObservation: (operation: Operation) => boolean;
  /**
   * Whether it can ever matter that `first`, of unknown outcome, came right before `second`: false only when `second`
   * has the same answer and leaves the same state without it. Makes the search quicker; left out it means always.
   */
  readonly unlocks?: (first: Operation, second: Operation) => boolean;
  /**
   * Whether an operation of unknown outcome explains nothing in this history: then it is left out before the search.
   * Makes the search quicker; left out it means never.
   */
  readonly explainsNothing?: (unknown: Operation, completed: readonly Operation[]) => boolean;
  /** The state as a person reads it. */
  readonly describe: (state: S) => string;
}

/** The number in a field of a record, if there is one. */
export function numberIn(value: Json, field: string): number | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  const found = (value as { readonly [key: string]: Json })[field];
  return typeof found === "number" ? found : undefined;
}
