/** Bytes being read: the other half of `byte-writer.ts`, in the same order. */

import { ensure } from "../../base/index.ts";

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #strings: string[] = [];
  #at = 0;

  constructor(buffer: ArrayBuffer) {
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] as number;
  }

  whole(): number {
    const bytes = this.#bytes;
    let next = bytes[this.#at++] as number;
    if (next < 128) return next;
    let value = next & 127;
    let scale = 128;
    do {
      next = bytes[this.#at++] as number;
      value += (next & 127) * scale;
      scale *= 128;
    } while (next >= 128);
    return value;
  }

  double(): number {
    const value = this.#view.getFloat64(this.#at);
    this.#at += 8;
    return value;
  }

  string(): string {
    const known = this.whole();
    if (known !== 0) return ensure(this.#strings[known - 1], "a string is written before it is referred to");
    const length = this.whole();
    let text = "";
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.whole());
    this.#strings.push(text);
    return text;
  }

  /** A copy of the next bytes in a buffer of their own. */
  raw(length: number): ArrayBuffer {
    const from = this.#at;
    this.#at += length;
    return this.#bytes.slice(from, this.#at).buffer as ArrayBuffer;
  }
}
