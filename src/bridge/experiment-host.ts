/**
 * A spare worker's end of the experiments: takes one order at a time, computes it, and says how far it is. It holds
 * nothing between two orders but data files, so any worker may get any order, and a dead one loses only its own.
 */

import {
  type ExperimentOrder,
  type ExperimentOutcome,
  findScenario,
  huntSeed,
  openTrial,
  type TrialOrder,
} from "../sim/index.ts";

/** To the worker; `id` comes back with everything that is said about this order. */
export interface ExperimentCall {
  readonly id: number;
  readonly order: ExperimentOrder;
}

export type ExperimentAnswer =
  | { readonly kind: "progress"; readonly id: number; readonly share: number; readonly events: number }
  | { readonly kind: "done"; readonly id: number; readonly outcome: ExperimentOutcome }
  /** There is no such run, or it ran into a programmer error. The worker goes on. */
  | { readonly kind: "failed"; readonly id: number; readonly error: string };

export interface ExperimentHostOptions {
  readonly post: (answer: ExperimentAnswer) => void;
  readonly loadResource: (name: string) => Promise<Uint8Array>;
  /** Wall clock in milliseconds; only the rate of progress messages reads it. */
  readonly nowMs: () => number;
}

type Computed = { readonly ok: true; readonly value: ExperimentOutcome } | Refused;
type Refused = { readonly ok: false; readonly error: string };

const PROGRESS_EVERY_MS = 100;

/** What to do with a message that reaches the worker. */
export function serveExperiments(options: ExperimentHostOptions): (call: ExperimentCall) => Promise<void> {
  const loaded = new Map<string, Promise<Uint8Array>>();
  const load = (name: string): Promise<Uint8Array> => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const loading = options.loadResource(name);
    loaded.set(name, loading);
    return loading;
  };
  return async (call) => {
    const { id } = call;
    try {
      const done = await compute(call, options, load);
      if (done.ok) options.post({ kind: "done", id, outcome: done.value });
      else options.post({ kind: "failed", id, error: done.error });
    } catch (error) {
      options.post({ kind: "failed", id, error: error instanceof Error ? error.message : String(error) });
    }
  };
}

async function compute(
  { id, order }: ExperimentCall,
  options: ExperimentHostOptions,
  load: (name: string) => Promise<Uint8Array>,
): Promise<Computed> {
  const scenario = findScenario(order.scenario);
  if (!scenario.ok) return scenario;
  const resources: Record<string, Uint8Array> = {};
  for (const name of scenario.value.resources) resources[name] = await load(name);
  return order.kind === "seed" ? huntSeed(order, resources) : runTrial(id, order, { ...options, resources });
}

function runTrial(
  id: number,
  order: TrialOrder,
  {
    post,
    nowMs,
    resources,
  }: ExperimentHostOptions & { readonly resources: Readonly<Record<string, Uint8Array>> },
): Computed {
  const opened = openTrial(order, resources);
  if (!opened.ok) return opened;
  const trial = opened.value;
  let saidAtMs = nowMs();
  while (trial.advance()) {
    if (nowMs() - saidAtMs < PROGRESS_EVERY_MS) continue;
    saidAtMs = nowMs();
    post({ kind: "progress", id, share: trial.share, events: trial.events });
  }
  return { ok: true, value: trial.outcome() };
}
