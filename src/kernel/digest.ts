/**
 * Digest of a term: equal terms have equal digests in every engine, on every worker.
 *
 * Terms are immutable, so the digest of an object is remembered with the object; a state that shares most of its
 * parts with the one before costs only its changed parts.
 *
 * Invariants
 * - Records are digested in the order of their sorted keys: how a record was built does not matter.
 * - A function inside a term is a programmer error: a process is data.
 */

import { assert, createLanes, type Lanes, mix, mixNumber, mixString } from "../base/index.ts";
import { Pid, Ref, type Term } from "./term.ts";

const KIND = {
  atom: 1,
  number: 2,
  boolean: 3,
  nothing: 4,
  pid: 5,
  ref: 6,
  field: 7,
  tuple: 8,
  record: 9,
} as const;

const remembered = new WeakMap<object, Lanes>();

/** Folds the digest of `term` into `lanes`. */
export function mixTerm(lanes: Lanes, term: Term): void {
  switch (typeof term) {
    case "string":
      mix(lanes, KIND.atom);
      mixString(lanes, term);
      return;
    case "number":
      mix(lanes, KIND.number);
      mixNumber(lanes, term);
      return;
    case "boolean":
      mix(lanes, KIND.boolean + (term ? 256 : 0));
      return;
    case "object":
      if (term instanceof Pid || term instanceof Ref) {
        mix(lanes, term instanceof Pid ? KIND.pid : KIND.ref);
        mix(lanes, term.node);
        mixNumber(lanes, term.serial);
        return;
      }
      if (term !== null) {
        const own = digestOf(term);
        mix(lanes, own[0] as number);
        mix(lanes, own[1] as number);
        return;
      }
  }
  assert(
    term === undefined || term === null,
    `a ${typeof term} cannot be part of a term: keep state plain data`,
  );
  mix(lanes, KIND.nothing + (term === null ? 256 : 0));
}

function digestOf(term: object): Lanes {
  const known = remembered.get(term);
  if (known !== undefined) return known;
  const lanes = createLanes();
  if (ArrayBuffer.isView(term)) {
    mix(lanes, KIND.field);
    mixField(lanes, term as Float64Array);
  } else if (Array.isArray(term)) {
    mix(lanes, KIND.tuple);
    mix(lanes, term.length);
    for (const item of term) mixTerm(lanes, item as Term);
  } else {
    mixRecord(lanes, term as { readonly [key: string]: Term });
  }
  remembered.set(term, lanes);
  return lanes;
}

function mixRecord(lanes: Lanes, record: { readonly [key: string]: Term }): void {
  assert(
    Object.getPrototypeOf(record) === Object.prototype,
    `a ${record.constructor?.name ?? "strange object"} cannot be part of a term: use plain records and arrays`,
  );
  const keys = Object.keys(record).sort();
  mix(lanes, KIND.record);
  mix(lanes, keys.length);
  for (const key of keys) {
    mixString(lanes, key);
    mixTerm(lanes, record[key]);
  }
}

function mixField(lanes: Lanes, field: Float64Array): void {
  mixString(lanes, field.constructor.name);
  mix(lanes, field.length);
  for (let i = 0; i < field.length; i++) mixNumber(lanes, field[i] as number);
}
