/**
 * A shorter picture of the same history: runs of local events folded into one mark, and events in layers.
 *
 * Invariants
 * - A fold holds consecutive events of one line, none of which sends, receives or has to stand alone: so every event
 *   outside of it has the same relation to all of them.
 * - In layers, what happened before an event lies in an earlier layer, except within its own fold.
 */

import type { CausalLog } from "./causal-log.ts";

/**
 * One byte per kept event, oldest first: 1 when it is folded into the mark of the event before it on its line.
 * `stands` says of an event that it must have a mark of its own.
 */
export function foldLocal(log: CausalLog, stands: (at: number) => boolean): Uint8Array {
  const { from, to } = log;
  const alone = new Uint8Array(to - from);
  for (let at = from; at < to; at++) {
    const cause = log.causeOf(at);
    const isReceived = cause >= from && log.lineOf(cause) !== log.lineOf(at);
    if (isReceived) alone[cause - from] = 1;
    if (isReceived || stands(at)) alone[at - from] = 1;
  }
  const folded = new Uint8Array(to - from);
  for (let at = from; at < to; at++) {
    const previous = log.previousOf(at);
    if (previous < from || alone[at - from] === 1 || alone[previous - from] === 1) continue;
    folded[at - from] = 1;
  }
  return folded;
}

/**
 * The layer of each kept event, oldest first: its Lamport time (1978) within the log, counted in marks. Events folded
 * into one mark share its layer.
 */
export function layersOf(log: CausalLog, folded: Uint8Array): Int32Array {
  const { from, to } = log;
  const layers = new Int32Array(to - from);
  for (let at = from; at < to; at++) {
    const previous = log.previousOf(at);
    const along = previous >= from ? (layers[previous - from] as number) : -1;
    if (folded[at - from] === 1) {
      layers[at - from] = along;
      continue;
    }
    const cause = log.causeOf(at);
    const across = cause >= from ? (layers[cause - from] as number) : -1;
    layers[at - from] = 1 + Math.max(along, across);
  }
  return layers;
}
