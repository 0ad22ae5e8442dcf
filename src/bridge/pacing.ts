/**
 * How far a frame may run: wall time in, virtual time out.
 *
 * The run owes the person `speed` virtual seconds per wall second. A frame that comes late pays at most
 * `CATCH_UP_MAX_MS` of the debt (a hidden tab must not lurch); a frame that cannot keep up forgets what it did not
 * reach, so that speed stays honest and the page stays fluid.
 *
 * Invariant: the clock decides only *how far* a frame goes, never what happens in it.
 */

export const CATCH_UP_MAX_MS = 250;
/** Work per frame: leaves the worker time to answer and the machine time to paint. */
export const FRAME_BUDGET_MS = 10;
export const EVENTS_PER_SLICE = 256;

export interface Pacer {
  /** Starts owing from `wallMs` on, at virtual time `nowUs`. */
  start(wallMs: number, nowUs: number): void;
  stop(): void;
  setSpeed(speed: number): void;
  /** Virtual time up to which to run now. */
  goalUs(wallMs: number, nowUs: number): number;
  readonly speed: number;
  readonly playing: boolean;
}

export function createPacer(initialSpeed: number): Pacer {
  let speed = initialSpeed;
  let playing = false;
  let lastWallMs = 0;
  let owedUs = 0;
  return {
    get speed() {
      return speed;
    },
    get playing() {
      return playing;
    },
    start(wallMs, nowUs) {
      playing = true;
      lastWallMs = wallMs;
      owedUs = nowUs;
    },
    stop() {
      playing = false;
    },
    setSpeed(next) {
      speed = next;
    },
    goalUs(wallMs, nowUs) {
      const elapsedMs = Math.min(Math.max(wallMs - lastWallMs, 0), CATCH_UP_MAX_MS);
      lastWallMs = wallMs;
      if (speed === Number.POSITIVE_INFINITY) return speed;
      const reachableUs = nowUs + CATCH_UP_MAX_MS * 1_000 * speed;
      owedUs = Math.min(Math.max(owedUs, nowUs) + elapsedMs * 1_000 * speed, reachableUs);
      return Math.floor(owedUs);
    },
  };
}
