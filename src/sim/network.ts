/**
 * The network between nodes: per ordered pair a link with a latency distribution, a loss rate and a cut, and, while it
 * is disturbed, bad weather (`link-weather.ts`) or a clog.
 *
 * Latency is drawn from the sending link's own stream. Signals on one link keep their order, as over a TCP connection;
 * different links overtake each other freely.
 *
 * Invariants
 * - A delay is at least 1 µs: no signal reaches another node at the instant it was sent (the look-ahead).
 * - Conservation (Z4): sent + duplicated = delivered + lost + under way; see `readTraffic`.
 * - Weather draws from a stream of its own: a link that has had some draws its latencies as if it never had.
 * - A link is made when it is first asked for: a thousand nodes have a million links and use a few. One that was never
 *   made hashes like one that was never used.
 */

import { assert, createPrng, type Lanes, mix, mixNumber, type Prng, resumePrng } from "../base/index.ts";
import type { SignalKind } from "../kernel/index.ts";
import { type Distribution, meanOf, sampleDurationUs } from "../numeric/index.ts";
import {
  type Clog,
  drawWeather,
  type LinkQuality,
  mixDisturbance,
  putBackWeather,
  type Stuck,
  startWeather,
  takeWeather,
  type Weather,
  type WeatherSnapshot,
} from "./link-weather.ts";

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
  /** Signals that were put on their way a second time. */
  duplicated: number;
  stream: Prng;
  weather: Weather | undefined;
  /** What the link holds while it is clogged. */
  clog: Clog | undefined;
}

/** Arrival time of a signal, or undefined when it is lost on the way. */
export type Passage = number | undefined;

type LinkSnapshot = Omit<Link, "stream" | "weather"> & {
  readonly words: Int32Array;
  readonly weather: WeatherSnapshot | undefined;
};

export interface NetworkSnapshot {
  readonly links: readonly LinkSnapshot[];
}

export class Network {
  readonly #size: number;
  readonly #seed: number;
  readonly #model: LinkModel;
  /** By sending node, then by receiving node. */
  #rows: ((Link | undefined)[] | undefined)[];
  /** Of the signal drawn last: the delay of its copy in µs (-1: none), and whether it may overtake others. */
  copyUs = -1;
  isFree = false;

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

  /** The delay in µs of a signal that is being sent, or undefined when a cut or chance takes it. */
  draw(link: Link, kind: SignalKind): Passage {
    link.sent++;
    this.copyUs = -1;
    this.isFree = false;
    const delayUs = Math.max(sampleDurationUs(link.model.latencyUs, link.stream), link.model.minUs);
    const isLost = link.stream.nextBelow(1_000_000) < link.model.lossPpm;
    if (!link.cut && !isLost)
      return link.weather === undefined ? delayUs : this.#weathered(link, delayUs, kind);
    link.lost++;
    return undefined;
  }

  /** What the weather makes of a delay. */
  #weathered(link: Link, delayUs: number, kind: SignalKind): Passage {
    const drawn = drawWeather(link.weather as Weather, kind);
    if (drawn === undefined) {
      link.lost++;
      return undefined;
    }
    this.isFree = drawn.isFree;
    if (drawn.copyUs >= 0) {
      this.copyUs = delayUs + drawn.copyUs;
      link.duplicated++;
    }
    return delayUs + drawn.extraUs;
  }

  /** Keeps a signal in a clogged link; one too many is lost. */
  hold(link: Link, stuck: Stuck): void {
    const { clog } = link;
    assert(clog !== undefined, "only a clogged link holds signals");
    if (clog.held.length >= clog.capacity) link.lost++;
    else link.clog = { ...clog, held: [...clog.held, stuck] };
  }

  clog(from: number, to: number, capacity: number): void {
    const link = this.link(from, to);
    link.clog = { capacity, held: link.clog?.held ?? [] };
  }

  /** What the link held; it is not clogged any more. */
  unclog(from: number, to: number): readonly Stuck[] {
    const link = this.#rows[from]?.[to];
    const held = link?.clog?.held ?? [];
    if (link !== undefined) link.clog = undefined;
    return held;
  }

  /** Disturbs a link, or with undefined lets it be as the scenario has it. */
  setQuality(from: number, to: number, quality: LinkQuality | undefined): void {
    if (quality === undefined && this.#rows[from]?.[to] === undefined) return;
    const link = this.link(from, to);
    link.weather =
      quality === undefined ? undefined : startWeather(quality, link.weather, [this.#seed, from, to]);
  }

  /** Loss as the scenario has it, and no weather, on every link. */
  reset(): void {
    for (const link of this.#opened()) {
      link.model = { ...link.model, lossPpm: this.#model.lossPpm };
      link.weather = undefined;
    }
  }

  /** When a signal arrives that would by itself at `timeUs`, behind those sent before it. */
  arrive(link: Link, timeUs: number): number {
    link.lastArrivalUs = Math.max(timeUs, link.lastArrivalUs);
    return link.lastArrivalUs;
  }

  /** Whether some link is disturbed. */
  hasWeather(): boolean {
    return this.#opened().some(({ weather }) => weather !== undefined);
  }

  /** Signals held by clogged links. */
  heldCount(): number {
    return this.#opened().reduce((count, { clog }) => count + (clog?.held.length ?? 0), 0);
  }

  /** Signals that were doubled on all links. */
  duplicatedCount(): number {
    return this.#opened().reduce((count, { duplicated }) => count + duplicated, 0);
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

  /** One way; so are the cuts. */
  setLoss(from: number, to: number, lossPpm: number): void {
    const link = this.link(from, to);
    link.model = { ...link.model, lossPpm };
  }

  setCut(from: number, to: number, cut: boolean): void {
    this.link(from, to).cut = cut;
  }

  isCutOneWay(from: number, to: number): boolean {
    return this.#rows[from]?.[to]?.cut === true;
  }

  /** Whether nothing gets through in one direction at least: then neither end trusts the connection. */
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
    return {
      links: this.#opened().map(({ stream, weather, ...rest }) => ({
        ...rest,
        words: stream.state(),
        weather: takeWeather(weather),
      })),
    };
  }

  restore(snapshot: NetworkSnapshot): void {
    this.#rows = new Array<undefined>(this.#size).fill(undefined);
    for (const { words, weather, ...rest } of snapshot.links) {
      this.#put({ ...rest, stream: resumePrng(words.slice()), weather: putBackWeather(weather) });
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
        if (link !== undefined) mixDisturbance(lanes, link);
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
      duplicated: 0,
      stream,
      weather: undefined,
      clog: undefined,
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
