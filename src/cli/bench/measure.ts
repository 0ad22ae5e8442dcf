/**
 * Measures shapes in whatever engine this runs in: Node, or a worker of a browser.
 *
 * Method: warm-up runs, then measured ones, each on a world prepared afresh and not measured; median, and the spread
 * from the slowest to the fastest. All shapes run in one isolate, so the code is as polluted as in a real program.
 */

import { ensure } from "../../base/index.ts";
import type { BenchShape } from "./shapes.ts";

export const WARM_UPS = 2;
export const RUNS = 5;

/** Operations per second of one shape. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly size: number;
  readonly runs: number;
  readonly perSecondMedian: number;
  readonly perSecondMin: number;
  readonly perSecondMax: number;
  /** Of all events of one run; equal in every engine. Several when runs differ, which is a mistake. */
  readonly hash: string;
}

/** Measures one shape; `nowMs` is a clock with fractions of a millisecond. */
export function measureShape(shape: BenchShape, size: number, nowMs: () => number): Figure {
  const rates: number[] = [];
  const hashes = new Set<string>();
  for (let run = 0; run < WARM_UPS + RUNS; run++) {
    const prepared = shape.prepare(size);
    const startMs = nowMs();
    const operations = prepared.run();
    const elapsedMs = nowMs() - startMs;
    if (run >= WARM_UPS) rates.push((operations / elapsedMs) * 1000);
    hashes.add(prepared.hash());
  }
  rates.sort((a, b) => a - b);
  const at = (index: number): number => ensure(rates[index], "a shape is measured at least once");
  const { id, title, unit } = shape;
  return {
    id,
    title,
    unit,
    size,
    runs: RUNS,
    perSecondMedian: at(RUNS >> 1),
    perSecondMin: at(0),
    perSecondMax: at(RUNS - 1),
    hash: Array.from(hashes).join(" "),
  };
}
