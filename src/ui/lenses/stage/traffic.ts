/**
 * Messages counted per direction of a link: what is drawn when single messages cannot be (too many of them, or the
 * person asked for less motion), and what the list twin tells.
 *
 * Invariant: sent = under way + arrived + lost for every direction; the sum over all directions is the number of
 * messages in the assigns.
 */
import { FLIGHT_STRIDE } from "../../../view/index.ts";

/** More messages than this are drawn as edge weights. */
export const FLIGHTS_DRAWN_MAX = 400;

/** Counts by from × nodeCount + to. */
export interface Traffic {
  readonly nodeCount: number;
  readonly sent: Int32Array;
  readonly lost: Int32Array;
}

export function countTraffic(flights: Float64Array, nodeCount: number): Traffic {
  const sent = new Int32Array(nodeCount * nodeCount);
  const lost = new Int32Array(nodeCount * nodeCount);
  for (let at = 0; at + FLIGHT_STRIDE <= flights.length; at += FLIGHT_STRIDE) {
    const from = flights[at + 1] ?? -1;
    const to = flights[at + 2] ?? -1;
    if (from < 0 || to < 0 || from >= nodeCount || to >= nodeCount) continue;
    const cell = from * nodeCount + to;
    sent[cell] = (sent[cell] ?? 0) + 1;
    if (flights[at + 6] === 1) lost[cell] = (lost[cell] ?? 0) + 1;
  }
  return { nodeCount, sent, lost };
}

/** Number of messages in the assigns. */
export function flightCount(flights: Float64Array): number {
  return Math.floor(flights.length / FLIGHT_STRIDE);
}

/** Width of an edge that stands for `count` messages: grows with the logarithm, so that one stays visible beside 1 000. */
export function weightWidth(count: number): number {
  return count <= 0 ? 0 : Math.min(9, 1 + Math.log2(1 + count));
}
