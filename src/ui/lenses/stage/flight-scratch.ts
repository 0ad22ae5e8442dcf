/**
 * What the draw loop knows about each message in this frame: struct of arrays, grown rarely and never shrunk, so that
 * a frame allocates nothing.
 *
 * `resolve` does the arithmetic once per message; the painter then walks these arrays once per class and strength,
 * because one path per colour is what makes a canvas fast without a GPU.
 */
import { FLIGHT_STRIDE } from "../../../view/index.ts";
import { crossStrength, flightProgress, isTooQuick, isUnderWay, trailStrength } from "./flight-state.ts";
import { Lane } from "./lane.ts";

/** What is drawn of a message. */
export const MARK = { none: 0, dot: 1, trail: 2, cross: 3 } as const;
/** Steps in which afterglow fades: enough to look smooth, few enough to batch. */
export const STRENGTH_BANDS = 6;

export interface FlightFrame {
  flights: Float64Array;
  trailUs: number;
  /** Centre of each node by node index: x, y pairs; NaN where a node is not drawn. */
  places: Float64Array;
  clearance: number;
  timeUs: number;
  /** Virtual time that passed since the frame before. */
  frameUs: number;
}

export class FlightScratch {
  count = 0;
  x = new Float32Array(0);
  y = new Float32Array(0);
  unitX = new Float32Array(0);
  unitY = new Float32Array(0);
  length = new Float32Array(0);
  mark = new Uint8Array(0);
  kind = new Uint8Array(0);
  /** 1 … STRENGTH_BANDS. */
  band = new Uint8Array(0);
  readonly #lane = new Lane();
  readonly #to = { x: 0, y: 0 };

  /** Computes the mark of every message of the frame. */
  resolve(frame: FlightFrame): void {
    const { flights, timeUs } = frame;
    this.count = Math.floor(flights.length / FLIGHT_STRIDE);
    this.#grow(this.count);
    for (let i = 0; i < this.count; i++) {
      const at = i * FLIGHT_STRIDE;
      const sentAtUs = flights[at + 3] ?? 0;
      const arriveAtUs = flights[at + 4] ?? 0;
      const lost = flights[at + 6] === 1;
      this.kind[i] = flights[at + 5] ?? 0;
      this.mark[i] = MARK.none;
      if (!this.#layLane(frame, flights[at + 1] ?? -1, flights[at + 2] ?? -1)) continue;
      if (isUnderWay(timeUs, sentAtUs, arriveAtUs, lost)) {
        this.#put(i, MARK.dot, flightProgress(timeUs, sentAtUs, arriveAtUs), 1);
      } else if (lost) {
        this.#put(i, MARK.cross, 0.5, crossStrength(timeUs, sentAtUs, arriveAtUs, frame.trailUs));
      } else if (isTooQuick(sentAtUs, arriveAtUs, frame.frameUs)) {
        this.#put(i, MARK.trail, 1, trailStrength(timeUs, arriveAtUs, frame.trailUs));
      }
    }
  }

  #layLane(frame: FlightFrame, from: number, to: number): boolean {
    const fromX = frame.places[from * 2];
    const fromY = frame.places[from * 2 + 1];
    const toX = frame.places[to * 2];
    const toY = frame.places[to * 2 + 1];
    if (fromX === undefined || fromY === undefined || toX === undefined || toY === undefined) return false;
    if (Number.isNaN(fromX + toX)) return false;
    this.#to.x = toX;
    this.#to.y = toY;
    this.#lane.lay(fromX, fromY, this.#to, frame.clearance);
    return this.#lane.length > 0;
  }

  #put(i: number, mark: number, share: number, strength: number): void {
    if (strength <= 0) return;
    const lane = this.#lane;
    this.mark[i] = mark;
    this.band[i] = Math.max(1, Math.ceil(strength * STRENGTH_BANDS));
    this.x[i] = lane.xAt(share);
    this.y[i] = lane.yAt(share);
    this.unitX[i] = lane.unitX;
    this.unitY[i] = lane.unitY;
    // A trail drains towards its receiver: it begins as the whole lane, so that the eye sees where it came from.
    this.length[i] = lane.length * (mark === MARK.trail ? strength : share);
  }

  #grow(count: number): void {
    if (count <= this.mark.length) return;
    const size = Math.max(64, count * 2);
    this.x = new Float32Array(size);
    this.y = new Float32Array(size);
    this.unitX = new Float32Array(size);
    this.unitY = new Float32Array(size);
    this.length = new Float32Array(size);
    this.mark = new Uint8Array(size);
    this.kind = new Uint8Array(size);
    this.band = new Uint8Array(size);
  }
}
