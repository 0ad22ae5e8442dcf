/**
 * The network between nodes: per ordered pair a link with a latency distribution, a loss rate and a cut.
 *
 * Latency is drawn from the sending link's own stream. Signals on one link keep their order, as over a TCP connection;
 * different links overtake each other freely.
 *
 * Invariants
 * - A delay is at least 1 µs: no signal reaches another node at the instant it was sent (the look-ahead).
 * - Conservation per link: sent = arrived + lost + under way.
 * - A link is made when it is first asked for: a thousand nodes have a million links and use a few. One that was never
 *   made hashes like one that was never used.
 */

import { assert, createPrng, type Lanes, mix, mixNumber, type Prng, resumePrng } from "../base/index.ts";
import { type Distribution, meanOf, sampleDurationUs } from "../numeric/index.ts";

export interface LinkModel {
  /** Delay in µs. */
  readonly latencyUs: Distribution;
  /** Smallest delay: the look-ahead of the world. At least 1. */
  readonly minUs: number;
  /** Lost signals per million. */
  readonly lossPpm: number;
}

export interface Link {
  readonly from: number;
  readonly to: number;
  model: LinkModel;
  cut: boolean;
  lastArrivalUs: number;
  sent: number;
  lost: number;
  stream: Prng;
}

/** Arrival time of a signal, or undefined when it is lost on the way. */
export type Passage = number | undefined;

export interface NetworkSnapshot {
  readonly links: readonly (Omit<Link, "stream"> & { readonly words: Int32Array })[];
}

export class Network {
  readonly #size: number;
  readonly #seed: number;
  readonly #model: LinkModel;
  /** By sending node, then by receiving node. */
  #rows: ((Link | undefined)[] | undefined)[];

  constructor(size: number, seed: number, model: LinkModel) {
    assert(model.minUs >= 1, "a link needs a smallest delay of at least 1 µs");
    this.#size = size;
    this.#seed = seed;
    this.#model = model;
    this.#rows = new Array<undefined>(size).fill(undefined);
  }

  link(from: number, to: number): Link {
    return this.#rows[from]?.[to] ?? this.#open(from, to);
  }

  /** Decides the fate of a signal sent at `nowUs`; nothing reaches a node that is down. */
  pass(link: Link, nowUs: number, isUp: boolean): Passage {
    const delayUs = this.draw(link);
    if (delayUs === undefined) return undefined;
    if (isUp) return this.arrive(link, nowUs + delayUs);
    link.lost++;
    return undefined;
  }

  /** First half of `pass`: the delay in µs of a signal that is being sent, or undefined when a cut or chance takes it. */
  draw(link: Link): number | undefined {
    link.sent++;
    const delayUs = Math.max(sampleDurationUs(link.model.latencyUs, link.stream), link.model.minUs);
    const isLost = link.stream.nextBelow(1_000_000) < link.model.lossPpm;
    if (!link.cut && !isLost) return delayUs;
    link.lost++;
    return undefined;
  }

  /** Second half: when a signal arrives that would by itself at `timeUs`, behind those sent before it. */
  arrive(link: Link, timeUs: number): number {
    link.lastArrivalUs = Math.max(timeUs, link.lastArrivalUs);
    return link.lastArrivalUs;
  }

  /** Signals sent and lost on all links. */
  totals(): { readonly sent: number; readonly lost: number } {
    let sent = 0;
    let lost = 0;
    for (const link of this.#opened()) {
      sent += link.sent;
      lost += link.lost;
    }
    return { sent, lost };
  }

  meanLatencyUs(from: number, to: number): number {
    return meanOf(this.link(from, to).model.latencyUs);
  }

  setLoss(a: number, b: number, lossPpm: number): void {
    for (const link of [this.link(a, b), this.link(b, a)]) link.model = { ...link.model, lossPpm };
  }

  setCut(a: number, b: number, cut: boolean): void {
    this.link(a, b).cut = cut;
    this.link(b, a).cut = cut;
  }

  isCut(a: number, b: number): boolean {
    return this.#rows[a]?.[b]?.cut === true || this.#rows[b]?.[a]?.cut === true;
  }

  /** For each node the smallest index it can reach through links that are not cut, among nodes that are up. */
  islands(isUp: (node: number) => boolean): number[] {
    const island = Array.from({ length: this.#size }, (_, i) => i);
    for (let node = 0; node < this.#size; node++) {
      if (island[node] !== node || !isUp(node)) continue;
      const reached = [node];
      for (let i = 0; i < reached.length; i++) {
        for (let other = node + 1; other < this.#size; other++) {
          if (island[other] !== other || !isUp(other) || this.isCut(reached[i] as number, other)) continue;
          island[other] = node;
          reached.push(other);
        }
      }
    }
    return island;
  }

  snapshot(): NetworkSnapshot {
    return { links: this.#opened().map(({ stream, ...rest }) => ({ ...rest, words: stream.state() })) };
  }

  restore(snapshot: NetworkSnapshot): void {
    this.#rows = new Array<undefined>(this.#size).fill(undefined);
    for (const { words, ...rest } of snapshot.links) {
      this.#put({ ...rest, stream: resumePrng(words.slice()) });
    }
  }

  mix(lanes: Lanes): void {
    this.mixFrom(lanes, 0, this.#size);
  }

  /** Folds the links of the sending nodes `first` up to `end` (not included). */
  mixFrom(lanes: Lanes, first: number, end: number): void {
    for (let from = first; from < end; from++) {
      const row = this.#rows[from];
      for (let to = 0; to < this.#size; to++) {
        const link = row?.[to];
        mix(lanes, (link?.cut === true ? 1 : 0) | ((link?.model ?? this.#model).lossPpm << 1));
        mixNumber(lanes, link?.lastArrivalUs ?? 0);
        mixNumber(lanes, link?.sent ?? 0);
        mixNumber(lanes, link?.lost ?? 0);
      }
    }
  }

  #open(from: number, to: number): Link {
    const stream = createPrng(this.#seed, from, "link", to);
    return this.#put({
      from,
      to,
      model: this.#model,
      cut: false,
      lastArrivalUs: 0,
      sent: 0,
      lost: 0,
      stream,
    });
  }

  #put(link: Link): Link {
    let row = this.#rows[link.from];
    if (row === undefined) {
      row = new Array<undefined>(this.#size).fill(undefined);
      this.#rows[link.from] = row;
    }
    row[link.to] = link;
    return link;
  }

  /** The links made so far, by sending node, then by receiving node. */
  #opened(): Link[] {
    return this.#rows.flatMap((row) => row?.filter((link) => link !== undefined) ?? []);
  }
}
