/**
 * What a person can do with spare workers, as verbs over the experiment store.
 *
 * Invariants
 * - Starting one experiment stops the one before; an answer of a stopped one changes nothing (each has a number).
 * - The workers live from the first experiment until the panel is closed.
 */

import type { Client, Experiments, HuntProgress, Reply, SeedResult } from "../bridge/index.ts";
import type { ExperimentState, ExperimentStore, ExperimentVerbs, HuntRequest } from "./experiment-store.ts";
import { type OpenMoment, openMoment } from "./open-moment.ts";
import type { RunStore } from "./run-store.ts";
import { addNotice, type UiStore } from "./ui-store.ts";
import { SEED_MAX } from "./url-state.ts";

export interface ExperimentOptions {
  readonly store: ExperimentStore;
  readonly client: Pick<Client, "open" | "inputs" | "settings">;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
  /** Fetches the experiments and makes their pool. */
  readonly load: () => Promise<Experiments>;
}

const NOTHING_YET: HuntProgress = { seeds: 0, events: 0, others: 0, found: null };
/** Opening a run takes the worker that shows it; nothing to stop. */
const NO_RUN = "No run is open yet.";

/** What every experiment has in common: the kit, its number, and whether it is still wanted. */
interface Turn {
  readonly kit: Experiments;
  readonly isCurrent: () => boolean;
}

export function createExperimentVerbs(options: ExperimentOptions): ExperimentVerbs {
  const { store } = options;
  let turns = 0;
  let loading: Promise<Experiments> | undefined;

  const load = async (): Promise<Experiments | null> => {
    loading ??= options.load();
    try {
      const kit = await loading;
      store.setState({ kit });
      return kit;
    } catch (error) {
      loading = undefined;
      store.setState({ problem: `The experiments could not be fetched: ${String(error)}` });
      return null;
    }
  };
  const stop = (): void => {
    turns++;
    store.getState().kit?.pool.cancel();
    store.setState(stopped(store.getState()));
  };
  const begin = async (): Promise<Turn | null> => {
    stop();
    const turn = turns;
    store.setState({ problem: null });
    const kit = await load();
    return kit === null || turn !== turns ? null : { kit, isCurrent: () => turn === turns };
  };
  return {
    async openPanel() {
      store.setState({ isOpen: true });
      await load();
    },
    closePanel() {
      stop();
      store.getState().kit?.pool.rest();
      store.setState({ isOpen: false });
    },
    async measure(request) {
      const turn = await begin();
      if (turn !== null) await measure(options, turn, request);
    },
    async hunt(request) {
      const turn = await begin();
      if (turn !== null) await hunt(options, turn, request);
    },
    async shrink() {
      const turn = await begin();
      if (turn !== null) await shrink(options, turn);
    },
    stop,
    openSeed: (seed) => openSeed(options, seed),
    openFound: (form) => openFound(options, form),
  };
}

/** The state with whatever runs marked as stopped; what was found stays. */
function stopped({ measure, hunt, shrink }: ExperimentState): Partial<ExperimentState> {
  const end = <T extends { readonly status: string }>(run: T | null): T | null =>
    run?.status === "running" ? { ...run, status: "stopped" } : run;
  return { measure: end(measure), hunt: end(hunt), shrink: end(shrink) };
}

async function measure(
  { store, client, runStore }: ExperimentOptions,
  { kit, isCurrent }: Turn,
  { count, untilUs }: { readonly count: number; readonly untilUs: number },
): Promise<void> {
  const { run } = runStore.getState().assigns;
  if (run === undefined) return store.setState({ problem: NO_RUN });
  const first = Math.min(run.seed, SEED_MAX - count + 1);
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  const inputs = client.inputs().filter(({ atUs }) => atUs <= untilUs);
  const { scenario } = run;
  const { parameters = {}, defects = [] } = client.settings();
  const plan = { scenario, seeds, inputs, untilUs, defects, parameters };
  const shown = { status: "running", plan, share: 0, events: 0, outcomes: [] } as const;
  store.setState({ measure: shown });
  const reply = await kit.measureSeeds(kit.pool, plan, (progress) => {
    if (isCurrent()) store.setState({ measure: { status: "running", plan, ...progress } });
  });
  if (!isCurrent()) return;
  const last = store.getState().measure ?? shown;
  store.setState({ measure: { ...last, status: reply.ok ? "done" : "stopped" }, ...problemOf(reply) });
  if (!reply.ok) kit.pool.cancel();
}

async function hunt(
  { store, client, runStore }: ExperimentOptions,
  { kit, isCurrent }: Turn,
  request: HuntRequest,
): Promise<void> {
  const { scenario, first, count, checker, defect } = request;
  const isOpenScenario = runStore.getState().assigns.run?.scenario === scenario;
  // The seeds of the catalogue hold for the parameters of a campaign.
  const parameters = isOpenScenario && defect === null ? (client.settings().parameters ?? {}) : {};
  const defects = defect === null ? [] : [defect];
  const show = (status: "running" | "done" | "stopped", progress: HuntProgress): void =>
    store.setState({ hunt: { status, request, progress } });
  store.setState({ shrink: null });
  show("running", NOTHING_YET);
  const plan = { scenario, parameters, defects, first, count, checker };
  const reply = await kit.huntSeeds(kit.pool, plan, (progress) => {
    if (isCurrent()) show("running", progress);
  });
  if (!isCurrent()) return;
  const reached = reply.ok ? reply.value : (store.getState().hunt?.progress ?? NOTHING_YET);
  show(reply.ok ? "done" : "stopped", reached);
  store.setState(problemOf(reply));
}

async function shrink({ store }: ExperimentOptions, { kit, isCurrent }: Turn): Promise<void> {
  const { hunt: hunted } = store.getState();
  const found = hunted?.progress.found;
  if (hunted === null || found === null || found === undefined) return;
  const { scenario, defect } = hunted.request;
  const from = found.inputs.length;
  const start = { inputs: found.inputs, tries: 0 };
  store.setState({ shrink: { status: "running", from, progress: start, result: null } });
  const plan = { scenario, defects: defect === null ? [] : [defect], found };
  const reply = await kit.shrinkFound(kit.pool, plan, (progress) => {
    if (isCurrent()) store.setState({ shrink: { status: "running", from, progress, result: null } });
  });
  if (!isCurrent()) return;
  const progress = store.getState().shrink?.progress ?? start;
  const result = reply.ok ? reply.value.result : null;
  const status = reply.ok ? "done" : "stopped";
  store.setState({ shrink: { status, from, progress, result }, ...problemOf(reply) });
}

async function openSeed(options: ExperimentOptions, seed: number): Promise<void> {
  const { measure: measured } = options.store.getState();
  const outcome = measured?.outcomes.find((one) => one.seed === seed);
  if (measured === null || outcome === undefined) return;
  const { seeds: _all, untilUs: _end, ...run } = measured.plan;
  const { reachedUs: atUs, hash } = outcome;
  await open(options, { ...run, seed, atUs, hash });
}

async function openFound(options: ExperimentOptions, form: "whole" | "shrunk"): Promise<void> {
  const { hunt: hunted, shrink: shrunk } = options.store.getState();
  const found: SeedResult | null = (form === "whole" ? hunted?.progress.found : shrunk?.result) ?? null;
  if (hunted === null || found === null || found.before === null) return;
  const { scenario, defect } = hunted.request;
  const { seed, parameters, inputs, before } = found;
  const defects = defect === null ? [] : [defect];
  await open(options, { scenario, seed, parameters, inputs, defects, ...before });
}

/** What came of it is said in the panel; where that is closed meanwhile, as a notice of the page. */
async function open(options: ExperimentOptions, moment: OpenMoment): Promise<void> {
  const { store, uiStore } = options;
  store.setState({ arrival: null });
  const reply = await openMoment(options, moment, (arrival) => {
    if (store.getState().isOpen) store.setState({ arrival });
    else addNotice(uiStore, arrival.isSame ? "info" : "problem", arrival.text);
  });
  store.setState(problemOf(reply));
}

function problemOf(reply: Reply<unknown>): Pick<ExperimentState, "problem"> {
  return { problem: reply.ok ? null : reply.error };
}
