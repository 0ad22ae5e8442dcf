/**
 * The decider: is there one order of all operations, each at one instant between its call and its return, that a
 * sequential model allows?
 *
 * Independent keys are decided apart: a history is linearizable exactly when that of each key is (Herlihy and Wing
 * 1990; P-compositionality: Horn and Kroening 2015).
 *
 * Reads that may be stale are held against a weaker promise (R20): a stale read may show what was the case up to
 * `lagUs` before it was called, but within one session and key nothing may go back, neither behind an earlier read nor
 * behind an operation of one's own.
 *
 * Invariant: deterministic, and bounded by the budget over all keys together; when it runs out the answer says so.
 */

import type { Completed, Operation } from "./operation.ts";
import { isCompleted } from "./operation.ts";
import { type SearchOutcome, search } from "./search.ts";
import type { SequentialModel } from "./sequential-model.ts";
import { evidenceText, type Verdict } from "./verdict.ts";

/** Steps of the model in one decision unless said: some seconds. */
export const STEPS_MAX = 5_000_000;

export interface DecideOptions {
  /** Budget of the decision; default `STEPS_MAX`. */
  readonly stepsMax?: number;
  readonly stale?: StaleReads;
}

export interface StaleReads {
  /** Name of the operations that may be stale. */
  readonly op: string;
  /** What the model calls the same operation. */
  readonly readsAs: string;
  /** How far in the past, in µs before the call, what was read may have been true. */
  readonly lagUs: number;
}

/** One part of a history that is decided for itself. */
interface Part {
  readonly key: string | undefined;
  readonly operations: readonly Operation[];
}

/** Decides a history, whatever the order of its lines. */
export function decide<S>(
  history: readonly Operation[],
  model: SequentialModel<S>,
  options: DecideOptions = {},
): Verdict {
  const { stepsMax = STEPS_MAX, stale } = options;
  const parts = partsOf(history, model.isPartitioned);
  let steps = 0;
  let undecided: Verdict | undefined;
  for (const part of parts) {
    const { outcome, operations } = decidePart(part, model, {
      stepsMax: Math.max(1, stepsMax - steps),
      stale,
    });
    steps += outcome.steps;
    if (outcome.kind === "blocked") return violation(part, operations, outcome, steps);
    if (outcome.kind === "undecided") {
      const { key } = part;
      undecided ??= { kind: "undecided", key, ordered: outcome.order.length, of: operations.length, steps };
    }
  }
  const keys = model.isPartitioned ? parts.length : undefined;
  return undecided ?? { kind: "linearizable", operations: history.length, keys, steps };
}

function violation(
  { key }: Part,
  operations: readonly Operation[],
  { order, operation, states }: SearchOutcome,
  steps: number,
): Verdict {
  const found = {
    key,
    operation: operations[operation] as Completed,
    prefix: order.map((i) => operations[i] as Operation),
    states,
  };
  return { kind: "violation", evidence: { ...found, text: evidenceText(found) }, steps };
}

function decidePart<S>(
  { operations: given }: Part,
  model: SequentialModel<S>,
  { stepsMax, stale }: { readonly stepsMax: number; readonly stale: StaleReads | undefined },
): { readonly outcome: SearchOutcome; readonly operations: readonly Operation[] } {
  const isStale = ({ op }: Operation): boolean => op === stale?.op;
  const callsAt = (operation: Operation): number =>
    isStale(operation) ? operation.call - (stale?.lagUs ?? 0) : operation.call;
  const operations = withoutIdle(given, model)
    .map((operation, i) => ({ operation, i }))
    .sort((a, b) => callsAt(a.operation) - callsAt(b.operation) || a.i - b.i)
    .map(({ operation }) => operation);
  const asked: SequentialModel<S> =
    stale === undefined
      ? model
      : { ...model, step: (state, operation) => model.step(state, readsAs(operation, stale)) };
  const predecessors = stale === undefined ? none(operations.length) : sessionOrder(operations);
  return { outcome: search({ model: asked, operations, callsAt, predecessors, stepsMax }), operations };
}

/** Without the operations of unknown outcome that explain nothing. */
function withoutIdle<S>(
  operations: readonly Operation[],
  { explainsNothing }: SequentialModel<S>,
): readonly Operation[] {
  if (explainsNothing === undefined) return operations;
  const completed = operations.filter(isCompleted);
  return operations.filter((operation) => isCompleted(operation) || !explainsNothing(operation, completed));
}

function readsAs(operation: Operation, stale: StaleReads): Operation {
  return operation.op === stale.op ? { ...operation, op: stale.readsAs } : operation;
}

function none(count: number): Int32Array {
  return new Int32Array(count).fill(-1);
}

/** Per operation the one its session had completed before it. */
function sessionOrder(operations: readonly Operation[]): Int32Array {
  const predecessors = none(operations.length);
  const last = new Map<string, number>();
  const inOrder = operations
    .map((operation, i) => ({ operation, i }))
    .sort((a, b) => a.operation.call - b.operation.call || a.i - b.i);
  for (const { operation, i } of inOrder) {
    predecessors[i] = last.get(operation.client) ?? -1;
    if (isCompleted(operation)) last.set(operation.client, i);
  }
  return predecessors;
}

/** By key in order of first appearance, or all as one. */
function partsOf(history: readonly Operation[], isPartitioned: boolean): readonly Part[] {
  if (!isPartitioned) return [{ key: undefined, operations: history }];
  const byKey = new Map<string, Operation[]>();
  for (const operation of history) {
    const known = byKey.get(operation.key);
    if (known === undefined) byKey.set(operation.key, [operation]);
    else known.push(operation);
  }
  return Array.from(byKey, ([key, operations]) => ({ key, operations }));
}
