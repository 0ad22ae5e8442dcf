/**
 * Child specifications as their author writes them, and children as their supervisor keeps them.
 */

import { isTagged, type Mfa, type Pid, type Term } from "../kernel/index.ts";
import type { BackOff, RestartDelay } from "./restart-delay.ts";

export type RestartType = "permanent" | "transient" | "temporary";
/** `brutal_kill`, `infinity`, or how many ms a child may take to end before it is killed. */
export type Shutdown = "brutal_kill" | "infinity" | number;
/** Whether the end of significant children ends their supervisor. */
export type AutoShutdown = "never" | "any_significant" | "all_significant";
export const AUTO_SHUTDOWNS: readonly Term[] = ["never", "any_significant", "all_significant"];
export type ChildType = "worker" | "supervisor";

/** A child as its author writes it. Shutdown is 5000 ms for workers and `infinity` for supervisors unless said. */
export type ChildSpec = {
  readonly id: string;
  readonly start: Mfa;
  readonly restart?: RestartType;
  readonly shutdown?: Shutdown;
  readonly type?: ChildType;
  /** Whether its end may end the supervisor, see `autoShutdown`. */
  readonly significant?: boolean;
  /** Modules the child runs; the module of its start function unless said. */
  readonly modules?: Modules;
  /** Its own back-off of restarts instead of its supervisor's. Beyond OTP. */
  readonly restartDelay?: RestartDelay;
};

export type Modules = "dynamic" | readonly string[];

/** A child as its supervisor keeps it. */
export type Child = {
  readonly id: Term;
  readonly start: Mfa;
  readonly restart: RestartType;
  readonly shutdown: Shutdown;
  readonly type: ChildType;
  readonly significant: boolean;
  readonly modules: Modules;
  /** The running process; while `restarting` the one that died. */
  readonly pid: Pid | undefined;
  /** A restart has failed and will be tried again, or is waiting for its time. */
  readonly restarting: boolean;
  /** How often it has been restarted since the supervisor started. */
  readonly restarts: number;
  readonly lastExit: { readonly reason: Term; readonly atUs: number } | undefined;
  readonly restartDelay?: RestartDelay | undefined;
  /** Failures in a row; only where restarts wait. */
  readonly backOff?: BackOff | undefined;
};

type FullChildSpec = Required<Omit<ChildSpec, "id" | "restartDelay">> & {
  readonly id: Term;
  readonly restartDelay?: RestartDelay;
};

/** The specification of a child with all defaults filled in. */
export function toChildSpec(child: Child): FullChildSpec {
  const { id, start, restart, shutdown, type, significant, modules, restartDelay } = child;
  const spec = { id, start, restart, shutdown, type, significant, modules };
  return restartDelay === undefined ? spec : { ...spec, restartDelay };
}

/** True for an exit reason that says a transient child has done its work. */
export function isOrderly(reason: Term): boolean {
  return (
    reason === "normal" || reason === "shutdown" || (isTagged(reason, "shutdown") && reason.length === 2)
  );
}
