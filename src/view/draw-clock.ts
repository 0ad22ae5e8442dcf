/**
 * Virtual time between frames: lenses that draw motion ask for the time to draw now, and get a smooth one although
 * the worker's frames come unevenly.
 *
 * Invariants
 * - While paused, seeking or at unlimited speed it is exactly the time of the last frame.
 * - While playing it never runs more than `LEAD_MAX_MS` of host time ahead of the last frame, so a stalled worker
 *   stops the picture instead of inventing one.
 * - It does not step back while playing, except after a jump (seek, reopen).
 */

import type { RunAssigns } from "../bridge/index.ts";

export interface DrawClock {
  /** Tells the clock what the newest frame says. */
  observe(run: RunAssigns): void;
  /** Virtual microseconds to draw now. */
  drawTimeUs(): number;
}

const LEAD_MAX_MS = 100;
/** A frame this far from the expected time is a jump, not jitter. */
const JUMP_MS = 250;
/** Share of the error corrected per frame: small enough to be unseen, large enough not to drift. */
const CORRECTION = 0.15;

/** `nowMs` is the host clock, in milliseconds; it paces drawing only. */
export function createDrawClock(nowMs: () => number): DrawClock {
  let anchorUs = 0;
  let anchorMs = 0;
  let newestUs = 0;
  let newestMs = 0;
  let drawnUs = 0;
  /** Virtual microseconds per host millisecond; 0 while time stands still. */
  let rate = 0;

  return {
    observe(run) {
      const ms = nowMs();
      const moves = run.playing && run.seekPercent === null && Number.isFinite(run.speed);
      const nextRate = moves ? run.speed * 1_000 : 0;
      const expectedUs = anchorUs + (ms - anchorMs) * rate;
      const errorUs = run.nowUs - expectedUs;
      const isSteady = nextRate > 0 && nextRate === rate && Math.abs(errorUs) < JUMP_MS * rate;
      anchorUs = isSteady ? expectedUs + errorUs * CORRECTION : run.nowUs;
      anchorMs = ms;
      newestUs = run.nowUs;
      newestMs = ms;
      rate = nextRate;
      if (!isSteady) drawnUs = run.nowUs;
    },
    drawTimeUs() {
      if (rate === 0) return newestUs;
      const ms = nowMs();
      const aheadMs = Math.min(ms - newestMs, LEAD_MAX_MS);
      const limitUs = newestUs + aheadMs * rate;
      drawnUs = Math.max(drawnUs, Math.min(anchorUs + (ms - anchorMs) * rate, limitUs));
      return drawnUs;
    },
  };
}
