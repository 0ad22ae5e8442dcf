/**
 * Seeking while a hand moves: the worker is asked for one moment at a time, and always for the last one.
 *
 * Invariants
 * - At most one request is under way, and none starts sooner than `SEEK_EVERY_MS` after the one before.
 * - Moments that were overtaken are never asked for; the last one always is.
 */

export interface Seeker {
  seek(us: number): void;
  /** Where the hand wants to be while the worker is still on its way; null when it has arrived. */
  targetUs(): number | null;
}

export const SEEK_EVERY_MS = 50;

/** `send` resolves when the worker has answered; `onSettled` is called when nothing more is wanted. */
export function createSeeker(send: (us: number) => Promise<void>, onSettled: () => void): Seeker {
  let wanted: number | null = null;
  let target: number | null = null;
  const run = async (): Promise<void> => {
    while (wanted !== null) {
      const us = wanted;
      wanted = null;
      await Promise.allSettled([send(us), pause()]);
      // The frame that shows the answer comes a little later; until then the hand's place stands.
      if (wanted === null) await pause();
    }
    target = null;
    onSettled();
  };
  return {
    seek(us) {
      const isIdle = target === null;
      wanted = us;
      target = us;
      if (isIdle) void run();
    },
    targetUs: () => target,
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SEEK_EVERY_MS));
}
