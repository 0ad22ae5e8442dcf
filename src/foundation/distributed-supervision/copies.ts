/**
 * The copies of a node: made to agree with what the cluster has decided.
 *
 * Invariants
 * - There is one copy per child, and it stays in the list until its end is known: the next epoch waits for it.
 * - Without a lease nothing is started and what runs is killed, at the very instant.
 */

import type { Context, Pid, Ref, Term } from "../../kernel/index.ts";
import { cast, decideRestart, enterRestart } from "../../otp/index.ts";
import { recorder } from "../telemetry/index.ts";
import { COPY_KEEPER } from "./copy-keeper.ts";
import { PLACEMENT_EVENTS } from "./events.ts";
import type { Placement } from "./placement.ts";
import { type Copy, isWanted, type SupervisionState, wantedOf } from "./supervision-state.ts";

const record = recorder(PLACEMENT_EVENTS);

const INTENSITY = 3;
const PERIOD_S = 5;

/** Starts what is wanted and stops what is not. */
export function reconcile(ctx: Context, state: SupervisionState): SupervisionState {
  const kept = state.copies.flatMap((copy) => {
    if (isWanted(state, copy)) return [copy];
    return copy.phase === "finished" || copy.phase === "failed" ? [] : [stopped(ctx, state, copy)];
  });
  const missing = wantedOf(state).filter(({ id }) => !kept.some((copy) => copy.id === id));
  return { ...state, copies: [...kept, ...missing.map((child) => ordered(ctx, child))] };
}

function ordered(ctx: Context, { id, epoch, spec }: Placement): Copy {
  cast(ctx, COPY_KEEPER, ["start", spec, epoch]);
  return { id, epoch, spec, phase: "starting", pid: null, ref: null, restartsUs: [] };
}

/** Asks a copy to end: gently while there is time, that is while the node holds its lease. */
function stopped(ctx: Context, state: SupervisionState, copy: Copy): Copy {
  if (copy.pid === null) return copy;
  if (!state.hasLease) {
    if (!state.defects.includes("placement_ignores_lease")) ctx.exit(copy.pid, "kill");
    else return copy;
  } else if (copy.phase === "running") cast(ctx, COPY_KEEPER, ["stop", copy.pid]);
  return { ...copy, phase: "stopping" };
}

/** The keeper has started a copy, or could not. */
export function copyStarted(ctx: Context, state: SupervisionState, news: readonly Term[]): SupervisionState {
  const [, id, epoch, result] = news as readonly [string, string, number, Term];
  const copy = state.copies.find((one) => one.id === id && one.epoch === epoch && one.phase === "starting");
  const [outcome, pid] = (Array.isArray(result) ? result : [result, null]) as readonly Term[];
  if (copy === undefined) {
    if (outcome === "ok") ctx.exit(pid as Pid, "kill");
    return state;
  }
  if (outcome === "ignore") return replaced(state, copy, { ...copy, phase: "finished" });
  if (outcome !== "ok") return crashed(ctx, state, copy, ["start_failed", pid as Term]);
  const running: Copy = { ...copy, phase: "running", pid: pid as Pid, ref: ctx.monitor(pid as Pid) };
  record(ctx, "placement.copy_started", { id, epoch, pid: pid as Pid });
  return reconcile(ctx, replaced(state, copy, running));
}

/** A process watched here has ended; the state itself when it was no copy. */
export function copyEnded(ctx: Context, state: SupervisionState, ref: Ref, reason: Term): SupervisionState {
  const copy = state.copies.find((one) => one.ref === ref);
  if (copy === undefined) return state;
  const { id, epoch, pid } = copy;
  record(ctx, "placement.copy_stopped", { id, epoch, pid, reason });
  if (copy.phase === "stopping" || !isWanted(state, copy))
    return reconcile(ctx, replaced(state, copy, undefined));
  return crashed(ctx, state, copy, reason);
}

/** A copy has ended by itself: it is started again here, or the cluster is told that it is over, or has failed. */
function crashed(ctx: Context, state: SupervisionState, copy: Copy, reason: Term): SupervisionState {
  const gone: Copy = { ...copy, pid: null, ref: null };
  if (!isWanted(state, copy)) return reconcile(ctx, replaced(state, copy, undefined));
  const { restart = "permanent", intensity = INTENSITY, period = PERIOD_S } = copy.spec;
  if (decideRestart(restart, reason) === "let_go")
    return replaced(state, copy, { ...gone, phase: "finished" });
  const { restartsUs, exceeded } = enterRestart(copy.restartsUs, ctx.now(), { intensity, period });
  if (exceeded) return replaced(state, copy, { ...gone, phase: "failed" });
  cast(ctx, COPY_KEEPER, ["start", copy.spec, copy.epoch]);
  return replaced(state, copy, { ...gone, phase: "starting", restartsUs });
}

function replaced(state: SupervisionState, copy: Copy, by: Copy | undefined): SupervisionState {
  return { ...state, copies: state.copies.flatMap((one) => (one === copy ? (by ?? []) : [one])) };
}
