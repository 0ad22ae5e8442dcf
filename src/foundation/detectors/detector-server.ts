/**
 * The failure detector of a node: a gen_server that sends heartbeats to its peers and judges their silence.
 *
 * One beat does both: every `heartbeatUs` a heartbeat goes to all peers and all peers are judged. So a peer that stops
 * is suspected at the first beat after its level has reached 1; one that is heard is trusted at once.
 *
 * Invariants
 * - Handlers never wait.
 * - Subscribers hear of a change after it has happened, in order, and first of all how things stand.
 */

import { type Context, isTagged, type Module, type Pid, type Ref, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  type ChildSpec,
  cast,
  defineServer,
  type From,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  started,
  stopInit,
} from "../../otp/index.ts";
import { recorder } from "../telemetry/index.ts";
import { type DetectorPolicy, policyRefusal } from "./detector.ts";
import { DETECTOR_EVENTS } from "./events.ts";
import {
  DETECTOR_DEFECTS,
  type DetectorDefect,
  type HeartbeatNumber,
  newPeer,
  type Peer,
  peerHeard,
  peerJudged,
} from "./peer.ts";

/** Name of the module, and the name every detector is registered under on its node. */
export const FAILURE_DETECTOR = "failure_detector";

/** `peers`: indexes of the nodes to watch; the own one among them is left out. */
export type DetectorConfig = {
  readonly peers: readonly number[];
  readonly heartbeatUs: number;
  readonly policy: DetectorPolicy;
};

export type DetectorState = {
  readonly heartbeatUs: number;
  readonly policy: DetectorPolicy;
  readonly defects: readonly DetectorDefect[];
  readonly sequence: number;
  readonly peers: readonly Peer[];
  readonly subscribers: readonly { readonly pid: Pid; readonly ref: Ref }[];
};

const record = recorder(DETECTOR_EVENTS);

function refusalOf({ peers, heartbeatUs, policy }: DetectorConfig): string | undefined {
  if (!Number.isSafeInteger(heartbeatUs) || heartbeatUs < 1)
    return "heartbeatUs: a whole number of µs from 1";
  if (new Set(peers).size !== peers.length) return "peers: each node once";
  if (policy.kind === "fixed" && policy.timeoutUs <= heartbeatUs) return "timeoutUs: longer than a heartbeat";
  return policyRefusal(policy);
}

function init(ctx: Context, config: DetectorConfig): InitResult<DetectorState> {
  const refusal = refusalOf(config);
  if (refusal !== undefined) return stopInit(["bad_config", refusal]);
  const { heartbeatUs, policy } = config;
  const nodes = config.peers.filter((node) => node !== ctx.node).sort((a, b) => a - b);
  const peers = nodes.map((node) => newPeer(node, policy, ctx.now()));
  const defects = DETECTOR_DEFECTS.filter((defect) => ctx.hasDefect(defect));
  return started(beat(ctx, { heartbeatUs, policy, defects, sequence: 0, peers, subscribers: [] }));
}

/** Sends the next heartbeat to everybody, judges everybody, and asks for the beat after. */
function beat(ctx: Context, state: DetectorState): DetectorState {
  const sequence = state.sequence + 1;
  const number: HeartbeatNumber = [ctx.nodeIncarnation, ctx.self.serial, sequence];
  for (const { node } of state.peers)
    cast(ctx, { name: FAILURE_DETECTOR, node }, ["heartbeat", ctx.node, number]);
  ctx.startTimer(state.heartbeatUs, ctx.self, "beat");
  const judging = { policy: state.policy, nowUs: ctx.now(), defects: state.defects };
  const peers = state.peers.map((peer) => changed(ctx, state, peer, peerJudged(peer, judging)));
  return { ...state, sequence, peers };
}

/** Tells whoever wants to know when a peer's standing has changed. */
function changed(ctx: Context, state: DetectorState, before: Peer, after: Peer): Peer {
  if (before.isSuspected === after.isSuspected) return after;
  const peer = after.node;
  const nowUs = ctx.now();
  if (after.isSuspected)
    record(ctx, "detector.suspected", { peer, silenceUs: nowUs - after.heardUs, level: after.level });
  else record(ctx, "detector.trusted", { peer, suspectedUs: nowUs - before.heardUs });
  const news = [FAILURE_DETECTOR, after.isSuspected ? "suspect" : "trust", peer];
  for (const { pid } of state.subscribers) ctx.send(pid, news);
  return after;
}

function handleCast(ctx: Context, request: Term, state: DetectorState): NoreplyResult<DetectorState> {
  if (isTagged(request, "heartbeat")) {
    const [, from, number] = request as readonly [string, number, HeartbeatNumber];
    const judging = { policy: state.policy, nowUs: ctx.now(), defects: state.defects };
    const peers = state.peers.map((peer) =>
      peer.node === from ? changed(ctx, state, peer, peerHeard(peer, number, judging)) : peer,
    );
    return noreply({ ...state, peers });
  }
  return isTagged(request, "subscribe") ? noreply(subscribed(ctx, state, request[1] as Pid)) : noreply(state);
}

function subscribed(ctx: Context, state: DetectorState, pid: Pid): DetectorState {
  const suspects = state.peers.filter((peer) => peer.isSuspected).map(({ node }) => node);
  ctx.send(pid, [FAILURE_DETECTOR, "state", suspects]);
  if (state.subscribers.some((subscriber) => subscriber.pid === pid)) return state;
  return { ...state, subscribers: [...state.subscribers, { pid, ref: ctx.monitor(pid) }] };
}

function handleCall(
  ctx: Context,
  _request: Term,
  _from: From,
  state: DetectorState,
): CallResult<DetectorState> {
  const judging = { policy: state.policy, nowUs: ctx.now(), defects: state.defects };
  const levels = state.peers.map((peer) => ({ node: peer.node, level: peerJudged(peer, judging).level }));
  return reply(levels, state);
}

function handleInfo(ctx: Context, message: Term, state: DetectorState): NoreplyResult<DetectorState> {
  if (isTagged(message, "timeout")) return noreply(beat(ctx, state));
  if (!isTagged(message, "DOWN")) return noreply(state);
  return noreply({ ...state, subscribers: state.subscribers.filter(({ ref }) => ref !== message[1]) });
}

export const failureDetectorModule: Module = defineServer<DetectorState>(FAILURE_DETECTOR, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});

/** The detector of a node, to be put under its root supervisor. */
export function detectorChild(config: DetectorConfig): ChildSpec {
  const start = ["gen_server", "start_link", [FAILURE_DETECTOR, config, { name: FAILURE_DETECTOR }]] as const;
  return { id: FAILURE_DETECTOR, start };
}
