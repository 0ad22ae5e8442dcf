/** What processes of a node ask its membership server, and what observers read of it. */

import { err, ok, type Result } from "../../base/index.ts";
import type { Blocking, Context, Process, Term } from "../../kernel/index.ts";
import { cast, serverStateOf, tryCall } from "../../otp/index.ts";
import type { Member, Saying } from "./member.ts";
import { MEMBERSHIP, type MembershipState } from "./membership-server.ts";

/** The members as this node sees them, itself included, ascending by node. */
export function* members(
  ctx: Context,
  timeoutUs?: number,
): Blocking<Result<readonly Saying[], readonly ["unavailable", Term]>> {
  const answer = yield* tryCall(ctx, MEMBERSHIP, "members", timeoutUs);
  return answer.ok ? ok(answer.value as readonly Saying[]) : err(["unavailable", answer.error]);
}

/** Leaves the cluster: the others are told, and nobody will take this node for dead. A restart joins again. */
export function* leave(
  ctx: Context,
  timeoutUs?: number,
): Blocking<Result<"ok", readonly ["unavailable", Term]>> {
  const answer = yield* tryCall(ctx, MEMBERSHIP, "leave", timeoutUs);
  return answer.ok ? ok("ok") : err(["unavailable", answer.error]);
}

/**
 * First `["membership", "state", sayings]`, then `["membership", "changed", saying]` for each change. A restarted
 * server knows no subscribers: who may outlive it monitors "membership" and subscribes again.
 */
export function subscribeMembers(ctx: Context): void {
  cast(ctx, MEMBERSHIP, ["subscribe", ctx.self]);
}

/** A membership server as data for a screen and for checkers. */
export interface MembershipView {
  readonly node: number;
  readonly incarnation: number;
  /** Ascending by node, the own one among them. */
  readonly members: readonly Member[];
  /** Whom it probes in this period; null when nobody. */
  readonly probing: number | null;
  /** Sayings it still passes on. */
  readonly rumours: number;
  readonly localHealth: number;
}

/** The view of a membership server; undefined for any other process. Does not touch the run. */
export function readMembership(process: Process): MembershipView | undefined {
  const server = serverStateOf(process);
  if (server?.module !== MEMBERSHIP) return undefined;
  const { swim } = server.state as MembershipState;
  const { config, incarnation, members: known, probe, rumours, localHealth } = swim;
  return {
    node: config.node,
    incarnation,
    members: known,
    probing: probe?.node ?? null,
    rumours: rumours.length,
    localHealth,
  };
}
