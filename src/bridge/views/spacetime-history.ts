/**
 * The kept events on their lines: the causal log, and the chunks in which they travel to the page.
 *
 * Invariants
 * - A full chunk never changes while the lines stay the same; only the newest chunk is made anew as it fills.
 * - Other lines mean another log and other chunks of the same events under the same ordinals.
 */

import {
  CausalLog,
  EVENT_KIND,
  INPUT_NODE,
  NO_EVENT,
  type TraceRecord,
  type World,
} from "../../sim/index.ts";
import {
  SPACETIME_CHUNK,
  SPACETIME_FACT,
  SPACETIME_FACTS,
  SPACETIME_MARK,
  type SpacetimeChunk,
  type SpacetimeMark,
} from "../spacetime-assigns.ts";
import type { LinePlan } from "./spacetime-lines.ts";
import type { SpacetimeWindow } from "./spacetime-window.ts";

export class SpacetimeHistory {
  readonly plan: LinePlan;
  readonly log: CausalLog;
  #chunks: Readonly<Record<string, SpacetimeChunk>> = {};
  #packedTo: number;
  readonly #standing: Uint8Array;
  readonly #mask: number;

  constructor(world: World, window: SpacetimeWindow, plan: LinePlan) {
    this.plan = plan;
    const { lines } = plan;
    const nodes = world.nodes.length;
    this.log = new CausalLog({ nodes, lines: lines.length, capacity: window.limit, from: window.from });
    this.#packedTo = window.from;
    this.#standing = new Uint8Array(window.size);
    this.#mask = window.size - 1;
    this.extend(window);
  }

  /** Puts the new events of the window on their lines. */
  extend(window: SpacetimeWindow): void {
    const { log, plan } = this;
    for (let at = log.to; at < window.to; at++) {
      const record = window.eventAt(at)?.record;
      if (record === undefined) continue;
      const { cause, node, seq } = record;
      this.#standing[at & this.#mask] = STANDING.has(record.kind) ? 1 : 0;
      const hasCause = cause !== undefined && cause.node !== INPUT_NODE;
      log.append(
        plan.lineOf(node, record.actor),
        node,
        seq,
        hasCause ? log.find(cause.node, cause.seq) : NO_EVENT,
      );
    }
  }

  /** The chunks of all kept events; the same record when nothing was added. */
  chunks(window: SpacetimeWindow): Readonly<Record<string, SpacetimeChunk>> {
    const { from, to } = this.log;
    if (to === this.#packedTo) return this.#chunks;
    const chunks: Record<string, SpacetimeChunk> = {};
    const changedFrom = Math.floor(this.#packedTo / SPACETIME_CHUNK);
    for (let k = Math.floor(from / SPACETIME_CHUNK); k * SPACETIME_CHUNK < to; k++) {
      const known = this.#chunks[k];
      chunks[k] = known !== undefined && k < changedFrom ? known : this.#pack(window, k);
    }
    this.#chunks = chunks;
    this.#packedTo = to;
    return chunks;
  }

  /** Whether an event needs a mark of its own whoever took part. */
  stands(at: number): boolean {
    return this.#standing[at & this.#mask] === 1;
  }

  #pack(window: SpacetimeWindow, k: number): SpacetimeChunk {
    const start = k * SPACETIME_CHUNK;
    const count = Math.min(SPACETIME_CHUNK, this.log.to - start);
    const timeUs = new Float64Array(count);
    const facts = new Int32Array(count * SPACETIME_FACTS);
    for (let i = 0; i < count; i++) {
      const event = window.eventAt(start + i);
      if (event === undefined) continue;
      timeUs[i] = event.record.timeUs;
      this.#packFacts(facts, i * SPACETIME_FACTS, start + i, event);
    }
    return { timeUs, facts };
  }

  #packFacts(
    facts: Int32Array,
    start: number,
    at: number,
    { record, lost }: { readonly record: TraceRecord; readonly lost: boolean },
  ): void {
    const { log, plan } = this;
    const isSent = record.kind === EVENT_KIND.net_sent;
    facts[start + SPACETIME_FACT.seq] = record.seq;
    facts[start + SPACETIME_FACT.node] = record.node;
    facts[start + SPACETIME_FACT.line] = log.lineOf(at);
    facts[start + SPACETIME_FACT.mark] = this.#markOf(at, record);
    facts[start + SPACETIME_FACT.cause] = log.causeOf(at);
    facts[start + SPACETIME_FACT.toLine] = isSent ? plan.lineOf(record.peerNode, record.peer) : NO_EVENT;
    facts[start + SPACETIME_FACT.lost] = lost ? 1 : 0;
  }

  #markOf(at: number, record: TraceRecord): SpacetimeMark {
    const { log } = this;
    const { kind, cause, node } = record;
    if (kind === EVENT_KIND.node_down && record.peerNode === node) return SPACETIME_MARK.crash;
    const mark = MARKS.get(kind) ?? SPACETIME_MARK.local;
    if (mark !== SPACETIME_MARK.local || cause === undefined || cause.node === INPUT_NODE) return mark;
    const sender = log.causeOf(at);
    const isFromElsewhere = sender === NO_EVENT ? cause.node !== node : log.lineOf(sender) !== log.lineOf(at);
    return isFromElsewhere ? SPACETIME_MARK.receive : mark;
  }
}

const MARKS: ReadonlyMap<number, SpacetimeMark> = new Map<number, SpacetimeMark>([
  [EVENT_KIND.net_sent, SPACETIME_MARK.send],
  [EVENT_KIND.timer_fired, SPACETIME_MARK.timer],
  [EVENT_KIND.timed_out, SPACETIME_MARK.timer],
  [EVENT_KIND.boot, SPACETIME_MARK.start],
  [EVENT_KIND.spawned, SPACETIME_MARK.start],
  [EVENT_KIND.exited, SPACETIME_MARK.end],
  [EVENT_KIND.exit_signal, SPACETIME_MARK.end],
  [EVENT_KIND.down, SPACETIME_MARK.end],
  [EVENT_KIND.node_down, SPACETIME_MARK.connection],
  [EVENT_KIND.node_up, SPACETIME_MARK.connection],
  [EVENT_KIND.input, SPACETIME_MARK.input],
  [EVENT_KIND.emitted, SPACETIME_MARK.domain],
  [EVENT_KIND.dropped, SPACETIME_MARK.trouble],
  [EVENT_KIND.net_lost, SPACETIME_MARK.trouble],
  [EVENT_KIND.limit, SPACETIME_MARK.trouble],
]);

/** Never folded: what a person looks for, and sends, whose messages may not arrive. */
const STANDING: ReadonlySet<number> = new Set<number>([
  EVENT_KIND.net_sent,
  EVENT_KIND.boot,
  EVENT_KIND.exited,
  EVENT_KIND.node_down,
  EVENT_KIND.node_up,
  EVENT_KIND.input,
  EVENT_KIND.limit,
]);
