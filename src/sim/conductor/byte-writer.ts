/**
 * Bytes being written: whole numbers in as few bytes as they need, doubles, and strings that are written once each.
 *
 * Invariants
 * - `take` hands out a buffer of exactly the bytes written and starts afresh, with an empty list of strings.
 * - Little-endian is never assumed: doubles go through a view with a fixed order.
 */

import { assert } from "../../base/index.ts";

const FIRST_CAPACITY = 1 << 12;

export class ByteWriter {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  readonly #strings = new Map<string, number>();

  get length(): number {
    return this.#at;
  }

  byte(value: number): void {
    if (this.#at === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#at++] = value;
  }

  /** A whole number from 0 to 2⁵³−1, seven bits a byte, lowest first. */
  whole(value: number): void {
    if (this.#at + 8 > this.#bytes.length) this.#grow(8);
    const bytes = this.#bytes;
    let at = this.#at;
    let rest = value;
    while (rest >= 0x8000_0000) {
      bytes[at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 128) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
    this.#at = at;
  }

  double(value: number): void {
    if (this.#at + 8 > this.#bytes.length) this.#grow(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  /** The first time a string is written whole, behind a zero; then by its number, from 1. */
  string(text: string): void {
    const known = this.#strings.get(text);
    if (known !== undefined) {
      this.whole(known);
      return;
    }
    this.#strings.set(text, this.#strings.size + 1);
    this.byte(0);
    this.whole(text.length);
    for (let i = 0; i < text.length; i++) this.whole(text.charCodeAt(i));
  }

  raw(bytes: Uint8Array): void {
    if (this.#at + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  take(): ArrayBuffer {
    const taken = this.#bytes.slice(0, this.#at).buffer;
    this.reset();
    return taken;
  }

  /** Forgets what was written. */
  reset(): void {
    this.#at = 0;
    this.#strings.clear();
  }

  #grow(by: number): void {
    assert(this.#at + by < 0x8000_0000, "one exchange between shards stays below 2 GiB");
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#at + by));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
