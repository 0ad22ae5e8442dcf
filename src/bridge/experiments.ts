/**
 * Whole experiments over a pool: the same scenario with many seeds, a hunt for a seed that breaks an invariant, and the
 * shrinking of what it found.
 *
 * Invariant: what comes out is a function of the plan alone. Outcomes stand in the order of their seeds; the hunt's
 * answer is the lowest failing seed; shrinking reads the answers of a step in order.
 */

import {
  type ExperimentOrder,
  type ExperimentOutcome,
  HuntOrder,
  type HuntPlan,
  type InputRecord,
  type RunOrder,
  type SeedOrder,
  type SeedResult,
  type ShrinkState,
  settleShrink,
  shrinkCandidates,
  shrinkHorizonUs,
  startShrink,
  type TrialOutcome,
} from "../sim/index.ts";
import type { ExperimentPool } from "./experiment-pool.ts";
import type { Reply } from "./protocol.ts";

export interface MeasurePlan extends Omit<RunOrder, "seed"> {
  readonly seeds: readonly number[];
  readonly inputs: readonly InputRecord[];
  readonly untilUs: number;
}

export interface MeasureProgress {
  /** How much of all runs together is done, 0 to 1. */
  readonly share: number;
  readonly events: number;
  /** The runs that are done, in the order of the seeds. */
  readonly outcomes: readonly TrialOutcome[];
}

/** Runs every seed; the first refusal ends it. */
export async function measureSeeds(
  pool: ExperimentPool,
  plan: MeasurePlan,
  onProgress: (progress: MeasureProgress) => void,
): Promise<Reply<readonly TrialOutcome[]>> {
  const { seeds, ...rest } = plan;
  const outcomes: (TrialOutcome | undefined)[] = seeds.map(() => undefined);
  const shares = seeds.map(() => 0);
  const events = seeds.map(() => 0);
  const say = (): void =>
    onProgress({
      share: sum(shares) / seeds.length,
      events: sum(events),
      outcomes: outcomes.filter((outcome) => outcome !== undefined),
    });
  const problems = await Promise.all(
    seeds.map(async (seed, i): Promise<string | null> => {
      const reply = await pool.run({ ...rest, kind: "trial", seed }, (progress) => {
        shares[i] = progress.share;
        events[i] = progress.events;
        say();
      });
      if (!reply.ok) return reply.error;
      const outcome = reply.value as TrialOutcome;
      outcomes[i] = outcome;
      shares[i] = 1;
      events[i] = outcome.events;
      say();
      return null;
    }),
  );
  const error = problems.find((problem) => problem !== null);
  if (error !== undefined && error !== null) return { ok: false, error };
  return { ok: true, value: outcomes.filter((outcome) => outcome !== undefined) };
}

export interface HuntProgress {
  readonly seeds: number;
  readonly events: number;
  /** Seeds that broke another invariant than the wanted one. */
  readonly others: number;
  readonly found: SeedResult | null;
}

/** Looks at seeds until one breaks the wanted invariant or all are looked at. */
export async function huntSeeds(
  pool: ExperimentPool,
  plan: HuntPlan & Omit<SeedOrder, "kind" | "seed" | "faults">,
  onProgress: (progress: HuntProgress) => void,
): Promise<Reply<HuntProgress>> {
  const { scenario, parameters, defects } = plan;
  const hunt = new HuntOrder(plan);
  let problem: string | null = null;
  const facts = (): HuntProgress => {
    const { seeds, events, others, found } = hunt;
    return { seeds, events, others, found };
  };
  const lookOn = async (settled: () => void): Promise<void> => {
    for (let seed = hunt.hand(); seed !== undefined && problem === null; seed = hunt.hand()) {
      const reply = await pool.run({ kind: "seed", scenario, parameters, defects, seed });
      if (hunt.isOver) return;
      if (reply.ok) hunt.take(reply.value as SeedResult);
      else problem ??= reply.error;
      if (problem !== null || hunt.isOver) settled();
      else onProgress(facts());
    }
  };
  // Seeds above the answer may still be under way in other workers; nobody waits for them.
  await new Promise<void>((settled) => {
    for (let i = 0; i < pool.size; i++) void lookOn(settled);
  });
  return problem === null ? { ok: true, value: facts() } : { ok: false, error: problem };
}

export interface ShrinkProgress {
  /** The script so far. */
  readonly inputs: readonly InputRecord[];
  readonly tries: number;
}

export interface Shrunken extends ShrinkProgress {
  /** The same kind of answer as the hunt's, with fewer inputs. */
  readonly result: SeedResult;
}

/** Checkers of the healthy phase speak only in it: their runs are shrunk with it, and the cure stays. */
const NEEDS_HEALTHY_PHASE = /^converges_/;

/** Leaves out inputs for as long as the same invariant breaks. */
export async function shrinkFound(
  pool: ExperimentPool,
  { scenario, defects, found }: Pick<RunOrder, "scenario" | "defects"> & { readonly found: SeedResult },
  onProgress: (progress: ShrinkProgress) => void,
): Promise<Reply<Shrunken>> {
  if (found.violation === null) return { ok: false, error: "Nothing is broken in this run." };
  const run: RunOrder = { scenario, defects, seed: found.seed, parameters: found.parameters };
  const isInHealth = NEEDS_HEALTHY_PHASE.test(found.violation.checker);
  let state = startShrink(isInHealth ? found.faults : found.inputs, found.violation);
  while (!state.isDone) {
    const candidates = shrinkCandidates(state, pool.size);
    const orders = candidates.map((inputs) => orderOf(run, state, inputs));
    const replies = await Promise.all(orders.map((order) => pool.run(order)));
    const refused = replies.find((reply) => !reply.ok);
    if (refused?.ok === false) return refused;
    const outcomes = replies.map((reply) => (reply as { readonly value: ExperimentOutcome }).value);
    state = settleShrink(
      state,
      candidates,
      outcomes.map(({ violation }) => violation),
    );
    onProgress({ inputs: state.inputs, tries: state.tries });
  }
  const result = await finalResult(pool, run, { state, found });
  if (!result.ok) return result;
  return { ok: true, value: { inputs: state.inputs, tries: state.tries, result: result.value } };
}

function orderOf(run: RunOrder, state: ShrinkState, inputs: readonly InputRecord[]): ExperimentOrder {
  if (NEEDS_HEALTHY_PHASE.test(state.violation.checker)) return { ...run, kind: "seed", faults: inputs };
  return { ...run, kind: "trial", inputs, untilUs: shrinkHorizonUs(state) };
}

/** The moment before the violation of the shrunk run, and its hash. */
async function finalResult(
  pool: ExperimentPool,
  run: RunOrder,
  { state, found }: { readonly state: ShrinkState; readonly found: SeedResult },
): Promise<Reply<SeedResult>> {
  const { inputs, violation } = state;
  if (NEEDS_HEALTHY_PHASE.test(violation.checker)) {
    const reply = await pool.run({ ...run, kind: "seed", faults: inputs });
    return reply.ok ? { ok: true, value: reply.value as SeedResult } : reply;
  }
  const untilUs = Math.max(0, violation.atUs - 1);
  const reply = await pool.run({ ...run, kind: "trial", inputs, untilUs });
  if (!reply.ok) return reply;
  const { hash, events } = reply.value as TrialOutcome;
  const before = { atUs: untilUs, hash };
  return { ok: true, value: { ...found, inputs, faults: inputs, violation, before, events } };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
