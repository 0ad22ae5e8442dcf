/**
 * The reference decider: tries every order of the operations, as the definition says. For histories of a few
 * operations, to hold the fast decider against.
 *
 * Invariant: shares with the fast one the models and nothing else.
 */

import { assert } from "../../base/index.ts";
import { isCompleted, type Operation } from "./operation.ts";
import type { SequentialModel } from "./sequential-model.ts";

/** Operations it takes: 8! orders is what a test can wait for. */
export const BRUTE_FORCE_MAX = 8;

/** Whether some order of all completed and any of the unknown operations respects the times and the model. */
export function isLinearizable<S>(history: readonly Operation[], model: SequentialModel<S>): boolean {
  assert(history.length <= BRUTE_FORCE_MAX, `at most ${BRUTE_FORCE_MAX} operations`);
  if (!model.isPartitioned) return canGoOn(history, model.initial, model);
  const keys = Array.from(new Set(history.map(({ key }) => key)));
  return keys.every((key) =>
    canGoOn(
      history.filter((operation) => operation.key === key),
      model.initial,
      model,
    ),
  );
}

function canGoOn<S>(missing: readonly Operation[], state: S, model: SequentialModel<S>): boolean {
  if (!missing.some(isCompleted)) return true;
  return missing.some((operation) => {
    const others = missing.filter((other) => other !== operation);
    if (others.some((other) => isCompleted(other) && other.return < operation.call)) return false;
    const after = model.step(state, operation);
    return after !== undefined && canGoOn(others, after, model);
  });
}
