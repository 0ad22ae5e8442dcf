/**
 * The trace of one node: a fixed-size binary record for every event, with the event that caused it.
 *
 * An event is named by (node, sequence); sequences start at 1 and have no gaps. The ring keeps the newest
 * `capacity` records, and re-running from the seed brings back the rest. The running hash folds every event, batch by
 * batch before the ring overwrites it, also when nobody wants to read records: observing a run cannot change it.
 *
 * Record layout, 32 bytes: f64 time in µs | u32 kind + 256·peer node | u32 actor serial | u32 peer serial |
 * u32 sequence | u32 cause sequence | u32 cause node + 1 (0: none).
 *
 * Invariants
 * - A cause is an earlier event of this or another node, or an input of the journal (cause node = INPUT_NODE).
 * - Payloads are references to immutable terms, kept as long as their record.
 */

import { assert, createLanes, type Lanes } from "../base/index.ts";
import { foldRecords, RECORD_WORDS as WORDS } from "./event-hash.ts";
import type { Term } from "./term.ts";

export const EVENT_KIND = {
  boot: 1,
  spawned: 2,
  message: 3,
  resumed: 4,
  timed_out: 5,
  exited: 6,
  exit_signal: 7,
  link: 8,
  unlink: 9,
  monitor: 10,
  demonitor: 11,
  down: 12,
  dropped: 13,
  timer_fired: 14,
  net_sent: 15,
  net_lost: 16,
  node_down: 17,
  node_up: 18,
  limit: 19,
  input: 20,
  emitted: 21,
  finished: 22,
} as const;

export type EventKind = (typeof EVENT_KIND)[keyof typeof EVENT_KIND];

/** Stands for the journal of inputs where a cause names a node. */
export const INPUT_NODE = 0xffff;

/** An event's name: node and sequence. `seq` 0 means "no event". */
export interface EventId {
  readonly node: number;
  readonly seq: number;
}

export interface TraceRecord {
  readonly node: number;
  readonly seq: number;
  readonly timeUs: number;
  readonly kind: EventKind;
  /** Serial of the process it happened in; 0 for the node itself. */
  readonly actor: number;
  readonly peerNode: number;
  readonly peer: number;
  readonly cause: EventId | undefined;
  readonly payload: Term;
}

/** The newest records of a trace as they were at one moment. */
export interface TraceTail {
  readonly seq: number;
  /** Of each record all its words, oldest first. */
  readonly words: Uint32Array;
  readonly payloads: readonly Term[];
}

/** Small enough to stay in the processor's cache: a larger ring costs time at every event. */
const DEFAULT_CAPACITY = 1 << 11;
/** Records that wait to be folded into the hash; fits into the first-level cache. */
const BATCH = 1 << 7;

export class Trace {
  readonly node: number;
  /** Sequence of the newest event. */
  seq = 0;
  /** Whether payloads are kept. Words always are: the hash is made of them. */
  recording = true;
  readonly #capacity: number;
  readonly #words: Uint32Array;
  readonly #times: Float64Array;
  readonly #payloads: Term[];
  readonly #lanes: Lanes;
  /** Sequence of the newest event in the hash. */
  #folded = 0;

  /** `capacity`: records the ring keeps, a power of two of at least 128. */
  constructor(node: number, capacity = DEFAULT_CAPACITY) {
    assert(
      capacity >= BATCH && (capacity & (capacity - 1)) === 0,
      "a trace keeps a power of two records, 128 or more",
    );
    this.node = node;
    this.#capacity = capacity;
    const buffer = new ArrayBuffer(capacity * WORDS * 4);
    this.#words = new Uint32Array(buffer);
    this.#times = new Float64Array(buffer);
    this.#payloads = new Array<Term>(capacity).fill(undefined);
    this.#lanes = createLanes(node);
  }

  /** Records an event and returns its sequence. Hot path: eight words into the ring. */
  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  record(
    timeUs: number,
    kind: EventKind,
    actor: number,
    peerNode: number,
    peer: number,
    causeNode: number,
    causeSeq: number,
    payload: Term,
  ): number {
    const seq = this.seq + 1;
    this.seq = seq;
    const slot = seq & (this.#capacity - 1);
    const word = slot * WORDS;
    const words = this.#words;
    this.#times[slot * (WORDS / 2)] = timeUs;
    words[word + 2] = kind | (peerNode << 8);
    words[word + 3] = actor;
    words[word + 4] = peer;
    words[word + 5] = seq;
    words[word + 6] = causeSeq;
    words[word + 7] = causeSeq === 0 ? 0 : causeNode + 1;
    if (this.recording) this.#payloads[slot] = payload;
    if ((seq & (BATCH - 1)) === BATCH - 1) this.#fold();
    return seq;
  }

  /** Hash of all events so far: a copy of its two lanes. */
  hash(): Lanes {
    this.#fold();
    return this.#lanes.slice();
  }

  /**
   * Goes on from another moment: `seq` events that hashed to `hash`. Records beyond `knownSeq` are forgotten: those up
   * to it belong to the history of both moments.
   */
  resume(seq: number, hash: readonly number[], knownSeq = seq): void {
    this.#fold();
    for (let gone = Math.max(knownSeq + 1, this.oldest()); gone <= this.seq; gone++) {
      this.#words[(gone & (this.#capacity - 1)) * WORDS + 5] = 0;
    }
    this.seq = seq;
    this.#folded = seq;
    this.#lanes.set(hash);
  }

  /** A copy of the newest records that are held, at most `count` of them. */
  tail(count: number): TraceTail {
    const { seq } = this;
    let first = seq;
    while (first > 0 && seq - first < count && this.read(first) !== undefined) first--;
    const words = new Uint32Array((seq - first) * WORDS);
    const payloads: Term[] = [];
    for (let at = first + 1; at <= seq; at++) {
      const slot = at & (this.#capacity - 1);
      words.set(this.#words.subarray(slot * WORDS, (slot + 1) * WORDS), payloads.length * WORDS);
      payloads.push(this.#payloads[slot]);
    }
    return { seq, words, payloads };
  }

  /** Puts records back into a trace that goes on from the moment of the tail. */
  putBack({ seq, words, payloads }: TraceTail): void {
    assert(seq === this.seq, "a tail belongs to a trace that has been resumed at its moment");
    for (const [i, payload] of payloads.entries()) {
      const slot = (seq - payloads.length + 1 + i) & (this.#capacity - 1);
      this.#words.set(words.subarray(i * WORDS, (i + 1) * WORDS), slot * WORDS);
      this.#payloads[slot] = payload;
    }
  }

  /** The record of event `seq`, or undefined when the ring no longer holds it. */
  read(seq: number): TraceRecord | undefined {
    if (seq < 1 || seq > this.seq) return undefined;
    const slot = seq & (this.#capacity - 1);
    const word = slot * WORDS;
    const words = this.#words;
    if (words[word + 5] !== seq) return undefined;
    const kindAndPeer = words[word + 2] as number;
    const causeNode = words[word + 7] as number;
    return {
      node: this.node,
      seq,
      timeUs: this.#times[slot * (WORDS / 2)] as number,
      kind: (kindAndPeer & 0xff) as EventKind,
      actor: words[word + 3] as number,
      peerNode: kindAndPeer >>> 8,
      peer: words[word + 4] as number,
      cause: causeNode === 0 ? undefined : { node: causeNode - 1, seq: words[word + 6] as number },
      payload: this.#payloads[slot],
    };
  }

  /** Oldest sequence the ring still holds. */
  oldest(): number {
    return Math.max(1, this.seq - this.#capacity + 1);
  }

  /** Takes the records since the last fold into the hash. */
  #fold(): void {
    const count = this.seq - this.#folded;
    if (count === 0) return;
    const from = (this.#folded + 1) & (this.#capacity - 1);
    const toEnd = Math.min(count, this.#capacity - from);
    foldRecords(this.#lanes, this.#words, from, from + toEnd);
    if (count > toEnd) foldRecords(this.#lanes, this.#words, 0, count - toEnd);
    this.#folded = this.seq;
  }
}
