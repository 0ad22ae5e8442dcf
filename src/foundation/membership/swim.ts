/**
 * SWIM as a pure step: a state, an input, the time and draws in; the next state, messages and changes out (Das, Gupta,
 * Motivala, "SWIM: Scalable Weakly-consistent Infection-style Process Group Membership Protocol", 2002).
 *
 * Each period one member is pinged, in a random order that reaches everybody once a round. Without an answer `relays`
 * others are asked to ping it. Without an answer by the end of the period it is suspected; a suspect that does not
 * refute in time is dead. What is learnt rides on the messages there are anyway, each saying a bounded number of times.
 *
 * Beyond the paper: every few periods the whole list is exchanged with one other member, also a dead one. Without it a
 * healed cut would stay, since nobody pings the dead; and it is how a newcomer joins.
 */

import { assert } from "../../base/index.ts";
import { isPresent, memberOf } from "./member.ts";
import { beginProbe, endProbe, onAck, onNack, onPingRequest, tendProbe, tendRelays } from "./probe.ts";
import type { Swim, SwimEffects, SwimInput, SwimMessage } from "./swim-state.ts";
import { drawSome, hear, othersPresent, send, settle, type Turn } from "./swim-turn.ts";

/** Clock and chance stay outside; `draw` gives a uniform 32-bit number each time it is asked. */
export type SwimMoment = { readonly nowUs: number; readonly draw: () => number };

/** One step of the protocol. */
export function swimStep(
  before: Swim,
  input: SwimInput,
  { nowUs, draw }: SwimMoment,
): { readonly swim: Swim; readonly effects: SwimEffects } {
  const turn: Turn = { next: { ...before }, nowUs, draw, messages: [], changes: [] };
  take(turn, input);
  assert(turn.next.incarnation >= before.incarnation, "an incarnation never falls");
  return { swim: turn.next, effects: { messages: turn.messages, changes: turn.changes } };
}

function take(turn: Turn, input: SwimInput): void {
  if (input.kind === "leave") leave(turn);
  else if (input.kind === "message") receive(turn, input.message);
  else if (hasLeft(turn)) turn.next.periodEndUs = Number.POSITIVE_INFINITY;
  else tick(turn);
}

function hasLeft({ next }: Turn): boolean {
  return memberOf(next.members, next.config.node)?.status === "left";
}

function tick(turn: Turn): void {
  const { next, nowUs } = turn;
  for (const { node, incarnation, suspectUntilUs } of next.members)
    if (suspectUntilUs <= nowUs) settle(turn, { node, status: "dead", incarnation });
  tendRelays(turn);
  tendProbe(turn);
  if (next.periodEndUs > nowUs) return;
  endProbe(turn);
  sync(turn);
  beginProbe(turn);
}

/** Now and then the whole list goes to somebody; while nobody is known, to all seeds in every period. */
function sync(turn: Turn): void {
  const { next } = turn;
  const { config, members } = next;
  const others = members.filter(({ node, status }) => node !== config.node && status !== "left");
  if (!others.some(isPresent)) {
    for (const seed of config.seeds)
      if (seed !== config.node) send(turn, seed, { kind: "sync", isReply: false });
  }
  next.periodsToSync = next.periodsToSync <= 0 ? config.syncPeriods - 1 : next.periodsToSync - 1;
  if (next.periodsToSync > 0) return;
  for (const { node } of drawSome(turn, others, 1)) send(turn, node, { kind: "sync", isReply: false });
}

function receive(turn: Turn, message: SwimMessage): void {
  for (const saying of message.sayings) hear(turn, saying);
  const { from } = message;
  switch (message.kind) {
    case "ping":
      send(turn, from, { kind: "ack", sequence: message.sequence, of: turn.next.config.node });
      break;
    case "ping_request":
      onPingRequest(turn, message);
      break;
    case "ack":
      onAck(turn, message);
      break;
    case "nack":
      onNack(turn, message.sequence);
      break;
    case "sync":
      if (!message.isReply) send(turn, from, { kind: "sync", isReply: true });
  }
}

/** Says goodbye to everybody at once; from then on it only answers. */
function leave(turn: Turn): void {
  const { next } = turn;
  if (hasLeft(turn)) return;
  settle(turn, { node: next.config.node, status: "left", incarnation: next.incarnation });
  for (const { node } of othersPresent(turn)) send(turn, node, { kind: "sync", isReply: true });
  next.probe = null;
  next.periodEndUs = Number.POSITIVE_INFINITY;
}
