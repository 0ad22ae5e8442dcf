/**
 * What a person can do with the run, as verbs: open, act, play, share, import, reopen. Ties the client to the stores
 * and keeps the worker's views in step with what is on the screen.
 *
 * Invariants
 * - Exactly the views on the screen are mounted: run, the open lens, and the inspector (also while its
 *   panel is closed, because the keys K, P, X and C press its actions).
 * - Every refusal of the worker becomes a notice in plain words; nothing fails silently.
 * - The address bar is written when lens, selection, pause, step or intervention change, never per frame.
 */

import type { Action, Client, InspectorAction, OpenRequest, Reply, Transport } from "../bridge/index.ts";
import { compareHash } from "./compare-hash.ts";
import { INPUTS_MAX } from "./input-codec.ts";
import { parseJournal } from "./journal-file.ts";
import { dropAllViews, dropView, type RunState, type RunStore } from "./run-store.ts";
import { addNotice, LENS_IDS, type LensId, type UiState, type UiStore } from "./ui-store.ts";
import { type Address, parseAddress, writeAddress } from "./url-state.ts";

export interface SessionOptions {
  readonly client: Client;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
  readonly drawTimeUs: () => number;
  /** The fragment of the page's address, and how to replace it without a history entry. */
  readonly readHash: () => string;
  readonly writeHash: (hash: string) => void;
}

export interface Session {
  /** Starts the worker and opens the run of the address bar. */
  begin(): Promise<void>;
  /** Opens what the address bar describes; also called when a person edits it or pastes a link. */
  openAddressBar(): Promise<void>;
  /** Opens another scenario or seed from its start. */
  openRun(run: { readonly scenario?: string; readonly seed?: number }): Promise<void>;
  act(action: Action): Promise<void>;
  /** Presses a button of the inspector; its action was made by the worker and is only handed back. */
  actFromInspector(entry: InspectorAction): Promise<void>;
  transport(command: Transport): Promise<void>;
  /** Fragment that leads another person to this very moment. */
  linkHash(): string;
  /** The journal as text of a file; null when the worker refused (a notice says why). */
  exportJournal(): Promise<string | null>;
  importJournal(text: string): Promise<void>;
  /** Replaces the worker and replays to just before `untilUs`, or to the last known time. */
  reopen(untilUs?: number): Promise<void>;
  /** The page was hidden or shown again: a hidden run waits. */
  setHidden(hidden: boolean): void;
  drawTimeUs(): number;
  end(): void;
}

/** Opened when neither the address bar nor the worker says otherwise. */
const DEFAULT_SEED = 42;
/** Safari refuses more than a hundred address changes in thirty seconds. */
const ADDRESS_DELAY_MS = 250;
const TOO_MANY_INPUTS = `After ${INPUTS_MAX} interventions the address bar cannot hold the run any more; download the journal to keep it.`;

export function createSession(options: SessionOptions): Session {
  const { client, runStore, uiStore } = options;
  const report = (reply: Reply<unknown>): boolean => {
    if (!reply.ok) addNotice(uiStore, "problem", reply.error);
    return reply.ok;
  };
  const open = (address: Address): Promise<boolean> => openAddress(options, address, report);
  const stopViews = followViews(options);
  const stopAddress = followAddress(options);

  const session: Session = {
    async begin() {
      const hello = await client.start();
      if (!hello.ok) return;
      runStore.setState({ scenarios: hello.value.scenarios });
      await session.openAddressBar();
    },
    async openAddressBar() {
      const ids = runStore.getState().scenarios.map((scenario) => scenario.id);
      const { address, problems } = parseAddress(options.readHash(), ids, defaultAddress(ids));
      for (const problem of problems) addNotice(uiStore, "problem", problem);
      const isLensGiven = /[?&]lens=/.test(options.readHash());
      const lens = isLensGiven ? address.lens : naturalLens(runStore, address.scenario);
      await open({ ...address, lens });
    },
    async openRun(run) {
      const now = currentAddress(options);
      const fresh = addressOfFreshRun(now, run);
      await open({ ...fresh, lens: lensAfter(runStore, now, fresh) });
    },
    async act(action) {
      report(await client.act(action));
    },
    actFromInspector: (entry) => session.act(entry.action as unknown as Action),
    async transport(command) {
      report(await client.transport(command));
    },
    linkHash() {
      const address = currentAddress(options);
      return writeAddress({ ...address, atUs: runStore.getState().assigns.run?.nowUs ?? address.atUs });
    },
    async exportJournal() {
      const reply = await client.journal();
      return report(reply) && reply.ok ? `${JSON.stringify(reply.value, null, 2)}\n` : null;
    },
    async importJournal(text) {
      const parsed = parseJournal(text);
      if (!parsed.ok) return addNotice(uiStore, "problem", parsed.error);
      const { untilUs, hash, ...run } = parsed.value;
      const { parameters: _replaced, ...now } = currentAddress(options);
      const address = { ...now, ...run, selection: null, atUs: untilUs, untilUs: null };
      if (await open(address)) compareHash(runStore, uiStore, { untilUs, hash });
    },
    async reopen(untilUs) {
      dropAllViews(runStore);
      runStore.setState({ connection: { kind: "connecting" } });
      const reply = await client.reopen(untilUs);
      if (!reply.ok) await session.begin();
    },
    setHidden: waitWhileHidden(options),
    drawTimeUs: options.drawTimeUs,
    end() {
      stopViews();
      stopAddress();
      client.close();
    },
  };
  return session;
}

/** Another scenario or seed from its start. The parameters stay with their scenario, and so does the selection. */
function addressOfFreshRun(
  { parameters, ...now }: Address,
  run: { readonly scenario?: string; readonly seed?: number },
): Address {
  const isSame = run.scenario === undefined || run.scenario === now.scenario;
  const kept = isSame && parameters !== undefined ? { parameters } : {};
  const selection = isSame ? now.selection : null;
  return { ...now, ...kept, ...run, selection, atUs: null, untilUs: null, speed: null, inputs: [] };
}

/** The lens in which a scenario is seen best. */
function naturalLens(runStore: RunStore, scenario: string): LensId {
  const { opensWith } = runStore.getState().scenarios.find(({ id }) => id === scenario) ?? {};
  return LENS_IDS.find((id) => id === opensWith) ?? "stage";
}

/** Another scenario opens in its natural lens, unless one has chosen a lens against that of the scenario before. */
function lensAfter(runStore: RunStore, now: Address, fresh: Address): LensId {
  if (fresh.scenario === now.scenario) return now.lens;
  return now.lens === naturalLens(runStore, now.scenario) ? naturalLens(runStore, fresh.scenario) : now.lens;
}

/** Pauses a playing run while the page is hidden, and only such a run plays on afterwards. */
function waitWhileHidden({ client, runStore, uiStore }: SessionOptions): (hidden: boolean) => void {
  let isWaiting = false;
  return (hidden) => {
    if (hidden && runStore.getState().assigns.run?.playing === true) {
      isWaiting = true;
      void client.transport({ kind: "pause" });
    } else if (!hidden && isWaiting) {
      isWaiting = false;
      void client.transport({ kind: "play" });
      addNotice(uiStore, "info", "The run waited while this tab was hidden.");
    }
  };
}

function defaultAddress(scenarios: readonly string[]): Address {
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

async function openAddress(
  { client, runStore, uiStore }: SessionOptions,
  address: Address,
  report: (reply: Reply<unknown>) => boolean,
): Promise<boolean> {
  const { scenarios } = runStore.getState();
  const speed = address.speed ?? scenarios.find((entry) => entry.id === address.scenario)?.defaultSpeed;
  const request: OpenRequest = {
    scenario: address.scenario,
    seed: address.seed,
    inputs: address.inputs,
    ...(address.parameters === undefined ? {} : { parameters: address.parameters }),
    seekUs: address.atUs ?? 0,
    playing: address.atUs === null,
    ...(speed === undefined ? {} : { speed }),
    ...(address.untilUs === null ? {} : { untilUs: address.untilUs }),
  };
  if (!report(await client.open(request))) return false;
  uiStore.setState({ lens: address.lens, selection: address.selection });
  const { lens, params } = uiStore.getState();
  report(await client.mount({ view: "run", params: {} }));
  report(await client.mount({ view: lens, params: params[lens] ?? {} }));
  report(await client.mount({ view: "inspector", params: { target: address.selection } }));
  return true;
}

/** Keeps the mounted views equal to what the ui store shows. Returns how to stop. */
function followViews({ client, runStore, uiStore }: SessionOptions): () => void {
  const isLive = (): boolean => runStore.getState().assigns.run !== undefined;
  return uiStore.subscribe((state: UiState, before: UiState) => {
    if (!isLive()) return;
    const { lens, selection } = state;
    if (lens !== before.lens) {
      dropView(runStore, before.lens);
      void client.unmount(before.lens);
    }
    if (lens !== before.lens || state.params[lens] !== before.params[lens])
      void client.mount({ view: lens, params: state.params[lens] ?? {} });
    if (selection !== before.selection)
      void client.mount({ view: "inspector", params: { target: selection } });
  });
}

/** Writes the address bar a moment after something that belongs into it has changed. Returns how to stop. */
function followAddress(options: SessionOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (options.runStore.getState().assigns.run === undefined) return;
      const address = currentAddress(options);
      if (address.inputs.length <= INPUTS_MAX) options.writeHash(writeAddress(address));
      else addNotice(options.uiStore, "info", TOO_MANY_INPUTS);
    }, ADDRESS_DELAY_MS);
  };
  const stopUi = options.uiStore.subscribe((state, before) => {
    if (state.lens !== before.lens || state.selection !== before.selection) schedule();
  });
  const stopRun = options.runStore.subscribe((state, before) => {
    if (addressChanged(state, before)) schedule();
  });
  return () => {
    clearTimeout(timer);
    stopUi();
    stopRun();
  };
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

/** The address of what is on the screen; the moment belongs to it only while the run is paused. */
function currentAddress({ client, runStore, uiStore, readHash }: SessionOptions): Address {
  const { assigns, scenarios } = runStore.getState();
  const { lens, selection } = uiStore.getState();
  const ids = scenarios.map((scenario) => scenario.id);
  const { run } = assigns;
  if (run === undefined) return parseAddress(readHash(), ids, defaultAddress(ids)).address;
  const parameters = client.parameters();
  return {
    ...(parameters === undefined ? {} : { parameters }),
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
