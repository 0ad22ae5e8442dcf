/**
 * Terms as bytes and back: what a structured clone cannot do, because pids and references would lose what they are.
 *
 * Invariants
 * - Reading gives an equal term with an equal digest: order of keys, `-0`, `undefined` in records, and the kind of a
 *   typed array survive; parts that were shared come back as copies.
 * - A pid or reference comes back as the one object its shard knows it by.
 */

import { assert } from "../../base/index.ts";
import { Pid, Ref, type Term, type TypedField } from "../../kernel/index.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { Identities } from "./identities.ts";

/** First byte of a term; from `small` on it is a whole number by itself. */
const TAG = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  whole: 4,
  negative: 5,
  double: 6,
  string: 7,
  pid: 8,
  ref: 9,
  tuple: 10,
  record: 11,
  field: 12,
  small: 32,
} as const;

const SMALL_MAX = 255 - TAG.small;

const FIELDS = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array] as const;

export function writeTerm(to: ByteWriter, term: Term, identities: Identities): void {
  switch (typeof term) {
    case "number":
      writeNumber(to, term);
      return;
    case "string":
      to.byte(TAG.string);
      to.string(term);
      return;
    case "undefined":
      to.byte(TAG.undefined);
      return;
    case "boolean":
      to.byte(term ? TAG.true : TAG.false);
      return;
    case "object":
      writeObject(to, term, identities);
      return;
    default:
      assert(false, `a ${typeof term} cannot be sent to another node: messages are plain data`);
  }
}

function writeNumber(to: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    to.byte(TAG.double);
    to.double(value);
  } else if (value < 0) {
    to.byte(TAG.negative);
    to.whole(-value);
  } else if (value <= SMALL_MAX) to.byte(TAG.small + value);
  else {
    to.byte(TAG.whole);
    to.whole(value);
  }
}

function writeObject(to: ByteWriter, term: Extract<Term, object | null>, identities: Identities): void {
  if (term === null) to.byte(TAG.null);
  else if (term instanceof Pid) {
    identities.rememberPid(term);
    to.byte(TAG.pid);
    to.whole(term.node);
    to.whole(term.serial);
    to.whole(term.slot);
  } else if (term instanceof Ref) {
    identities.rememberRef(term);
    to.byte(TAG.ref);
    to.whole(term.node);
    to.whole(term.serial);
    to.whole(term.slot + 1);
  } else if (Array.isArray(term)) {
    to.byte(TAG.tuple);
    to.whole(term.length);
    for (let i = 0; i < term.length; i++) writeTerm(to, term[i] as Term, identities);
  } else if (ArrayBuffer.isView(term)) writeField(to, term as TypedField);
  else writeRecord(to, term as { readonly [key: string]: Term }, identities);
}

function writeField(to: ByteWriter, field: TypedField): void {
  const kind = FIELDS.findIndex((made) => field instanceof made);
  assert(kind >= 0, `a ${field.constructor.name} cannot be sent to another node`);
  to.byte(TAG.field);
  to.byte(kind);
  to.whole(field.byteLength);
  to.raw(new Uint8Array(field.buffer, field.byteOffset, field.byteLength));
}

function writeRecord(to: ByteWriter, record: { readonly [key: string]: Term }, identities: Identities): void {
  assert(
    Object.getPrototypeOf(record) === Object.prototype,
    `a ${record.constructor?.name ?? "strange object"} cannot be sent to another node: use plain records and arrays`,
  );
  const keys = Object.keys(record);
  to.byte(TAG.record);
  to.whole(keys.length);
  for (const key of keys) {
    to.string(key);
    writeTerm(to, record[key], identities);
  }
}

export function readTerm(from: ByteReader, identities: Identities): Term {
  const tag = from.byte();
  if (tag >= TAG.small) return tag - TAG.small;
  switch (tag) {
    case TAG.undefined:
      return undefined;
    case TAG.null:
      return null;
    case TAG.false:
      return false;
    case TAG.true:
      return true;
    case TAG.whole:
      return from.whole();
    case TAG.negative:
      return -from.whole();
    case TAG.double:
      return from.double();
    case TAG.string:
      return from.string();
    case TAG.pid:
      return identities.pidOf(from.whole(), from.whole(), from.whole());
    case TAG.ref:
      return identities.refOf(from.whole(), from.whole(), from.whole() - 1);
    case TAG.tuple:
      return readTuple(from, identities);
    case TAG.record:
      return readRecord(from, identities);
    default:
      assert(tag === TAG.field, `the bytes of an exchange are damaged: there is no term ${tag}`);
      return readField(from);
  }
}

function readTuple(from: ByteReader, identities: Identities): Term {
  const length = from.whole();
  const tuple: Term[] = [];
  for (let i = 0; i < length; i++) tuple.push(readTerm(from, identities));
  return tuple;
}

function readRecord(from: ByteReader, identities: Identities): Term {
  const size = from.whole();
  const record: { [key: string]: Term } = {};
  for (let i = 0; i < size; i++) {
    const key = from.string();
    const value = readTerm(from, identities);
    if (key !== "__proto__") record[key] = value;
    else Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return record;
}

function readField(from: ByteReader): Term {
  const made = FIELDS[from.byte()];
  assert(made !== undefined, "the bytes of an exchange are damaged: there is no such typed array");
  return new made(from.raw(from.whole()));
}
