/**
 * Gossip averaging: after each task an agent asks one peer for its model and goes on with the mean of both. What each
 * agent has learnt from its own rows so reaches all, without any centre.
 *
 * Only weights travel, packed and shared by reference; each agent keeps its own momentum.
 *
 * Silence is normal (a peer is dead, busy or cut off): an answer counts only until the next task begins.
 */

import type { Context, Pid, Term } from "../../kernel/index.ts";
import { localView } from "../coordination/index.ts";
import { areWeightsOf, averageWeights } from "../learning/index.ts";
import { agentsUp } from "../variables/index.ts";
import type { LearnerState } from "./learner-state.ts";
import { isEnrolled } from "./presence.ts";

/** Asks a random agent that is up and in contact, if there is one. */
export function askPeer(ctx: Context, state: LearnerState): LearnerState {
  const { id } = state.spec;
  const connected = ctx.connectedNodes();
  const peers = agentsUp(localView(ctx)).filter(({ agent, node }) => {
    return agent !== id && (node === ctx.node ? isEnrolled(ctx, agent) : connected.includes(node));
  });
  if (peers.length === 0) return state;
  const peer = peers[ctx.drawBetween(`agent:${id}`, 0, peers.length - 1)];
  if (peer === undefined) return state;
  const round = state.learnt.tasks;
  ctx.send({ name: peer.agent, node: peer.node }, ["gossip", "ask", ctx.self, round]);
  return { ...state, gossip: { peer: peer.agent, round } };
}

/** A peer asks: it gets the weights as they are. */
export function answerPeer(ctx: Context, state: LearnerState, asker: Pid, round: Term): void {
  const { agent, model } = state.learnt;
  ctx.send(asker, ["gossip", "model", agent, round, model.weights]);
}

/** A peer's weights have come. Late, unasked or unfit ones are left alone. */
export function takeModel(state: LearnerState, [peer, round, weights]: readonly Term[]): LearnerState {
  const { gossip, learnt, training } = state;
  if (gossip === null || gossip.peer !== peer || gossip.round !== round || training !== null) return state;
  const isFit = weights instanceof Float32Array && areWeightsOf(learnt.model.shape, weights);
  if (!isFit) return { ...state, gossip: null };
  const model = averageWeights(learnt.model, weights);
  return { ...state, gossip: null, learnt: { ...learnt, model } };
}
