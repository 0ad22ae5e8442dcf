/**
 * What a person can do with the run, as verbs: open, act, play, share, import, reopen. Ties the client to the stores
 * and keeps the worker's views in step with what is on the screen.
 *
 * Invariants
 * - Exactly the views on the screen are mounted: run, timeline, the open lens, and the inspector (also while its
 *   panel is closed, because the keys K, P, X and C press its actions).
 * - Every refusal of the worker becomes a notice in plain words; nothing fails silently.
 * - The address bar is written when lens, selection, pause, step or intervention change, never per frame.
 */

import type {
  Action,
  Client,
  ExportFile,
  InputRecord,
  InspectorAction,
  OpenRequest,
  Reply,
  Transport,
} from "../bridge/index.ts";
import { compareHash } from "./compare-hash.ts";
import { WHOLE_PAGE } from "./display.ts";
import { parseJournal } from "./journal-file.ts";
import { dropAllViews, dropView, type RunStore } from "./run-store.ts";
import { currentAddress, followAddress, isSameRun, linkToNow, readAddress } from "./session-address.ts";
import { withLocks } from "./session-locks.ts";
import { addNotice, LENS_IDS, type LensId, type UiState, type UiStore } from "./ui-store.ts";
import type { Address } from "./url-state.ts";

export interface SessionOptions {
  readonly client: Client;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
  readonly drawTimeUs: () => number;
  /** The fragment of the page's address, and how to write it; a navigation makes an entry in the browser's history. */
  readonly readHash: () => string;
  readonly writeHash: (hash: string, isNavigation: boolean) => void;
}

export interface Session {
  /** Starts the worker and opens the run of the address bar. */
  begin(): Promise<void>;
  /** Opens what the address bar describes; also called when a person edits it or pastes a link. */
  openAddressBar(): Promise<void>;
  /** The browser went to another entry of its history: of the same run only lens and selection change. */
  navigate(): Promise<void>;
  /** Opens another scenario or seed from its start. */
  openRun(run: { readonly scenario?: string; readonly seed?: number }): Promise<void>;
  /** `forUs`: what lasts ends by itself after so long. False when it was refused (a notice says why). */
  act(action: Action, forUs?: number): Promise<boolean>;
  /** Makes these the interventions that are to come. */
  plan(coming: readonly InputRecord[]): Promise<boolean>;
  /** Presses a button of the inspector; its action was made by the worker and is only handed back. */
  actFromInspector(entry: InspectorAction): Promise<boolean>;
  transport(command: Transport): Promise<void>;
  /** Fragment that leads another person to this very moment. */
  linkHash(): string;
  /** The run as a file of a format of the catalogue; null when the worker refused (a notice says why). */
  exportRun(format: string): Promise<ExportFile | null>;
  importJournal(text: string): Promise<void>;
  /** Replaces the worker and replays to just before `untilUs`, or to the last known time. */
  reopen(untilUs?: number): Promise<void>;
  /** The page was hidden or shown again: a hidden run waits. */
  setHidden(hidden: boolean): void;
  drawTimeUs(): number;
  end(): void;
}

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
      const { scenarios, engineVersion } = hello.value;
      runStore.setState({ scenarios, engineVersion });
      await session.openAddressBar();
    },
    async openAddressBar() {
      const ids = runStore.getState().scenarios.map((scenario) => scenario.id);
      const { address, problems } = readAddress(options, ids);
      for (const problem of problems) addNotice(uiStore, "problem", problem);
      const isLensGiven = /[?&]lens=/.test(options.readHash());
      const lens = isLensGiven ? address.lens : naturalLens(runStore, address.scenario);
      await open({ ...address, lens });
    },
    async navigate() {
      const ids = runStore.getState().scenarios.map((scenario) => scenario.id);
      const { address } = readAddress(options, ids);
      if (!isSameRun(address, currentAddress(options))) return session.openAddressBar();
      uiStore.setState({ lens: address.lens, selection: address.selection });
    },
    async openRun(run) {
      const now = currentAddress(options);
      const fresh = addressOfFreshRun(now, run);
      await open({ ...fresh, lens: lensAfter(runStore, now, fresh) });
    },
    act: async (action, forUs) => report(await client.act(action, forUs)),
    plan: async (coming) => report(await client.plan(coming)),
    actFromInspector: (entry) => session.act(entry.action as unknown as Action),
    async transport(command) {
      report(await client.transport(command));
    },
    linkHash: () => linkToNow(options),
    async exportRun(format) {
      const reply = await client.exportRun(format);
      return report(reply) && reply.ok ? reply.value : null;
    },
    importJournal: (text) => importJournal(options, text, open),
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
  return withLocks(session, uiStore);
}

/** Opens the run of a journal at its end, and says when that is not what was recorded. */
async function importJournal(
  options: SessionOptions,
  text: string,
  open: (address: Address) => Promise<boolean>,
): Promise<void> {
  const { runStore, uiStore } = options;
  const parsed = parseJournal(text);
  if (!parsed.ok) return addNotice(uiStore, "problem", parsed.error);
  const { untilUs, hash, ...run } = parsed.value;
  const { parameters: _replaced, defects: _planted, ...now } = currentAddress(options);
  const address = { ...now, ...run, selection: null, atUs: untilUs, untilUs: null };
  if (await open(address)) compareHash(runStore, uiStore, { untilUs, hash });
}

/** Another scenario or seed from its start. Parameters and defects stay with their scenario, and so does the selection. */
function addressOfFreshRun(
  { parameters, defects, ...now }: Address,
  run: { readonly scenario?: string; readonly seed?: number },
): Address {
  const isSame = run.scenario === undefined || run.scenario === now.scenario;
  const kept = isSame ? { ...(parameters && { parameters }), ...(defects && { defects }) } : {};
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
    ...(address.parameters && { parameters: address.parameters }),
    ...(address.defects && { defects: address.defects }),
    seekUs: address.atUs ?? 0,
    playing: address.atUs === null,
    ...(speed === undefined ? {} : { speed }),
    ...(address.untilUs === null ? {} : { untilUs: address.untilUs }),
  };
  if (!report(await client.open(request))) return false;
  const { display = WHOLE_PAGE } = address;
  uiStore.setState({ lens: address.lens, selection: address.selection, display });
  const { lens, params, level } = uiStore.getState();
  report(await client.mount({ view: "run", params: { level } }));
  report(await client.mount({ view: "timeline", params: {} }));
  report(await client.mount({ view: lens, params: params[lens] ?? {} }));
  report(await client.mount({ view: "inspector", params: { target: address.selection, level } }));
  return true;
}

/** Keeps the mounted views equal to what the ui store shows. Returns how to stop. */
function followViews({ client, runStore, uiStore }: SessionOptions): () => void {
  const isLive = (): boolean => runStore.getState().assigns.run !== undefined;
  return uiStore.subscribe((state: UiState, before: UiState) => {
    if (!isLive()) return;
    const { lens, selection, level } = state;
    if (lens !== before.lens) {
      dropView(runStore, before.lens);
      void client.unmount(before.lens);
    }
    if (lens !== before.lens || state.params[lens] !== before.params[lens])
      void client.mount({ view: lens, params: state.params[lens] ?? {} });
    if (level !== before.level) void client.mount({ view: "run", params: { level } });
    const own = state.params.inspector;
    if (selection !== before.selection || level !== before.level || own !== before.params.inspector)
      void client.mount({ view: "inspector", params: { ...own, target: selection, level } });
  });
}
