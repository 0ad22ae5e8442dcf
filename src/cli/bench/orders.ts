/** What is asked of each engine in one whole run. */

import type { BenchShape } from "../../sim/index.ts";
import type { Order } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** Populations that slopes are measured at. */
export const POPULATIONS: readonly number[] = [1_000, 10_000, 100_000, 1_000_000];

const BUDGET_MS = 1_200;
const QUICK_BUDGET_MS = 150;
const TIMEOUT_MS = 20_000;
const QUICK_TIMEOUT_MS = 10_000;

/** One order per shape, or one per shape and population. */
export function ordersFor(options: BenchOptions): readonly Order[] {
  return options.shapes.flatMap((shape) =>
    options.isSlopes ? slopeOrders(shape, options.isQuick) : orderFor(shape, options),
  );
}

function orderFor(shape: BenchShape, { isQuick, isFresh }: BenchOptions): Order {
  return {
    id: shape.id,
    size: isQuick ? shape.quickSize : shape.size,
    ofPopulation: false,
    warmUps: warmUpsFor(shape, isFresh),
    passes: 3,
    ...timesFor(isQuick),
  };
}

function slopeOrders({ id, population }: BenchShape, isQuick: boolean): readonly Order[] {
  if (population === undefined) return [];
  const most = Math.min(population.max ?? Number.POSITIVE_INFINITY, isQuick ? 10_000 : 1_000_000);
  return POPULATIONS.filter((size) => size <= most).map((size) => {
    const passes = { warmUps: size < 1_000_000 ? 1 : 0, passes: 3 };
    return { id, size, ofPopulation: true, ...passes, ...timesFor(isQuick) };
  });
}

function timesFor(isQuick: boolean): Pick<Order, "budgetMs" | "timeoutMs"> {
  return isQuick
    ? { budgetMs: QUICK_BUDGET_MS, timeoutMs: QUICK_TIMEOUT_MS }
    : { budgetMs: BUDGET_MS, timeoutMs: TIMEOUT_MS };
}

/** An isolate that has seen all shapes needs one pass at full size to be compiled again; a million births do it alone. */
function warmUpsFor({ leavesProcesses }: BenchShape, isFresh: boolean): number {
  return (isFresh ? 2 : 1) - (leavesProcesses === true ? 1 : 0);
}
