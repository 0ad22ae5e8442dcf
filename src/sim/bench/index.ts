/** Door of the benchmark shapes. */

export type { BenchShape, PreparedShape } from "./shape.ts";
export { BENCH_SHAPES } from "./shapes.ts";
