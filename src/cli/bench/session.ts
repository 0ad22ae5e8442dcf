/**
 * A session: whole runs of all orders in all engines, interleaved, so that a slow minute of the machine hits everybody.
 *
 * Within a whole run each shape is measured by the BEAM, then by each engine in turn, before the next shape begins. A
 * whole run has isolates of its own.
 */

import type { Beam } from "./beam.ts";
import { type BeamMetric, nameFor } from "./beam-metrics.ts";
import type { Engine } from "./engine.ts";
import type { Order, Sample } from "./measure.ts";

export interface SessionPlan {
  readonly orders: readonly Order[];
  readonly engines: readonly Engine[];
  readonly beam: Beam | undefined;
  readonly runs: number;
  readonly isFresh: boolean;
  /** No whole run begins that would probably end after so much time, and no shape does then. */
  readonly limitMs: number;
  readonly say: (line: string) => void;
}

export interface SessionOutcome {
  /** Samples of each engine by its name and the order; none where it took too long. */
  readonly samples: ReadonlyMap<string, ReadonlyMap<Order, readonly Sample[]>>;
  /** Engines by name, as they call themselves. */
  readonly titles: ReadonlyMap<string, string>;
  readonly beam: readonly BeamMetric[];
  readonly runs: number;
}

type Samples = Map<string, Map<Order, Sample[]>>;

/** Shapes that the BEAM takes seconds for are run once in a whole run, the others three times. */
const SLOW_ON_BEAM = new Set(["spawn1m", "bigring", "supstart", "timers"]);
const BEAM_RUNS = 3;

export async function runSession(plan: SessionPlan, nowMs: () => number): Promise<SessionOutcome> {
  const samples: Samples = new Map();
  const beam: BeamMetric[] = [];
  const startMs = nowMs();
  let runs = 0;
  while (runs < plan.runs) {
    const elapsedMs = nowMs() - startMs;
    if (runs > 0 && elapsedMs + elapsedMs / runs > plan.limitMs) {
      plan.say(`stopped after ${runs} of ${plan.runs} whole runs: another would take too long`);
      break;
    }
    const isOver = (): boolean => nowMs() - startMs > plan.limitMs;
    beam.push(...(await wholeRun(plan, samples, isOver)));
    runs++;
  }
  const titles = new Map(plan.engines.map((engine) => [engine.name, engine.title()]));
  return { samples, titles, beam, runs };
}

async function wholeRun(
  plan: SessionPlan,
  samples: Samples,
  isOver: () => boolean,
): Promise<readonly BeamMetric[]> {
  const beam: BeamMetric[] = [];
  const asked = new Set<string>();
  if (!plan.isFresh) for (const engine of plan.engines) await openWarm(engine);
  for (const order of plan.orders) {
    if (isOver()) {
      plan.say(`stopped before ${order.id}: the time is over; --shape measures some shapes only`);
      break;
    }
    const name = nameFor(order.id);
    if (plan.beam !== undefined && name !== undefined && !asked.has(name)) {
      asked.add(name);
      beam.push(...(await measureBeam(plan.beam, name)));
    }
    for (const engine of plan.engines) await measureWith(engine, order, plan, samples);
  }
  return beam;
}

/** Measures an order; one that took too long before is not tried again. */
async function measureWith(engine: Engine, order: Order, plan: SessionPlan, samples: Samples): Promise<void> {
  const own = samples.get(engine.name) ?? new Map<Order, Sample[]>();
  samples.set(engine.name, own);
  const before = own.get(order);
  if (before?.length === 0) return;
  if (plan.isFresh) await engine.openIsolate();
  const sample = await engine.measure(order);
  const what = `${engine.title()} ${order.id}${order.ofPopulation ? ` of ${order.size}` : ""}`;
  own.set(order, sample === undefined ? [] : [...(before ?? []), sample]);
  plan.say(sample === undefined ? `${what}: given up after ${order.timeoutMs / 1_000} s` : what);
  if (sample === undefined && !plan.isFresh) await openWarm(engine);
}

async function openWarm(engine: Engine): Promise<void> {
  await engine.openIsolate();
  await engine.warmUp();
}

function measureBeam(beam: Beam, name: string): Promise<readonly BeamMetric[]> {
  if (name === "registry" && !beam.hasElixir) return Promise.resolve([]);
  return beam.measure(name, SLOW_ON_BEAM.has(name) ? 1 : BEAM_RUNS);
}
