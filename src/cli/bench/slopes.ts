/** How the cost of an operation grows with the number of processes, timers or rows that are there. */

import { figureOf } from "./figures.ts";
import type { Order, Sample } from "./measure.ts";
import { POPULATIONS } from "./orders.ts";

/** One shape in one engine. */
export interface Slope {
  readonly shape: string;
  readonly engine: string;
  /** ns per operation, by population. */
  readonly ns: readonly (readonly [population: number, ns: number])[];
  /** The largest population's cost in terms of the smallest's. */
  readonly growth: number;
}

/** Slopes of one engine; shapes in the order of the orders. */
export function slopesOf(engine: string, samples: ReadonlyMap<Order, readonly Sample[]>): readonly Slope[] {
  const byShape = new Map<string, (readonly [number, number])[]>();
  for (const [{ id, size }, taken] of samples) {
    const ns = byShape.get(id) ?? [];
    byShape.set(id, ns);
    if (taken.length > 0) ns.push([size, 1e9 / figureOf(taken).wall.median]);
  }
  return Array.from(byShape, ([shape, ns]) => {
    const [first, last] = [ns[0]?.[1] ?? Number.NaN, ns.at(-1)?.[1] ?? Number.NaN];
    return { shape, engine, ns, growth: last / first };
  });
}

export function slopeRows(slopes: readonly Slope[]): readonly (readonly string[])[] {
  const heading = ["shape", "engine", ...POPULATIONS.map((size) => `ns at ${size}`), "last / first"];
  const rows = slopes.map(({ shape, engine, ns, growth }) => {
    const cells = POPULATIONS.map((size) => ns.find(([population]) => population === size)?.[1]);
    const texts = cells.map((value) => (value === undefined ? "-" : value.toFixed(0)));
    return [shape, engine, ...texts, `${growth.toFixed(1)}x`];
  });
  return [heading, ...rows];
}
