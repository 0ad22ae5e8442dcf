/** One worker against two, on the large world; and how busy a window must be for two to pay. */

import { openSpreadWorld } from "../../bridge/index.ts";
import { breakEvenEvents, type Parameters, type WorldOrder } from "../../sim/index.ts";
import { quantileOf } from "../bench/statistics.ts";
import { measureSpread, type SpreadSample } from "./measure.ts";
import { measurePrefix } from "./prefix.ts";
import { startThread } from "./threads.ts";

export interface SpeedPlan {
  readonly nodes: number;
  readonly parameters: Parameters;
  readonly shards: number;
  readonly untilUs: number;
  readonly runs: number;
}

export interface SpeedFigures {
  readonly alone: SpreadSample;
  readonly spread: SpreadSample;
  /** Median over the runs of one worker's time by several workers' time. */
  readonly wallRatio: number;
  readonly cpuRatio: number | undefined;
  readonly wallRatios: readonly number[];
  readonly isEqual: boolean;
}

const WARM_US = 100_000;

/** Runs alternate, so that neighbours on the machine disturb both alike. */
export async function measureSpeed(plan: SpeedPlan): Promise<SpeedFigures> {
  const order = orderOf(plan);
  const times = { warmUs: WARM_US, untilUs: WARM_US + plan.untilUs };
  const pairs: (readonly [alone: SpreadSample, spread: SpreadSample])[] = [];
  for (let run = 0; run < plan.runs; run++) {
    const alone = await measureSpread({ ...order, shards: 1 }, times);
    pairs.push([alone, await measureSpread({ ...order, shards: plan.shards }, times)]);
  }
  const wallRatios = pairs.map(([alone, spread]) => alone.wallMs / spread.wallMs);
  const cpuRatios = pairs.flatMap(([alone, spread]) =>
    alone.cpuMs === undefined || spread.cpuMs === undefined ? [] : [alone.cpuMs / spread.cpuMs],
  );
  const [alone, spread] = pairs[0] as readonly [SpreadSample, SpreadSample];
  return {
    alone,
    spread,
    wallRatio: quantileOf(wallRatios, 0.5),
    cpuRatio: cpuRatios.length === 0 ? undefined : quantileOf(cpuRatios, 0.5),
    wallRatios,
    isEqual: pairs.every(([one, several]) => one.hash === alone.hash && several.hash === alone.hash),
  };
}

/** Processes per node of the worlds that are compared, from quiet to busy: about 15 events per window for each. */
const LADDER = [1, 4, 16, 64];
const LADDER_SETTINGS = { farPercent: 20, wakeEveryMs: 200 };

export interface BreakEven {
  /** Worlds of rising load: events per window, and one worker's time by several workers'. */
  readonly ladder: readonly { readonly eventsPerWindow: number; readonly wallRatio: number }[];
  /** Where the ratio passes one; undefined when it does not on the whole ladder. */
  readonly measuredEvents: number | undefined;
  /** What is expected from the time of an event and of an exchange; what `run --workers auto` goes by. */
  readonly expectedEvents: number;
  readonly eventUs: number;
  readonly exchangeUs: number;
}

/** Runs worlds of rising load on one worker and on several. */
export async function measureBreakEven(plan: SpeedPlan): Promise<BreakEven> {
  const ladder: { eventsPerWindow: number; wallRatio: number }[] = [];
  for (const processes of LADDER) {
    const { alone, wallRatio } = await measureSpeed({
      ...plan,
      parameters: { ...LADDER_SETTINGS, processes },
    });
    ladder.push({ eventsPerWindow: alone.events / alone.rounds, wallRatio });
  }
  const busiest = { ...plan, parameters: { ...LADDER_SETTINGS, processes: LADDER.at(-1) ?? 1 } };
  const { eventUs } = measurePrefix(orderOf(busiest), WARM_US + plan.untilUs);
  const exchangeUs = await measureExchangeUs(plan.shards);
  const expectedEvents = breakEvenEvents(plan.shards, { eventUs, exchangeUs });
  return { ladder, measuredEvents: crossingOf(ladder), expectedEvents, eventUs, exchangeUs };
}

/** Events per window at which the ratio passes one, on a straight line between two steps of the ladder. */
function crossingOf(ladder: BreakEven["ladder"]): number | undefined {
  for (const [i, upper] of ladder.entries()) {
    const lower = ladder[i - 1];
    if (upper.wallRatio < 1) continue;
    if (lower === undefined) return upper.eventsPerWindow;
    const share = (1 - lower.wallRatio) / (upper.wallRatio - lower.wallRatio);
    return lower.eventsPerWindow + share * (upper.eventsPerWindow - lower.eventsPerWindow);
  }
  return undefined;
}

function orderOf({ nodes, parameters }: SpeedPlan): Omit<WorldOrder, "shards"> {
  return {
    scenario: "thousand-nodes",
    nodes,
    seed: 1,
    parameters,
    resources: {},
    defects: [],
    inputs: [],
  };
}

/** Each leg is timed by itself and the middle one counts: the machine as it is, without its worst moments. */
const LEGS = 8;
const LEG_US = 250_000;

/** The time of a round in which hardly anything happens, in µs: the exchange alone. */
export async function measureExchangeUs(shards: number): Promise<number> {
  const parameters = { processes: 1, farPercent: 20, wakeEveryMs: 4 };
  const order = { scenario: "thousand-nodes", nodes: 2 * shards, seed: 1, parameters, resources: {} };
  const world = await openSpreadWorld({ ...order, defects: [], inputs: [], shards }, startThread);
  try {
    const legsUs: number[] = [];
    let rounds = (await world.advance(LEG_US))[0]?.rounds ?? 0;
    for (let leg = 2; leg <= LEGS + 1; leg++) {
      const startedMs = performance.now();
      const after = (await world.advance(leg * LEG_US))[0]?.rounds ?? 0;
      legsUs.push(((performance.now() - startedMs) * 1_000) / (after - rounds));
      rounds = after;
    }
    return quantileOf(legsUs, 0.5);
  } finally {
    world.end();
  }
}
