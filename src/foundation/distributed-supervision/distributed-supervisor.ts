/**
 * The distributed supervisor of a node: a gen_server that keeps its node's lease, follows the placements the log decides
 * and makes its copies agree with them.
 *
 * Invariants
 * - Handlers never wait: starting and stopping copies is the keeper's work.
 * - It decides nothing that others have to agree on; it asks, and carries out what was decided.
 */

import { type Context, isTagged, type Module, type Ref, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  defineServer,
  type From,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  started,
  stopInit,
} from "../../otp/index.ts";
import { CONSENSUS, subscribe } from "../consensus/index.ts";
import { recorder } from "../telemetry/index.ts";
import { copyEnded, copyStarted, reconcile } from "./copies.ts";
import { PLACEMENT_EVENTS } from "./events.ts";
import { askForLease, endedOf, leaseAnswered, reportEnded, reportSilent, withoutLease } from "./lease.ts";
import {
  NO_PLACEMENTS,
  type NodeRecord,
  type Placement,
  type PlacementState,
  withChild,
  withNode,
} from "./placement.ts";
import { PLACEMENT } from "./placement-machine.ts";
import {
  DISTRIBUTED_SUPERVISOR,
  isGrantedStill,
  PLACEMENT_DEFECTS,
  SUPERVISION_DEFAULTS,
  type SupervisionConfig,
  type SupervisionState,
  supervisionRefusal,
  watchedOf,
} from "./supervision-state.ts";

const record = recorder(PLACEMENT_EVENTS);

function init(ctx: Context, options: Partial<SupervisionConfig>): InitResult<SupervisionState> {
  const config = { ...SUPERVISION_DEFAULTS, ...options };
  const refusal = supervisionRefusal(config);
  if (refusal !== undefined) return stopInit(["bad_config", refusal]);
  const state: SupervisionState = {
    config,
    defects: PLACEMENT_DEFECTS.filter((defect) => ctx.hasDefect(defect)),
    node: ctx.node,
    session: `${PLACEMENT} ${ctx.self.toString()} ${ctx.nodeIncarnation}`,
    sequence: 0,
    granted: null,
    leaseUntilUs: 0,
    hasLease: false,
    placements: NO_PLACEMENTS,
    isLogLeader: false,
    watched: [],
    copies: [],
    consensus: null,
    beatDueUs: ctx.now(),
    timer: null,
    timerDueUs: Number.POSITIVE_INFINITY,
  };
  return started(armed(ctx, beat(ctx, state)));
}

/** What is done every `renewUs`. */
function beat(ctx: Context, state: SupervisionState): SupervisionState {
  let next: SupervisionState = { ...state, beatDueUs: ctx.now() + state.config.renewUs };
  if (next.consensus === null) {
    subscribe(ctx);
    next = { ...next, consensus: ctx.monitor(CONSENSUS) };
  }
  return reportEnded(ctx, reportSilent(ctx, askForLease(ctx, next)));
}

function handleCast(ctx: Context, request: Term, state: SupervisionState): NoreplyResult<SupervisionState> {
  return noreply(isTagged(request, "copy") ? settled(ctx, state, copyStarted(ctx, state, request)) : state);
}

function handleCall(
  _ctx: Context,
  _request: Term,
  _from: From,
  state: SupervisionState,
): CallResult<SupervisionState> {
  const { children } = state.placements;
  return reply(
    children.map(({ id, node, epoch, status }) => ({ id, node, epoch, status })),
    state,
  );
}

function handleInfo(ctx: Context, message: Term, state: SupervisionState): NoreplyResult<SupervisionState> {
  if (isTagged(message, "timeout")) return noreply(message[1] === state.timer ? ticked(ctx, state) : state);
  if (isTagged(message, CONSENSUS)) return noreply(settled(ctx, state, onConsensus(ctx, state, message)));
  if (!isTagged(message, "DOWN")) return noreply(state);
  const [, ref, , , reason] = message;
  if (ref === state.consensus) return noreply({ ...state, consensus: null, isLogLeader: false });
  return noreply(settled(ctx, state, copyEnded(ctx, state, ref as Ref, reason)));
}

function ticked(ctx: Context, state: SupervisionState): SupervisionState {
  const nowUs = ctx.now();
  let next: SupervisionState = { ...state, timer: null, timerDueUs: Number.POSITIVE_INFINITY };
  if (next.hasLease && next.leaseUntilUs <= nowUs) next = reconcile(ctx, withoutLease(ctx, next, "expired"));
  if (next.beatDueUs <= nowUs) next = beat(ctx, next);
  return armed(ctx, next);
}

/** After any news: the copies agree with what is decided, and what has just ended is told at once. */
function settled(ctx: Context, before: SupervisionState, after: SupervisionState): SupervisionState {
  const next = reconcile(ctx, after);
  const isNew = endedOf(next).length > endedOf(before).length;
  return armed(ctx, isNew ? reportEnded(ctx, next) : next);
}

function onConsensus(ctx: Context, state: SupervisionState, message: readonly Term[]): SupervisionState {
  const [, kind, first, second] = message;
  switch (kind) {
    case "answer":
      return answered(ctx, state, first as Term, second as readonly Term[]);
    case "state":
      return informed(ctx, { ...state, placements: placementsIn(state, second as Term) });
    case "notice":
      return isTagged(second as Term, PLACEMENT) ? noticed(ctx, state, second as readonly Term[]) : state;
    case "leader": {
      const isNew = first === true && !state.isLogLeader;
      const watched = isNew ? [] : state.watched;
      const next = { ...state, isLogLeader: first === true, watched };
      return { ...next, watched: watchedOf(next, ctx.now()) };
    }
    default:
      return state;
  }
}

function answered(
  ctx: Context,
  state: SupervisionState,
  tag: Term,
  result: readonly Term[],
): SupervisionState {
  if (!Array.isArray(tag) || result[0] !== "ok") return state;
  return leaseAnswered(ctx, state, tag as [Term, Term, number], result[1] as unknown as [string, Term]);
}

function placementsIn({ config }: SupervisionState, machineState: Term): PlacementState {
  let part = machineState;
  for (const key of config.statePath) part = (part as { readonly [key: string]: Term } | undefined)?.[key];
  return (part as PlacementState | undefined) ?? NO_PLACEMENTS;
}

function noticed(
  ctx: Context,
  state: SupervisionState,
  [, what, ...rest]: readonly Term[],
): SupervisionState {
  if (what === "child") {
    const [id, child] = rest as [string, Placement | null];
    if (child?.status === "given_up" && state.isLogLeader)
      record(ctx, "placement.child_given_up", { id, moves: child.moves });
    return { ...state, placements: withChild(state.placements, id, child) };
  }
  const [node] = rest as [NodeRecord];
  if (!node.isUp && state.isLogLeader)
    record(ctx, "placement.node_lost", { member: node.node, session: node.session });
  return informed(ctx, { ...state, placements: withNode(state.placements, node) });
}

/** With news of the nodes: silence begins anew for those that were heard, and a session that was ended is given up. */
function informed(ctx: Context, state: SupervisionState): SupervisionState {
  const watched = watchedOf(state, ctx.now());
  const next = { ...state, watched };
  const isEnded = next.granted !== null && isNewerSession(next) && !isGrantedStill(next);
  return isEnded ? withoutLease(ctx, next, "fenced") : next;
}

/** Whether the placements already know of the granted session; they may be behind the answer that granted it. */
function isNewerSession({ placements, node, granted }: SupervisionState): boolean {
  const session = placements.nodes.find((record) => record.node === node)?.session ?? -1;
  return granted !== null && session >= granted;
}

/** Makes sure the timer fires in time. One that fires too early finds nothing due and goes on. */
function armed(ctx: Context, state: SupervisionState): SupervisionState {
  const dueUs = Math.min(state.beatDueUs, state.hasLease ? state.leaseUntilUs : Number.POSITIVE_INFINITY);
  if (dueUs >= state.timerDueUs) return state;
  if (state.timer !== null) ctx.cancelTimer(state.timer);
  const delayUs = Math.max(0, dueUs - ctx.now());
  return { ...state, timer: ctx.startTimer(delayUs, ctx.self, "tick"), timerDueUs: dueUs };
}

export const distributedSupervisorModule: Module = defineServer<SupervisionState>(DISTRIBUTED_SUPERVISOR, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});
