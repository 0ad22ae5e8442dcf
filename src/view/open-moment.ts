/**
 * Opens a moment that a spare worker has computed, and says whether the page arrives at the same state: the hash is
 * compared once, aloud in either case.
 */

import type { Client, InputRecord, Parameters, Reply } from "../bridge/index.ts";
import type { RunStore } from "./run-store.ts";
import type { UiStore } from "./ui-store.ts";
import { writeSeconds } from "./virtual-time.ts";

export interface OpenMoment {
  readonly scenario: string;
  readonly seed: number;
  readonly parameters: Parameters;
  readonly defects: readonly string[];
  readonly inputs: readonly InputRecord[];
  readonly atUs: number;
  readonly hash: string;
}

interface Page {
  readonly client: Pick<Client, "open">;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
}

/** What the comparison says; `isSame` is false when the page arrived at another state. */
export interface Arrival {
  readonly isSame: boolean;
  readonly text: string;
}

/** The run, paused at the moment. A selection stays only in a run of the same scenario. */
export async function openMoment(
  page: Page,
  moment: OpenMoment,
  onArrival: (arrival: Arrival) => void,
): Promise<Reply> {
  const { client, runStore, uiStore } = page;
  const { scenario, seed, parameters, defects, inputs, atUs } = moment;
  const before = runStore.getState().assigns.run;
  const reply = await client.open({
    scenario,
    seed,
    inputs,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(defects.length === 0 ? {} : { defects }),
    seekUs: atUs,
    playing: false,
  });
  if (!reply.ok) return reply;
  if (before?.scenario !== scenario) uiStore.setState({ selection: null });
  compareOnArrival(runStore, moment, onArrival);
  return reply;
}

function compareOnArrival(
  runStore: RunStore,
  { seed, scenario, atUs, hash, defects }: OpenMoment,
  onArrival: (arrival: Arrival) => void,
): void {
  const stop = runStore.subscribe(({ assigns: { run } }) => {
    if (run === undefined || run.seekPercent !== null) return;
    if (run.seed !== seed || run.scenario !== scenario) return;
    if (run.playing || run.nowUs > atUs) return stop();
    if (run.nowUs < atUs || run.hashAtUs !== atUs) return;
    stop();
    const isSame = run.hash === hash;
    const where = `Open: seed ${seed} at t ${writeSeconds(atUs)} s`;
    const planted = defects.length === 0 ? "" : ` This run has a planted defect: ${defects.join(", ")}.`;
    const verdict = isSame
      ? `the same state as in the spare worker, hash ${hash}.`
      : `but the state differs from the spare worker’s, hash ${run.hash} instead of ${hash}.`;
    onArrival({ isSame, text: `${where}, ${verdict}${planted}` });
  });
}
