/**
 * Interventions packed for long links: about half as long as the readable form, and damage is noticed.
 *
 * The bytes, written as base64url: a checksum of two bytes, then for each entry the time since the entry before (µs), the
 * number of its verb, and its object. Numbers are LEB128 varints. An object is a pid (1, node, serial) or a text
 * (2, length, UTF-8) in the readable form of input-codec.ts, which is also what unpacking is checked against.
 *
 * Invariants
 * - unpack(pack(inputs)) is deeply equal to inputs.
 * - Verbs keep their numbers for ever: new ones are added at the end of `VERBS`.
 */

import { INPUTS_MAX, type Parsed, parseInputs, type TimedAction, VERBS, writeInputs } from "./input-codec.ts";
import { parseSeconds, writeSeconds } from "./virtual-time.ts";

const PID_OBJECT = 1;
const TEXT_OBJECT = 2;
const BARE_PID = /^n(\d+)\.(\d+)$/;
/** Longer varints are no numbers we write. */
const VARINT_BYTES_MAX = 8;

export function packInputs(inputs: readonly TimedAction[]): string {
  const bytes: number[] = [];
  let lastUs = 0;
  for (const input of inputs) {
    const [time = "", verb = "", ...rest] = writeInputs([input]).split(":");
    const atUs = parseSeconds(time) ?? 0;
    writeVarint(bytes, atUs - lastUs);
    lastUs = atUs;
    writeVarint(bytes, VERBS.indexOf(verb));
    writeObject(bytes, rest.join(":"));
  }
  const sum = checksum(bytes);
  return toBase64Url([sum >>> 8, sum & 0xff, ...bytes]);
}

export function unpackInputs(text: string): Parsed<readonly TimedAction[]> {
  const bytes = fromBase64Url(text);
  if (bytes === undefined || bytes.length < 2)
    return damaged("it is not written in the letters of a packed part");
  const body = bytes.slice(2);
  if (checksum(body) !== (((bytes[0] as number) << 8) | (bytes[1] as number)))
    return damaged("its checksum does not fit; perhaps the link was cut off");
  const reader: Reader = { bytes: body, at: 0 };
  const parts: string[] = [];
  let atUs = 0;
  while (reader.at < body.length) {
    const sinceUs = readVarint(reader);
    const verb = VERBS[readVarint(reader) ?? VERBS.length];
    const object = readObject(reader);
    if (sinceUs === undefined || verb === undefined || object === undefined || parts.length > INPUTS_MAX)
      return damaged(`intervention ${parts.length + 1} cannot be read`);
    atUs += sinceUs;
    parts.push(`${writeSeconds(atUs)}:${verb}:${object}`);
  }
  return parseInputs(parts.join(";"));
}

function damaged(why: string): Parsed<never> {
  return { ok: false, error: `The packed part “x” is damaged: ${why}.` };
}

function writeObject(bytes: number[], object: string): void {
  const pid = BARE_PID.exec(object);
  const [, node, serial] = (pid ?? []).map(Number);
  if (node !== undefined && serial !== undefined && `n${node}.${serial}` === object) {
    bytes.push(PID_OBJECT);
    writeVarint(bytes, node);
    writeVarint(bytes, serial);
    return;
  }
  const text = new TextEncoder().encode(object);
  bytes.push(TEXT_OBJECT);
  writeVarint(bytes, text.length);
  bytes.push(...text);
}

interface Reader {
  readonly bytes: readonly number[];
  at: number;
}

function readObject(reader: Reader): string | undefined {
  const kind = reader.bytes[reader.at++];
  const first = readVarint(reader);
  if (first === undefined) return undefined;
  if (kind === PID_OBJECT) {
    const serial = readVarint(reader);
    return serial === undefined ? undefined : `n${first}.${serial}`;
  }
  if (kind !== TEXT_OBJECT || reader.at + first > reader.bytes.length) return undefined;
  const text = new TextDecoder().decode(Uint8Array.from(reader.bytes.slice(reader.at, reader.at + first)));
  reader.at += first;
  return text;
}

function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readVarint(reader: Reader): number | undefined {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < VARINT_BYTES_MAX; i++) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) return undefined;
    value += (byte & 127) * scale;
    if (byte < 128) return Number.isSafeInteger(value) ? value : undefined;
    scale *= 128;
  }
  return undefined;
}

/** Fletcher's checksum over bytes, 16 bits: sees a swapped, a lost and a changed letter. */
function checksum(bytes: readonly number[]): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 251;
    high = (high + low) % 251;
  }
  return (high << 8) | low;
}

function toBase64Url(bytes: readonly number[]): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): readonly number[] | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  try {
    return Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
