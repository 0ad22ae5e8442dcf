/**
 * What the page and the worker that compares two runs say to each other. Requests and replies only: the page asks for
 * pieces of work and for the facts as it likes, so it can stop at any time by asking no more.
 *
 * Invariant: plain, structured-cloneable data; every reply is a `Reply`.
 */

import type { DifferenceRow, InputRecord, ParameterSpec } from "../sim/index.ts";
import type { AssignsByView, EventRow, TelemetryAssigns, VariablesAssigns, ViewName } from "./assigns.ts";
import type { Reply, RunSettings } from "./protocol.ts";

export type { DifferenceRow, ParameterSpec };

/** All that a run is a function of. */
export interface RunSpec extends RunSettings {
  readonly scenario: string;
  readonly seed: number;
  readonly inputs: readonly InputRecord[];
}

/** What of a scenario can be made different. */
export interface Variations {
  readonly parameters: readonly ParameterSpec[];
  readonly defects: readonly { readonly id: string; readonly description: string }[];
}

export interface DivergenceFacts {
  readonly atUs: number;
  readonly node: string;
  /** The event of each run at that moment; null where the other run alone does something. */
  readonly a: EventRow | null;
  readonly b: EventRow | null;
  /** Events before it that are the same in both. */
  readonly common: number;
}

export interface CompareProgress {
  /** Both runs are compared up to here. */
  readonly atUs: number;
  /** First event that differs in anything; null while there is none. */
  readonly content: DivergenceFacts | null;
  /** First event that differs in more than what it carries. */
  readonly course: DivergenceFacts | null;
}

/** The curves of one run, as the lenses that draw them get them. */
export interface RunCurves {
  readonly telemetry: Pick<TelemetryAssigns, "timeS" | "series">;
  readonly variables: Pick<VariablesAssigns, "accuracy" | "history" | "endUs">;
}

export interface CompareFacts extends CompareProgress {
  readonly rows: readonly DifferenceRow[];
  readonly a: RunCurves;
  readonly b: RunCurves;
}

/** B as a lens shows it at a moment; `params` as the lens of the run on the screen has them. */
export interface LookRequest {
  readonly view: ViewName;
  readonly params: Readonly<Record<string, unknown>>;
  readonly atUs: number;
}

export interface Look {
  /** Where B is now. */
  readonly atUs: number;
  /** Null while B is on its way to the moment: to be asked again. */
  readonly assigns: AssignsByView[ViewName] | null;
}

export interface CompareApi {
  variations(scenario: string): Promise<Reply<Variations>>;
  /** Opens both at their start, in place of what was compared before. */
  open(a: RunSpec, b: RunSpec): Promise<Reply>;
  /** Runs both towards `untilUs`, for about a tenth of a second; to be asked again until `atUs` has come there. */
  advance(untilUs: number): Promise<Reply<CompareProgress>>;
  facts(): Promise<Reply<CompareFacts>>;
  /** Goes to the moment for about a tenth of a second. B is run once more for it, beside the two that are compared. */
  look(request: LookRequest): Promise<Reply<Look>>;
}
