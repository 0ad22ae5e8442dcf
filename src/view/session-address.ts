/**
 * The address bar kept in step with the session: what it says now, and when it is written.
 *
 * Invariants
 * - It is written when lens, selection, pause, step, branch or intervention change, never per frame.
 * - Another lens, scenario or seed is a navigation and makes an entry in the browser's history; nothing else does.
 */

import { WHOLE_PAGE } from "./display.ts";
import { INPUTS_MAX } from "./input-codec.ts";
import type { RunState } from "./run-store.ts";
import type { SessionOptions } from "./session.ts";
import { addNotice } from "./ui-store.ts";
import { type Address, type ParsedAddress, parseAddress, writeAddress } from "./url-state.ts";

/** Opened when neither the address bar nor the worker says otherwise. */
const DEFAULT_SEED = 42;
/** Safari refuses more than a hundred address changes in thirty seconds. */
const ADDRESS_DELAY_MS = 250;
const TOO_MANY_INPUTS = `After ${INPUTS_MAX} interventions the address bar cannot hold the run any more; download the journal to keep it.`;

export function defaultAddress(scenarios: readonly string[]): Address {
  return {
    scenario: scenarios[0] ?? "learning-cluster",
    seed: DEFAULT_SEED,
    lens: "stage",
    selection: null,
    atUs: null,
    untilUs: null,
    speed: null,
    inputs: [],
  };
}

/** Writes the address bar a moment after something that belongs into it has changed. Returns how to stop. */
export function followAddress(options: SessionOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: Address | undefined;
  const write = (): void => {
    const { assigns, engineVersion } = options.runStore.getState();
    if (assigns.run === undefined) return;
    const address = currentAddress(options);
    if (address.inputs.length > INPUTS_MAX) {
      addNotice(options.uiStore, "info", TOO_MANY_INPUTS);
      return;
    }
    const isNavigation = written !== undefined && isElsewhere(address, written);
    written = address;
    options.writeHash(writeAddress(address, engineVersion ?? undefined), isNavigation);
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, ADDRESS_DELAY_MS);
  };
  const stopUi = options.uiStore.subscribe((state, before) => {
    if (state.lens !== before.lens || state.selection !== before.selection) schedule();
  });
  const stopRun = options.runStore.subscribe((state, before) => {
    if (addressChanged(state, before) || branchChanged(state, before)) schedule();
  });
  return () => {
    clearTimeout(timer);
    stopUi();
    stopRun();
  };
}

/** Another place to look at: what the browser's Back undoes. Time and interventions are undone by other keys. */
export function isElsewhere(one: Address, other: Address): boolean {
  return one.lens !== other.lens || !isSameRun(one, other);
}

export function isSameRun(one: Address, other: Address): boolean {
  return one.scenario === other.scenario && one.seed === other.seed;
}

function addressChanged({ assigns: { run } }: RunState, { assigns: { run: before } }: RunState): boolean {
  if (run === undefined || run === before || run.seekPercent !== null) return false;
  if (before === undefined) return true;
  return (
    run.playing !== before.playing ||
    run.inputs !== before.inputs ||
    run.scenario !== before.scenario ||
    run.seed !== before.seed ||
    run.speed !== before.speed ||
    run.untilUs !== before.untilUs ||
    (!run.playing && run.nowUs !== before.nowUs)
  );
}

/** Another branch, or the same with other interventions: seen once the moment is reached. */
function branchChanged({ assigns: { run, timeline } }: RunState, { assigns: before }: RunState): boolean {
  if (timeline === undefined || run === undefined || run.seekPercent !== null) return false;
  return timeline.inputs !== before.timeline?.inputs || timeline.branch !== before.timeline.branch;
}

export function readAddress(
  { readHash, runStore }: SessionOptions,
  scenarios: readonly string[],
): ParsedAddress {
  const { engineVersion } = runStore.getState();
  return parseAddress(readHash(), scenarios, defaultAddress(scenarios), engineVersion ?? undefined);
}

/** The link to this very moment, also of a run that plays. */
export function linkToNow(options: SessionOptions): string {
  const address = currentAddress(options);
  const { assigns, engineVersion } = options.runStore.getState();
  const atUs = assigns.run?.nowUs ?? address.atUs;
  return writeAddress({ ...address, atUs }, engineVersion ?? undefined);
}

/** The address of what is on the screen; the moment belongs to it only while the run is paused. */
export function currentAddress(options: SessionOptions): Address {
  const { client, runStore, uiStore } = options;
  const { assigns, scenarios } = runStore.getState();
  const { lens, selection, display } = uiStore.getState();
  const ids = scenarios.map((scenario) => scenario.id);
  const { run } = assigns;
  if (run === undefined) return readAddress(options, ids).address;
  return {
    ...client.settings(),
    ...(display !== WHOLE_PAGE && { display }),
    scenario: run.scenario,
    seed: run.seed,
    lens,
    selection,
    atUs: run.playing ? null : run.nowUs,
    untilUs: run.untilUs,
    speed: run.speed,
    inputs: client.inputs(),
  };
}
