/**
 * The network between nodes: per ordered pair a link with a latency distribution, a loss rate and a cut.
 *
 * Latency is drawn from the sending link's own stream. Signals on one link keep their order, as over a TCP connection;
 * different links overtake each other freely.
 *
 * Invariants
 * - A delay is at least 1 µs: no signal reaches another node at the instant it was sent (the look-ahead).
 * - Conservation per link: sent = arrived + lost + under way.
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
  #links: Link[] = [];

  constructor(size: number, seed: number, model: LinkModel) {
    assert(model.minUs >= 1, "a link needs a smallest delay of at least 1 µs");
    this.#size = size;
    for (let from = 0; from < size; from++) {
      for (let to = 0; to < size; to++) {
        const stream = createPrng(seed, from, "link", to);
        this.#links.push({ from, to, model, cut: false, lastArrivalUs: 0, sent: 0, lost: 0, stream });
      }
    }
  }

  link(from: number, to: number): Link {
    return this.#links[from * this.#size + to] as Link;
  }

  /** Decides the fate of a signal sent at `nowUs`; nothing reaches a node that is down. */
  pass(link: Link, nowUs: number, isUp: boolean): Passage {
    link.sent++;
    const delayUs = Math.max(sampleDurationUs(link.model.latencyUs, link.stream), link.model.minUs);
    const isLost = link.stream.nextBelow(1_000_000) < link.model.lossPpm;
    if (link.cut || isLost || !isUp) {
      link.lost++;
      return undefined;
    }
    const arrivalUs = Math.max(nowUs + delayUs, link.lastArrivalUs);
    link.lastArrivalUs = arrivalUs;
    return arrivalUs;
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
    return this.link(a, b).cut || this.link(b, a).cut;
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
    return { links: this.#links.map(({ stream, ...rest }) => ({ ...rest, words: stream.state() })) };
  }

  restore(snapshot: NetworkSnapshot): void {
    this.#links = snapshot.links.map(({ words, ...rest }) => ({
      ...rest,
      stream: resumePrng(words.slice()),
    }));
  }

  mix(lanes: Lanes): void {
    for (const link of this.#links) {
      mix(lanes, (link.cut ? 1 : 0) | (link.model.lossPpm << 1));
      mixNumber(lanes, link.lastArrivalUs);
      mixNumber(lanes, link.sent);
      mixNumber(lanes, link.lost);
    }
  }
}
