/** The shapes to be measured, and which of them a command asks for. */

import { err, ok, type Result } from "../../base/index.ts";
import { BENCH_SHAPES, type BenchShape } from "../../sim/index.ts";

export type { BenchShape };

/** The shapes of these ids, or all; or which id there is none of. */
export function shapesNamed(ids: readonly string[] | undefined): Result<readonly BenchShape[]> {
  if (ids === undefined) return ok(BENCH_SHAPES);
  const unknown = ids.find((id) => !BENCH_SHAPES.some((shape) => shape.id === id));
  if (unknown !== undefined) {
    return err(`there is no shape "${unknown}"; known: ${BENCH_SHAPES.map(({ id }) => id).join(", ")}`);
  }
  return ok(BENCH_SHAPES.filter(({ id }) => ids.includes(id)));
}

/** The size to measure a shape at. */
export function sizeOf(shape: BenchShape, isQuick: boolean): number {
  return isQuick ? shape.quickSize : shape.size;
}
