/** What a decider answers, and how it reads. */

import { type Completed, type Operation, operationText } from "./operation.ts";

/**
 * Why a history is not what it should be. Everything that was answered before `operation` was can be put in order;
 * with its answer nothing can: what was called up to that answer is enough to show the fault.
 */
export interface Evidence {
  /** The key that shows it; undefined for a model that looks at all of them. */
  readonly key: string | undefined;
  readonly operation: Completed;
  /** The longest beginning that was put in order, in that order. */
  readonly prefix: readonly Operation[];
  /** States in which the operation could not have this answer, in words. */
  readonly states: readonly string[];
  /** The same as sentences. */
  readonly text: string;
}

export type Verdict =
  | {
      readonly kind: "linearizable";
      readonly operations: number;
      /** Keys that were decided apart; undefined for a model that looks at all of them at once. */
      readonly keys: number | undefined;
      readonly steps: number;
    }
  | { readonly kind: "violation"; readonly evidence: Evidence; readonly steps: number }
  | {
      readonly kind: "undecided";
      readonly key: string | undefined;
      /** Operations of this part that were put in order, and how many it has. */
      readonly ordered: number;
      readonly of: number;
      readonly steps: number;
    };

/** Operations of the prefix that are told in the text. */
const TOLD = 5;
const SECOND_US = 1_000_000;

/** The sentences of a piece of evidence. */
export function evidenceText(evidence: Omit<Evidence, "text">): string {
  const { key, operation, prefix, states } = evidence;
  const when = `called at ${seconds(operation.call)}, answered at ${seconds(operation.return)}`;
  const told = prefix.slice(-TOLD).map(operationText).join("; ");
  const before =
    prefix.length === 0
      ? "nothing before it could explain the answer"
      : `${prefix.length} operations before it can be put in order, the last of them: ${told}`;
  const found = `in none of the states it can meet is this the answer: ${states.join(" | ")}`;
  const where = key === undefined ? "" : ` on ${key}`;
  return `${operationText(operation)} (${when}) cannot follow${where}: ${before}; ${found}`;
}

/** A verdict as one line. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case "linearizable": {
      const { operations, keys } = verdict;
      const where = keys === undefined ? "" : ` on ${keys} ${keys === 1 ? "key" : "keys"}`;
      return `linearizable: ${operations} operations${where}`;
    }
    case "violation":
      return `violation: ${verdict.evidence.text}`;
    case "undecided": {
      const where = verdict.key === undefined ? "" : ` on ${verdict.key}`;
      return `undecided: ${verdict.ordered} of ${verdict.of} operations${where} put in order after ${verdict.steps} steps`;
    }
  }
}

function seconds(us: number): string {
  return `${(us / SECOND_US).toFixed(6)} s`;
}
