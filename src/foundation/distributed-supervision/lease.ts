/**
 * The lease of a node, and the watch over the others': the time side of "one copy at most".
 *
 * A node counts its lease from when it asked for the renewal; whoever watches it counts from when it saw the renewal
 * applied, which is later, and waits `graceUs` longer. So a node has killed its copies before anybody may start them.
 */

import type { Context, Term } from "../../kernel/index.ts";
import { submitAsync } from "../consensus/index.ts";
import { recorder } from "../telemetry/index.ts";
import { PLACEMENT_EVENTS } from "./events.ts";
import { PLACEMENT } from "./placement-machine.ts";
import { ownOf, type SupervisionState, watchedOf } from "./supervision-state.ts";

const record = recorder(PLACEMENT_EVENTS);

/** Hands a command to the log; its answer comes with `tag`, if at all. */
export function submitPlacement(
  ctx: Context,
  state: SupervisionState,
  command: readonly Term[],
  tag: Term,
): SupervisionState {
  const sequence = state.sequence + 1;
  const { session, config } = state;
  submitAsync(ctx, { session, sequence, command: [PLACEMENT, ...command], tag, timeoutUs: config.leaseUs });
  return { ...state, sequence };
}

/** Asks for a session, or for the renewal of the one there is. */
export function askForLease(ctx: Context, state: SupervisionState): SupervisionState {
  const { node, granted, session } = state;
  const tag = [granted === null ? "node_up" : "renew", granted, ctx.now()];
  const command = granted === null ? ["node_up", node, session] : ["renew", node, granted];
  return submitPlacement(ctx, state, command, tag);
}

/** The cluster has answered a question for the lease that was asked at `sentUs`. */
export function leaseAnswered(
  ctx: Context,
  state: SupervisionState,
  [kind, about, sentUs]: readonly [Term, Term, number],
  [outcome, value]: readonly [string, Term],
): SupervisionState {
  const isOfSession = kind === "renew" ? about === state.granted && about !== null : state.granted === null;
  if (!isOfSession) return state;
  if (outcome !== "ok")
    return kind === "renew" && value === "fenced" ? withoutLease(ctx, state, "fenced") : state;
  const granted = kind === "node_up" ? (value as number) : state.granted;
  const leaseUntilUs = Math.max(state.leaseUntilUs, sentUs + state.config.leaseUs);
  const hasLease = leaseUntilUs > ctx.now();
  if (hasLease && !state.hasLease) record(ctx, "placement.lease_gained", { session: granted ?? 0 });
  return { ...state, granted, leaseUntilUs, hasLease };
}

/** The lease is over: by time, or because the cluster has ended the session, which then has to be asked for anew. */
export function withoutLease(
  ctx: Context,
  state: SupervisionState,
  cause: "expired" | "fenced",
): SupervisionState {
  const session = state.granted ?? 0;
  const copies = state.copies.filter(({ pid }) => pid !== null).length;
  if (state.hasLease) record(ctx, "placement.lease_lost", { session, copies, cause });
  const granted = cause === "fenced" ? null : state.granted;
  return { ...state, granted, hasLease: false, leaseUntilUs: cause === "fenced" ? 0 : state.leaseUntilUs };
}

/** The leader of the log reports nodes that have renewed nothing for too long. */
export function reportSilent(ctx: Context, state: SupervisionState): SupervisionState {
  const nowUs = ctx.now();
  const { leaseUs, graceUs } = state.config;
  const isHasty = state.defects.includes("placement_takes_over_early");
  const patienceUs = isHasty ? Math.floor(leaseUs / 3) : leaseUs + graceUs;
  let next: SupervisionState = { ...state, watched: watchedOf(state, nowUs) };
  if (!state.isLogLeader) return next;
  for (const { record: seen, sinceUs } of next.watched) {
    if (!seen.isUp || nowUs - sinceUs < patienceUs) continue;
    next = submitPlacement(ctx, next, ["node_down", seen.node, seen.session, seen.renewals], "told");
  }
  return next;
}

type Ended = readonly [verb: "released" | "done" | "failed", id: string, epoch: number];

/** What there is to tell the cluster of this node's children: the verb, the child and the epoch of the copy. */
export function endedOf(state: SupervisionState): readonly Ended[] {
  return ownOf(state).flatMap(({ id, epoch, status }): Ended[] => {
    const copy = state.copies.find((one) => one.id === id);
    if (status === "moving" || status === "stopping") {
      const isGone = copy === undefined || state.defects.includes("placement_releases_running");
      return isGone ? [["released", id, epoch]] : [];
    }
    if (copy?.epoch !== epoch) return [];
    if (copy.phase === "finished") return [["done", id, epoch]];
    return copy.phase === "failed" ? [["failed", id, epoch]] : [];
  });
}

/** Tells the cluster of copies that are gone, finished or failed; again and again, until it has heard. */
export function reportEnded(ctx: Context, state: SupervisionState): SupervisionState {
  return endedOf(state).reduce((next, ended) => submitPlacement(ctx, next, ended, "told"), state);
}
