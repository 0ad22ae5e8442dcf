/** What processes ask of distributed supervision, and what observers read of it. */

import { err, ok, type Result } from "../../base/index.ts";
import type { Blocking, Context, Pid, Process, Term } from "../../kernel/index.ts";
import { serverStateOf, tryCall } from "../../otp/index.ts";
import { submit } from "../consensus/index.ts";
import type { ClusterChild } from "./cluster-child.ts";
import type { NodeRecord, Placement, PlacementStatus } from "./placement.ts";
import { PLACEMENT } from "./placement-machine.ts";
import { type Copy, DISTRIBUTED_SUPERVISOR, type SupervisionState } from "./supervision-state.ts";

/**
 * Why a request was not carried out. `timeout`: it may have been, or may still be; asking again is harmless. The words
 * of the log (`no_leader`, `no_server`, `overloaded`, `stale_sequence`) mean that it was not.
 */
export type PlacementError =
  | "already_present"
  | "not_found"
  | readonly ["bad_spec", string]
  | "timeout"
  | "no_leader"
  | "no_server"
  | "overloaded"
  | "stale_sequence";

const TIMEOUT_US = 5_000_000;

/** Describes a child to the cluster, which places it and keeps it running. Answers its id. */
export function startChild(
  ctx: Context,
  child: ClusterChild,
  timeoutUs = TIMEOUT_US,
): Blocking<Result<string, PlacementError>> {
  return ask(ctx, ["start_child", child as unknown as Term], timeoutUs);
}

/** Takes a child away from the cluster; its copy is stopped as its specification says. */
export function stopChild(
  ctx: Context,
  id: string,
  timeoutUs = TIMEOUT_US,
): Blocking<Result<string, PlacementError>> {
  return ask(ctx, ["stop_child", id], timeoutUs);
}

function* ask(
  ctx: Context,
  command: readonly Term[],
  timeoutUs: number,
): Blocking<Result<string, PlacementError>> {
  const sequence = ctx.makeRef().serial;
  const session = `${PLACEMENT} client ${ctx.self.toString()}`;
  const answer = yield* submit(ctx, { session, sequence, command: [PLACEMENT, ...command], timeoutUs });
  if (answer[0] === "error") return err(answer[1]);
  const [outcome, value] = answer[1] as readonly [string, Term];
  return outcome === "ok" ? ok(value as string) : err(value as PlacementError);
}

/** A child and where it is to run, as this node knows it. */
export interface ChildPlace {
  readonly id: string;
  readonly node: number | null;
  readonly epoch: number;
  readonly status: PlacementStatus;
}

/** All children of the cluster as this node knows them, ascending by id; undefined when there is no server here. */
export function* whichChildren(ctx: Context): Blocking<readonly ChildPlace[] | undefined> {
  const answer = yield* tryCall(ctx, DISTRIBUTED_SUPERVISOR, "which_children");
  return answer.ok ? (answer.value as unknown as readonly ChildPlace[]) : undefined;
}

/** A distributed supervisor as data for a screen and for checkers. */
export interface SupervisionView {
  readonly node: number;
  /** Session the cluster has granted; null: none. */
  readonly session: number | null;
  readonly hasLease: boolean;
  readonly leaseUntilUs: number;
  readonly isLogLeader: boolean;
  /** What was decided, as far as this node knows. */
  readonly children: readonly Placement[];
  readonly nodes: readonly NodeRecord[];
  /** What runs here. */
  readonly copies: readonly {
    readonly id: string;
    readonly epoch: number;
    readonly phase: Copy["phase"];
    readonly pid: Pid | null;
  }[];
}

/** The view of a distributed supervisor; undefined for any other process. Does not touch the run. */
export function readSupervision(process: Process): SupervisionView | undefined {
  const server = serverStateOf(process);
  if (server?.module !== DISTRIBUTED_SUPERVISOR) return undefined;
  const { node, granted, hasLease, leaseUntilUs, isLogLeader, placements, copies } =
    server.state as SupervisionState;
  return { node, session: granted, hasLease, leaseUntilUs, isLogLeader, ...placements, copies };
}
