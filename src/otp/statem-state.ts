/** What a gen_statem process keeps beside its state and data, and how observers read it without asking it. */

import type { Pid, Process, Ref, Term } from "../kernel/index.ts";
import type { StatemEvent, TimeoutType } from "./statem-results.ts";

/** Name of the behaviour's module and of the loop all gen_statems run. */
export const GEN_STATEM = "gen_statem";

/** A timeout that is set. Without a timer it is due as soon as no event is left to be handled. */
export type SetTimeout = {
  readonly type: TimeoutType;
  readonly timer: Ref | undefined;
  readonly content: Term;
};

/** State of the loop process: plain data. */
export type StatemState = {
  readonly module: string;
  /** Whose exit signal stops the machine; undefined after a start without link. */
  readonly parent: Pid | undefined;
  readonly state: Term;
  readonly data: Term;
  /** Events put off until the state changes, oldest first. */
  readonly postponed: readonly StatemEvent[];
  /** At most one of each type; between two messages all have timers. */
  readonly timeouts: readonly SetTimeout[];
};

/** Module, state and data of a gen_statem; undefined for other processes and for one that is still in `init`. */
export function statemStateOf(process: Process): StatemState | undefined {
  return process.loop?.name === GEN_STATEM ? (process.state as StatemState) : undefined;
}
