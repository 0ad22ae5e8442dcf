/**
 * The page's end of the bridge: opens runs, acts on them, receives their frames, and reopens a run whose worker died.
 *
 * Invariants
 * - Every request ends in a `Reply`; nothing rejects, nothing hangs (worker-link.ts).
 * - A frame is acknowledged after the page has painted it, so the worker never runs ahead of the page.
 * - The client mirrors the inputs of the open branch, from its timeline and from every act it saw accepted, and the
 *   other branches from its timeline: with scenario, seed and the last known time enough to reopen the run in a new
 *   worker. One that fails while it makes branches again does not lose them.
 */

import type { InputRecord, Journal } from "../sim/index.ts";
import type { RunAssigns, TimelineAssigns, ViewName } from "./assigns.ts";
import { applyPatch } from "./diff.ts";
import { knownBranches } from "./known-branches.ts";
import {
  type Action,
  type ExportFile,
  type FrameMessage,
  type HaltMessage,
  type Hello,
  type MountRequest,
  type OpenRequest,
  type PortMessage,
  PROTOCOL_VERSION,
  type Reply,
  type RunSettings,
  type Transport,
} from "./protocol.ts";
import { type Call, createLink, type Patience, type WorkerLike, type WorkerLink } from "./worker-link.ts";

/** How the worker is doing. `cause` is a sentence; `lastEvents` is what the page still knows, newest last. */
export type ClientStatus =
  | { readonly kind: "live" }
  | { readonly kind: "unresponsive"; readonly cause: string; readonly lastEvents: readonly string[] }
  | { readonly kind: "lost"; readonly cause: string; readonly lastEvents: readonly string[] };

export interface ClientOptions {
  readonly startWorker: () => WorkerLike;
  /** Calls back when the page has painted what it holds now. */
  readonly afterPaint: (callback: () => void) => void;
  readonly onFrame: (frame: FrameMessage) => void;
  readonly onHalt: (halt: HaltMessage) => void;
  readonly onStatus: (status: ClientStatus) => void;
  /** Deadline of every request in milliseconds. */
  readonly deadlineMs?: number;
}

export interface Client {
  /** Starts a worker (replacing one that runs) and agrees on the protocol. */
  start(): Promise<Reply<Hello>>;
  open(request: OpenRequest): Promise<Reply>;
  transport(command: Transport): Promise<Reply>;
  act(action: Action, forUs?: number): Promise<Reply<InputRecord>>;
  /** Makes these the inputs that are to come, instead of those there are. */
  plan(coming: readonly InputRecord[]): Promise<Reply>;
  mount(request: MountRequest): Promise<Reply>;
  unmount(view: ViewName): Promise<Reply>;
  journal(): Promise<Reply<Journal>>;
  exportRun(format: string): Promise<Reply<ExportFile>>;
  /** Inputs of the open branch, oldest first, those still to come included. */
  inputs(): readonly InputRecord[];
  /** What the open run was given beside scenario, seed and inputs: parameters and planted defects, where there are any. */
  settings(): RunSettings;
  /** Replaces the worker and replays the run, paused, up to `untilUs` (the last known time when left out). */
  reopen(untilUs?: number): Promise<Reply>;
  close(): void;
}

/** What the client remembers of the run; survives the worker. */
interface Memory {
  link: WorkerLink | null;
  opened: OpenRequest | null;
  inputs: readonly InputRecord[];
  run: RunAssigns | undefined;
  timeline: TimelineAssigns | undefined;
  readonly mounted: Map<ViewName, MountRequest>;
}

const DEADLINE_MS = 10_000;
/** Opening a run fetches its code and data, over whatever line there is. */
const FETCH_DEADLINE_MS = 90_000;

export function createClient(options: ClientOptions): Client {
  const memory: Memory = {
    link: null,
    opened: null,
    inputs: [],
    run: undefined,
    timeline: undefined,
    mounted: new Map(),
  };
  const ask = <T>(call: Call<T>): Promise<Reply<T>> => askLink(memory, call);
  const client: Client = {
    start: () => start(memory, options),
    open: (request) => open(memory, request),
    act: (action, forUs) => act(memory, action, forUs),
    plan: (coming) => ask((api) => api.plan(coming)),
    transport: (command) => ask((api) => api.transport(command)),
    mount(request) {
      memory.mounted.set(request.view, request);
      return ask((api) => api.mount(request));
    },
    unmount(view) {
      memory.mounted.delete(view);
      return ask((api) => api.unmount(view));
    },
    journal: () => ask((api) => api.journal()),
    exportRun: (format) => ask((api) => api.exportRun(format)),
    inputs: () => memory.inputs,
    settings: () => settingsOf(memory.opened),
    reopen: (untilUs) => reopen(memory, options, untilUs),
    close() {
      memory.link?.end("The page was closed.");
      memory.link = null;
    },
  };
  return client;
}

async function start(memory: Memory, options: ClientOptions): Promise<Reply<Hello>> {
  memory.link?.end("The worker was replaced.");
  memory.run = undefined;
  memory.timeline = undefined;
  const lose = (cause: string): void => {
    if (memory.link !== link) return;
    memory.link = null;
    link.end(cause);
    options.onStatus({ kind: "lost", cause, lastEvents: lastEvents(memory) });
  };
  const link = createLink({
    worker: options.startWorker(),
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    onMessage: (message) => receive(memory, options, link, message),
    isPlaying: () => memory.run?.playing === true,
    onSilence: (silentMs) => {
      const cause = `The worker has not answered for ${Math.round(silentMs / 1000)} s.`;
      options.onStatus({ kind: "unresponsive", cause, lastEvents: lastEvents(memory) });
    },
    onSoundAgain: () => options.onStatus({ kind: "live" }),
    onDeath: lose,
  });
  memory.link = link;
  const reply = await link.ask((api) => api.hello(PROTOCOL_VERSION));
  const cause = reply.ok ? versionProblem(reply.value) : reply.error;
  if (cause !== null) {
    lose(cause);
    return { ok: false, error: cause };
  }
  options.onStatus({ kind: "live" });
  return reply;
}

function versionProblem(hello: Hello): string | null {
  if (hello.protocolVersion === PROTOCOL_VERSION) return null;
  const versions = `the page speaks ${PROTOCOL_VERSION}, the worker ${hello.protocolVersion}`;
  return `Page and worker come from different versions (${versions}). Reload the page.`;
}

function receive(memory: Memory, options: ClientOptions, link: WorkerLink, message: PortMessage): void {
  if (memory.link !== link) return;
  if (message.kind === "halt") {
    options.onHalt(message);
    return;
  }
  for (const { view, patch } of message.patches) {
    if (view === "run") memory.run = applyPatch(memory.run, patch) as RunAssigns;
    if (view !== "timeline") continue;
    memory.timeline = applyPatch(memory.timeline, patch) as TimelineAssigns;
    memory.inputs = memory.timeline.inputs;
  }
  options.onFrame(message);
  options.afterPaint(() => {
    if (memory.link === link) link.acknowledge(message.frameId);
  });
}

function askLink<T>(memory: Memory, call: Call<T>, patience?: Patience<T>): Promise<Reply<T>> {
  if (memory.link !== null) return memory.link.ask(call, patience);
  return Promise.resolve({ ok: false, error: "The worker is not running; reopen the run." });
}

async function open(memory: Memory, request: OpenRequest): Promise<Reply> {
  const reply = await askLink(memory, (api) => api.open(request), { deadlineMs: FETCH_DEADLINE_MS });
  if (!reply.ok) return reply;
  memory.opened = request;
  memory.inputs = request.inputs;
  return reply;
}

/** An input accepted after its deadline still happened: it is mirrored too. */
async function act(memory: Memory, action: Action, forUs?: number): Promise<Reply<InputRecord>> {
  const keep = (reply: Reply<InputRecord>): void => {
    if (reply.ok) memory.inputs = [...memory.inputs, reply.value];
  };
  const reply = await askLink(
    memory,
    (api) => (forUs === undefined ? api.act(action) : api.act(action, forUs)),
    { onLate: keep },
  );
  keep(reply);
  return reply;
}

async function reopen(memory: Memory, options: ClientOptions, untilUs?: number): Promise<Reply> {
  const { opened } = memory;
  if (opened === null) return { ok: false, error: "No run was open yet; reload the page." };
  const isHalfMade = opened.branches !== undefined && isOnTheWay(memory) && untilUs === undefined;
  const request = isHalfMade ? opened : requestOf(memory, opened, untilUs);
  const hello = await start(memory, options);
  if (!hello.ok) return hello;
  const reply = await open(memory, request);
  if (!reply.ok) return reply;
  for (const wanted of memory.mounted.values()) await askLink(memory, (api) => api.mount(wanted));
  return reply;
}

/** The run as it is known, to be opened again. */
function requestOf({ run, timeline, inputs }: Memory, opened: OpenRequest, untilUs?: number): OpenRequest {
  const { branches: _made, ...rest } = opened;
  const seekUs = Math.max(0, untilUs ?? run?.nowUs ?? opened.seekUs);
  const branches = knownBranches(timeline, inputs, untilUs);
  const endUs = branches === undefined ? seekUs : (untilUs ?? Number.POSITIVE_INFINITY);
  return {
    ...rest,
    inputs: inputs.filter((input) => input.atUs <= endUs),
    seekUs,
    playing: false,
    ...(run === undefined ? {} : { speed: run.speed }),
    ...(branches && { branches }),
  };
}

/** What was opened has not been reached yet: it says more than what is known of it. */
function isOnTheWay({ run }: Memory): boolean {
  return run === undefined || run.seekPercent !== null;
}

function settingsOf(opened: OpenRequest | null): RunSettings {
  const { parameters, defects } = opened ?? {};
  return { ...(parameters && { parameters }), ...(defects && { defects }) };
}

function lastEvents(memory: Memory): readonly string[] {
  const lines = memory.run?.narration ?? [];
  return lines.map((line) => `t ${(line.atUs / 1e6).toFixed(3)} s  ${line.text}`);
}
