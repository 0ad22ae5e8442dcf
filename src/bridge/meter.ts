/** What the worker measures of its own work by the wall clock: time spent running, and events per second. */

/** Milliseconds spent in measured work; time between the pieces of work does not count. */
export interface Meter {
  measure<T>(work: () => T): T;
  /** May be read inside of measured work too. */
  read(): number;
}

export function createMeter(clock: () => number): Meter {
  let total = 0;
  let sinceMs: number | undefined;
  return {
    measure(work) {
      if (sinceMs !== undefined) return work();
      sinceMs = clock();
      try {
        return work();
      } finally {
        total += clock() - sinceMs;
        sinceMs = undefined;
      }
    },
    read: () => (sinceMs === undefined ? total : total + clock() - sinceMs),
  };
}

export interface Rate {
  add(events: number): void;
  perSecond(): number;
}

/** How long the event rate is averaged. */
const RATE_WINDOW_MS = 500;

export function createRate(clock: () => number): Rate {
  let sinceMs = clock();
  let counted = 0;
  let perSecond = 0;
  return {
    add(events) {
      counted += events;
      const elapsedMs = clock() - sinceMs;
      if (elapsedMs < RATE_WINDOW_MS) return;
      perSecond = Math.round((1_000 * counted) / elapsedMs);
      counted = 0;
      sinceMs += elapsedMs;
    },
    perSecond: () => perSecond,
  };
}
