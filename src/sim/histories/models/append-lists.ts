/**
 * Lists that grow, under transactions: each transaction appends to and reads from several lists at one instant (the
 * workload of Elle, decided here for strict serializability).
 *
 * | op | value | result |
 * |---|---|---|
 * | `txn` | steps `["append", list, item]` or `["r", list, null]` | the same steps, reads with the list they saw |
 *
 * Lists are not independent: a history of them is decided as a whole, and `key` has no meaning.
 *
 * Invariant: lists are kept as numbers given out by the model, one per content, so that a state with long lists has a
 * short key and is compared exactly. The numbers belong to one model value; make one per decision.
 */

import { canonical, isCompleted, type Json, type Operation, sameJson } from "../operation.ts";
import type { SequentialModel } from "../sequential-model.ts";
import { createContents } from "./contents.ts";

/** Content by list name, as numbers of the model; lists that are empty are not there. Names are in order. */
export type ListsState = readonly (readonly [list: string, content: number])[];

type Step = readonly [kind: "append" | "r", list: string, item: Json];

function contentOf(state: ListsState, list: string): number {
  return state.find(([name]) => name === list)?.[1] ?? 0;
}

function withContent(state: ListsState, list: string, content: number): ListsState {
  const others = state.filter(([name]) => name !== list);
  return [...others, [list, content] as const].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function isObservation({ value }: Operation): boolean {
  return Array.isArray(value) && (value as readonly Json[]).every((step) => isStep(step) && step[0] === "r");
}

/** Nobody has seen any of its items, so whatever comes after it does not look at its lists. */
function explainsNothing({ value }: Operation, completed: readonly Operation[]): boolean {
  const items = new Set(
    stepsOf(value).flatMap(([kind, , item]) => (kind === "append" ? [canonical(item)] : [])),
  );
  return !completed.some(({ result }) =>
    stepsOf(result).some(
      ([kind, , seen]) =>
        kind === "r" && Array.isArray(seen) && seen.some((item) => items.has(canonical(item))),
    ),
  );
}

function stepsOf(value: Json): readonly Step[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isStep) : [];
}

function isStep(step: Json | undefined): step is Step {
  if (!Array.isArray(step) || step.length !== 3 || typeof step[1] !== "string") return false;
  return step[0] === "append" || step[0] === "r";
}

/** A fresh model; all lists are empty at first. */
export function createAppendListsModel(): SequentialModel<ListsState> {
  const { itemsOf, longer, holds } = createContents();
  const isReadOf = (told: Json, list: string, content: number): boolean =>
    isStep(told) && told[0] === "r" && told[1] === list && holds(content, told[2]);
  const step = (state: ListsState, operation: Operation): ListsState | undefined => {
    const { op, value, result } = operation;
    if (op !== "txn" || !Array.isArray(value)) return undefined;
    const answers = isCompleted(operation) ? result : undefined;
    if (answers !== undefined && (!Array.isArray(answers) || answers.length !== value.length))
      return undefined;
    let next = state;
    for (const [i, asked] of (value as readonly Json[]).entries()) {
      if (!isStep(asked)) return undefined;
      const [kind, list, item] = asked;
      if (kind === "append") next = withContent(next, list, longer(contentOf(next, list), item));
      if (answers === undefined) continue;
      const told = (answers as readonly Json[])[i] as Json;
      if (kind === "append" ? !sameJson(told, asked) : !isReadOf(told, list, contentOf(next, list)))
        return undefined;
    }
    return next;
  };
  const describe = (state: ListsState): string =>
    state.map(([list, content]) => `${list} ${canonical(itemsOf(content))}`).join(", ") || "all lists empty";
  return {
    name: "append lists",
    initial: [],
    isPartitioned: false,
    step,
    keyOf: canonical,
    isObservation,
    explainsNothing,
    describe,
  };
}
