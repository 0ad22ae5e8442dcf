/**
 * The language of the two threads: what the page may ask of the worker and what comes back.
 *
 * Requests go through comlink as the methods of `WorkerApi`; live data comes back as `FrameMessage`s on a plain
 * message port, at most one per animation frame, so that big fields can be transferred instead of copied.
 *
 * Invariants
 * - Every type here is plain, structured-cloneable data.
 * - A reply is a `Reply`: bad input is a value with a sentence that says what to do, never a rejected promise.
 * - `protocolVersion` is checked in `hello`; a mismatch is refused before anything runs.
 */

import type {
  Action,
  BranchPlan,
  ExportFile,
  InputRecord,
  Journal,
  Parameters,
  ScenarioSummary,
} from "../sim/index.ts";
import type { ViewName } from "./assigns.ts";
import type { Patch } from "./diff.ts";

export type { Action, BranchPlan, ExportFile, InputRecord, Journal, Parameters, ScenarioSummary };

export const PROTOCOL_VERSION = 1;

export type Reply<T = null> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

export interface Hello {
  readonly protocolVersion: number;
  readonly engineVersion: string;
  readonly scenarios: readonly ScenarioSummary[];
}

/** What of a run need not be named: left out, it is as the scenario and the code have it. */
export interface RunSettings {
  /** Parameters that differ from the scenario's defaults. */
  readonly parameters?: Parameters;
  /** Planted defects to switch on, by their names in the catalogue. */
  readonly defects?: readonly string[];
}

/** What run to open. `inputs` replays interventions; `seekUs` runs (at full speed, in slices) up to that moment. */
export interface OpenRequest extends RunSettings {
  readonly scenario: string;
  readonly seed: number;
  readonly inputs: readonly InputRecord[];
  readonly seekUs: number;
  /** Pause by itself when this virtual time is reached. */
  readonly untilUs?: number;
  readonly speed?: number;
  readonly playing: boolean;
  /** Made again before `seekUs` is gone to in the open one; `inputs` are then those of the open one. */
  readonly branches?: BranchesRequest;
}

/** The branches of a run that is opened again, parents before children, with the one to be open. */
export interface BranchesRequest {
  readonly open: string;
  readonly plans: readonly BranchPlan[];
}

/** Transport of the run. Speed is virtual seconds per wall second; `Infinity` means as fast as it goes. */
export type Transport =
  | { readonly kind: "play" }
  | { readonly kind: "pause" }
  | { readonly kind: "step_event" }
  /** Takes back the last event that left a mark in the trace. */
  | { readonly kind: "step_event_back" }
  /** `us` below 0 goes back. */
  | { readonly kind: "step_time"; readonly us: number }
  /** To a moment of the open branch, paused; beyond its frontier the run goes on at full speed up to there. */
  | { readonly kind: "seek"; readonly us: number }
  /** To just after an event ("n1#2041") of the open branch, paused. */
  | { readonly kind: "seek_event"; readonly event: string }
  /** To the previous or next mark of the timeline that is at least this important. */
  | { readonly kind: "seek_mark"; readonly direction: -1 | 1; readonly importance: 1 | 2 | 3 }
  /** Opens another branch where it was left, or at `us`. */
  | { readonly kind: "branch"; readonly id: string; readonly us?: number }
  /** Opens a new branch at the moment shown, without an intervention. */
  | { readonly kind: "fork"; readonly name?: string }
  | { readonly kind: "rename_branch"; readonly id: string; readonly name: string }
  /** Takes back the last intervention before now: a branch without it, at the moment before it. */
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "run_until"; readonly us: number }
  | { readonly kind: "speed"; readonly speed: number };

/** A lens asks for its view with parameters (filters, sort, selection …) and sends events to it. */
export interface MountRequest {
  readonly view: ViewName;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface WorkerApi {
  hello(protocolVersion: number): Promise<Reply<Hello>>;
  open(request: OpenRequest): Promise<Reply>;
  transport(command: Transport): Promise<Reply>;
  /** `forUs`: what lasts ends by itself after so long. */
  act(action: Action, forUs?: number): Promise<Reply<InputRecord>>;
  /** Makes these the inputs that are to come, instead of those there are; all after now. */
  plan(coming: readonly InputRecord[]): Promise<Reply>;
  mount(request: MountRequest): Promise<Reply>;
  unmount(view: ViewName): Promise<Reply>;
  /** The journal of the run so far: enough to replay it elsewhere to the same hash. */
  journal(): Promise<Reply<Journal>>;
  /** The run so far as a file for another program; `format` is an id of the catalogue of exports. */
  exportRun(format: string): Promise<Reply<ExportFile>>;
  /** The port on which frames are posted and acknowledged (`{ack: frameId}`). */
  connect(port: MessagePort): Promise<Reply>;
  ping(): Promise<Reply<number>>;
}

/** One frame: for each view that changed, the patch against what the page holds. Buffers travel as transferables. */
export interface FrameMessage {
  readonly kind: "frame";
  readonly frameId: number;
  readonly patches: readonly { readonly view: ViewName; readonly patch: Patch }[];
}

/** The run stopped by a programmer error (assert) inside the worker; the worker itself still answers. */
export interface HaltMessage {
  readonly kind: "halt";
  readonly message: string;
  readonly seed: number;
  readonly atUs: number;
  readonly lastEvents: readonly string[];
}

export type PortMessage = FrameMessage | HaltMessage;
