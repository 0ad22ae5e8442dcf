/**
 * What is wrong with a link: delay on top of its own, a heavy tail, bursts of loss, copies, reordering; and a clog, in
 * which everything stays until it is cleared.
 *
 * Loss in bursts is the model of Gilbert and Elliott: a good state that loses nothing and a bad one that loses all; the
 * mean length of a bad spell is `burst` signals, the share lost is `lossPpm`. The tail is a Lomax distribution of shape 2
 * (mean `tailUs`, infinite variance), cut off at a minute. Copies and reordering concern messages only: links, monitors
 * and exit signals are numbered by the connection, as over TCP.
 */

import { createPrng, type Lanes, mix, mixNumber, type Prng, resumePrng } from "../base/index.ts";
import { mixSignal, mixTerm, type RemoteSignal, SIGNAL, type SignalKind } from "../kernel/index.ts";

/** Times in µs, shares per million. */
export interface LinkQuality {
  readonly delayUs: number;
  readonly tailUs: number;
  readonly lossPpm: number;
  /** Mean number of signals lost in a row; 1: each by itself. */
  readonly burst: number;
  readonly duplicatePpm: number;
  /** A copy comes up to so much after its original. */
  readonly replayUs: number;
  /** Each message is late by up to so much, and may overtake others. */
  readonly reorderUs: number;
}

export interface Weather {
  readonly quality: LinkQuality;
  readonly stream: Prng;
  /** In a spell of loss. */
  isBad: boolean;
}

export type WeatherSnapshot = Omit<Weather, "stream"> & { readonly words: Int32Array };

/** A signal inside a clogged link, and how long it takes once it is free. */
export interface Stuck {
  readonly delayUs: number;
  readonly isFree: boolean;
  readonly signal: RemoteSignal;
}

/** Immutable: shared with snapshots. */
export interface Clog {
  /** Signals it holds at most; more are lost. */
  readonly capacity: number;
  readonly held: readonly Stuck[];
}

/** Beside the link's own delay; a copy's delay is -1 when there is none. */
export interface Drawn {
  readonly extraUs: number;
  readonly copyUs: number;
  readonly isFree: boolean;
}

const MILLION = 1_000_000;
const TAIL_MAX_US = 60 * MILLION;

/** New weather; a link that has had some goes on in its stream. */
export function startWeather(
  quality: LinkQuality,
  before: Weather | undefined,
  [seed, from, to]: readonly [seed: number, from: number, to: number],
): Weather {
  return { quality, stream: before?.stream ?? createPrng(seed, from, "weather", to), isBad: false };
}

/** The fate of one signal; undefined when it is lost. */
export function drawWeather(weather: Weather, kind: SignalKind): Drawn | undefined {
  const { quality, stream } = weather;
  if (isLost(weather)) return undefined;
  const isMessage = kind === SIGNAL.message || kind === SIGNAL.cast;
  const lateUs = quality.delayUs + tailOf(quality.tailUs, stream);
  const isFree = isMessage && quality.reorderUs > 0;
  const extraUs = lateUs + (isFree ? stream.nextBelow(quality.reorderUs + 1) : 0);
  const isDoubled = isMessage && quality.duplicatePpm > 0 && stream.nextBelow(MILLION) < quality.duplicatePpm;
  const copyUs = isDoubled ? extraUs + stream.nextBelow(quality.replayUs + 1) : -1;
  return { extraUs, copyUs, isFree };
}

function isLost(weather: Weather): boolean {
  const { quality, stream } = weather;
  const { lossPpm, burst } = quality;
  if (lossPpm === 0) return false;
  if (burst <= 1) return stream.nextBelow(MILLION) < lossPpm;
  const leaves = MILLION / burst;
  const enters = lossPpm >= MILLION ? MILLION : (leaves * lossPpm) / (MILLION - lossPpm);
  const drawn = stream.nextBelow(MILLION);
  weather.isBad = weather.isBad ? lossPpm >= MILLION || drawn >= leaves : drawn < enters;
  return weather.isBad;
}

function tailOf(tailUs: number, stream: Prng): number {
  if (tailUs === 0) return 0;
  const unit = (stream.nextBelow(MILLION) + 1) / MILLION;
  return Math.min(TAIL_MAX_US, Math.floor(tailUs * (1 / Math.sqrt(unit) - 1)));
}

export function takeWeather(weather: Weather | undefined): WeatherSnapshot | undefined {
  if (weather === undefined) return undefined;
  const { quality, isBad, stream } = weather;
  return { quality, isBad, words: stream.state() };
}

export function putBackWeather(snapshot: WeatherSnapshot | undefined): Weather | undefined {
  if (snapshot === undefined) return undefined;
  const { quality, isBad, words } = snapshot;
  return { quality, isBad, stream: resumePrng(words.slice()) };
}

function mixWeather(lanes: Lanes, { quality, isBad, stream }: Weather): void {
  const { delayUs, tailUs, lossPpm, burst, duplicatePpm, replayUs, reorderUs } = quality;
  mixTerm(lanes, [delayUs, tailUs, lossPpm, burst, duplicatePpm, replayUs, reorderUs, isBad]);
  for (const word of stream.state()) mix(lanes, word);
}

function mixClog(lanes: Lanes, { capacity, held }: Clog): void {
  mixNumber(lanes, capacity);
  for (const { delayUs, signal } of held) {
    mixNumber(lanes, delayUs);
    mixSignal(lanes, signal);
  }
}

/** What a link has had and has; one that was never disturbed adds nothing. */
export function mixDisturbance(
  lanes: Lanes,
  link: {
    readonly weather: Weather | undefined;
    readonly clog: Clog | undefined;
    readonly duplicated: number;
  },
): void {
  const { weather, clog, duplicated } = link;
  if (duplicated > 0) mixNumber(lanes, duplicated);
  if (weather !== undefined) mixWeather(lanes, weather);
  if (clog !== undefined) mixClog(lanes, clog);
}
