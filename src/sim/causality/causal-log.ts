/**
 * Who could have known of whom: the newest events of a run on their lines, each with its vector clock (Mattern 1989,
 * Fidge 1988).
 *
 * An event has at most two direct predecessors: the one before it on its line (program order) and its cause when that
 * lies on another line (a message). Happened-before is the transitive closure of these two.
 *
 * The stamp of an event on its line is its sequence in the trace of its node: it grows strictly along a line, which is
 * all a vector clock needs. The entry of a clock for a line is the stamp of the newest event there that happened before
 * or at this event; 0 means that none is known.
 *
 * Invariants
 * - Events are appended in an order that extends happened-before, and all events of a line belong to one node.
 * - `a` happened before `b` exactly when clock(b)[line(a)] ≥ stamp(a) and a ≠ b.
 * - Between kept events this is exact, because a path between two of them passes only through events between them. Of
 *   events older than the log a clock says what reached it by way of kept ones.
 * - Events are named by ordinals that go on counting when old events leave.
 */

import { assert } from "../../base/index.ts";

/** Stands for "no such event" where an ordinal is expected. */
export const NO_EVENT = -1;

export interface CausalLogOptions {
  readonly nodes: number;
  readonly lines: number;
  /** Events kept at most. */
  readonly capacity: number;
  /** Ordinal of the first event to come. */
  readonly from?: number;
}

export class CausalLog {
  readonly lines: number;
  readonly capacity: number;
  /** Ordinal of the oldest kept event. */
  from: number;
  /** One more than the ordinal of the newest event. */
  to: number;
  readonly #mask: number;
  readonly #node: Uint16Array;
  readonly #line: Uint16Array;
  readonly #seq: Int32Array;
  readonly #cause: Int32Array;
  readonly #previous: Int32Array;
  readonly #clocks: Int32Array;
  /** Clock of the newest event of each line; it outlives the event. */
  readonly #latest: Int32Array;
  readonly #newest: Int32Array;
  /** Ordinals by node and sequence. */
  readonly #places: Int32Array;

  constructor({ nodes, lines, capacity, from = 0 }: CausalLogOptions) {
    assert(capacity >= 1 && lines >= 1, "a causal log has room for an event and a line");
    let size = 1;
    while (size < capacity) size *= 2;
    this.lines = lines;
    this.capacity = capacity;
    this.from = from;
    this.to = from;
    this.#mask = size - 1;
    this.#node = new Uint16Array(size);
    this.#line = new Uint16Array(size);
    this.#seq = new Int32Array(size);
    this.#cause = new Int32Array(size);
    this.#previous = new Int32Array(size);
    this.#clocks = new Int32Array(size * lines);
    this.#latest = new Int32Array(lines * lines);
    this.#newest = new Int32Array(lines).fill(NO_EVENT);
    this.#places = new Int32Array(size * nodes).fill(NO_EVENT);
  }

  /** Adds the next event and returns its ordinal. `cause` is the ordinal of its cause, or NO_EVENT. */
  append(line: number, node: number, seq: number, cause: number): number {
    const at = this.to++;
    if (this.to - this.from > this.capacity) this.from++;
    const slot = at & this.#mask;
    this.#line[slot] = line;
    this.#node[slot] = node;
    this.#seq[slot] = seq;
    this.#cause[slot] = cause;
    this.#previous[slot] = this.#newest[line] as number;
    this.#newest[line] = at;
    this.#places[node * (this.#mask + 1) + (seq & this.#mask)] = at;
    this.#stamp(slot, line, seq, cause);
    return at;
  }

  /** Ordinal of an event by its name, or NO_EVENT when it is not kept. */
  find(node: number, seq: number): number {
    const at = this.#places[node * (this.#mask + 1) + (seq & this.#mask)] ?? NO_EVENT;
    return this.has(at) && this.seqOf(at) === seq && this.nodeOf(at) === node ? at : NO_EVENT;
  }

  has(at: number): boolean {
    return at >= this.from && at < this.to;
  }

  lineOf(at: number): number {
    return this.#line[at & this.#mask] as number;
  }

  nodeOf(at: number): number {
    return this.#node[at & this.#mask] as number;
  }

  /** Sequence in the trace of its node: its stamp on its line. */
  seqOf(at: number): number {
    return this.#seq[at & this.#mask] as number;
  }

  /** Ordinal of the cause; NO_EVENT when there is none or it is no longer kept. */
  causeOf(at: number): number {
    const cause = this.#cause[at & this.#mask] as number;
    return cause >= this.from ? cause : NO_EVENT;
  }

  /** Ordinal of the event before it on its line; NO_EVENT when it is the first that is kept. */
  previousOf(at: number): number {
    const previous = this.#previous[at & this.#mask] as number;
    return previous >= this.from ? previous : NO_EVENT;
  }

  /** Vector clock of a kept event, one stamp per line: a view that holds until the event leaves. */
  clockOf(at: number): Int32Array {
    const start = (at & this.#mask) * this.lines;
    return this.#clocks.subarray(start, start + this.lines);
  }

  #stamp(slot: number, line: number, seq: number, cause: number): void {
    const { lines } = this;
    const latest = this.#latest;
    const own = line * lines;
    if (cause >= this.from && this.lineOf(cause) !== line) {
      const other = (cause & this.#mask) * lines;
      for (let i = 0; i < lines; i++) {
        const stamp = this.#clocks[other + i] as number;
        if (stamp > (latest[own + i] as number)) latest[own + i] = stamp;
      }
    }
    latest[own + line] = seq;
    const start = slot * lines;
    for (let i = 0; i < lines; i++) this.#clocks[start + i] = latest[own + i] as number;
  }
}
