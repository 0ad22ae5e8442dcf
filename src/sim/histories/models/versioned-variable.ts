/**
 * The versioned variable: a value whose versions are 0, 1, 2 … without gap. A proposal names the version it was made
 * against and takes effect only if that is still the newest; a rollback makes the value of an earlier version the next
 * version (V5, V8, V13).
 *
 * | op | value | result |
 * |---|---|---|
 * | `propose` | `{"base", "value"}` | `{"ok": true, "version"}`, or `{"ok": false, "version"}` with the newest version |
 * | `rollback` | `{"base", "to"}` | the same |
 * | `read` | null | `{"version", "value"}` |
 *
 * A proposal may also be turned down by those who vote: `{"ok": false, "reason": "rejected"}` is possible at any time
 * and changes nothing.
 */

import { canonical, isCompleted, type Json, type Operation, sameJson } from "../operation.ts";
import { numberIn, type SequentialModel } from "../sequential-model.ts";
import { type Contents, createContents } from "./contents.ts";

/** The values of all versions, as a content. */
export type VersionedState = number;

function stepIn(contents: Contents, state: VersionedState, operation: Operation): VersionedState | undefined {
  const { op, value, result } = operation;
  const version = contents.lengthOf(state) - 1;
  if (op === "read") {
    const seen: Json = { version, value: contents.itemAt(state, version) as Json };
    return !isCompleted(operation) || sameJson(result, seen) ? state : undefined;
  }
  if (op !== "propose" && op !== "rollback") return undefined;
  const next = numberIn(value, "base") === version ? proposed(contents, state, operation) : undefined;
  if (!isCompleted(operation)) return next === undefined ? state : contents.longer(state, next);
  const { ok, reason } = (result ?? {}) as { readonly ok?: Json; readonly reason?: Json };
  if (ok === false && reason === "rejected") return state;
  const answered = numberIn(result, "version");
  if (next === undefined) return ok === false && answered === version ? state : undefined;
  return ok === true && answered === version + 1 ? contents.longer(state, next) : undefined;
}

/** The value a change would make the newest; undefined when it names a version that never was. */
function proposed(contents: Contents, state: VersionedState, { op, value }: Operation): Json | undefined {
  if (op === "propose") return (value as { readonly value?: Json }).value;
  return contents.itemAt(state, numberIn(value, "to") ?? -1);
}

/** A fresh model of variables whose version 0 is `initial`; its states belong to it alone. */
export function createVersionedModel(initial: Json = null): SequentialModel<VersionedState> {
  const contents = createContents();
  return {
    name: "versioned variable",
    initial: contents.longer(0, initial),
    isPartitioned: true,
    step: (state, operation) => stepIn(contents, state, operation),
    keyOf: String,
    isObservation: ({ op, result }) =>
      op === "read" || (result as { readonly ok?: Json } | null)?.ok === false,
    describe: (state) => {
      const version = contents.lengthOf(state) - 1;
      return `version ${version}, ${canonical(contents.itemAt(state, version) as Json)}`;
    },
  };
}
