/** Work in slices, one a frame, for as long as there is more to do: the worker can answer in between. */

export interface HostOptions {
  /** Wall clock in milliseconds; only budgets and rates read it. */
  readonly clock: () => number;
  readonly loadResource: (name: string) => Promise<Uint8Array>;
  readonly defer: (callback: () => void, delayMs: number) => void;
}

const FRAME_MS = 16;

export interface Ticker {
  /** Makes sure that a slice is coming. */
  wake(): void;
}

/** `slice` does a little and answers whether there is more. */
export function createTicker(
  { clock, defer }: Pick<HostOptions, "clock" | "defer">,
  slice: () => boolean,
): Ticker {
  let isComing = false;
  const wake = (delayMs: number): void => {
    if (isComing) return;
    isComing = true;
    defer(() => {
      isComing = false;
      const startMs = clock();
      if (slice()) wake(Math.max(0, FRAME_MS - (clock() - startMs)));
    }, delayMs);
  };
  return { wake: () => wake(0) };
}
