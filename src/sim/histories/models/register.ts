/**
 * The register: a value that is read, written and compared-and-set.
 *
 * | op | value | result |
 * |---|---|---|
 * | `read` | null | the value, null when never written |
 * | `write` | the new value | anything: a write that is answered has happened |
 * | `cas` | `[expected, new]` | true, or false when another value was there |
 */

import { canonical, isCompleted, type Json, type Operation, sameJson } from "../operation.ts";
import type { SequentialModel } from "../sequential-model.ts";

function step(state: Json, operation: Operation): Json | undefined {
  const { op, value, result } = operation;
  switch (op) {
    case "read":
      return !isCompleted(operation) || sameJson(state, result) ? state : undefined;
    case "write":
      return value;
    case "cas": {
      if (!Array.isArray(value) || value.length !== 2) return undefined;
      const [expected, next] = pairOf(value);
      const isDone = sameJson(state, expected);
      if (isCompleted(operation) && result !== isDone) return undefined;
      return isDone ? next : state;
    }
    default:
      return undefined;
  }
}

function isObservation({ op, result }: Operation): boolean {
  return op === "read" || (op === "cas" && result === false);
}

/** A register has one value: what was there before a write is gone, so only one who looks can tell. */
function unlocks(first: Operation, second: Operation): boolean {
  if (second.op === "write") return false;
  const left = first.op === "cas" ? pairOf(first.value)[1] : first.value;
  if (second.op === "read") return isCompleted(second) && sameJson(second.result, left);
  const isExpected = sameJson(pairOf(second.value)[0], left);
  return isCompleted(second) && second.result === false ? !isExpected : isExpected;
}

function pairOf(value: Json): readonly [Json, Json] {
  const [first = null, second = null] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return [first, second];
}

/** Registers that hold `initial` before the first write. */
export function createRegisterModel(initial: Json = null): SequentialModel<Json> {
  return {
    name: "register",
    initial,
    isPartitioned: true,
    step,
    keyOf: canonical,
    isObservation,
    unlocks,
    describe: canonical,
  };
}
