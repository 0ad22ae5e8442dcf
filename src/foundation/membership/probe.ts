/**
 * Probing: the ping of a period, the help of others, and what its failure means.
 *
 * Lifeguard's local health: a member whose own probes fail without even the helpers' "nothing so far" (nack), or that
 * is accused itself, takes longer for everything. A sick observer then accuses fewer healthy members.
 */

import { isPresent, memberOf } from "./member.ts";
import type { SwimMessage } from "./swim-state.ts";
import { drawSome, hear, othersPresent, send, settle, type Turn, worsenHealth } from "./swim-turn.ts";

function slowed({ next }: Turn, us: number): number {
  return us * (1 + next.localHealth);
}

/** Starts a period with a ping to the next member of the round. */
export function beginProbe(turn: Turn): void {
  const { next, nowUs } = turn;
  next.periodEndUs = nowUs + slowed(turn, next.config.periodUs);
  const present = othersPresent(turn);
  let round = next.round.filter((node) => present.some((member) => member.node === node));
  if (round.length === 0)
    round = drawSome(turn, present, present.length)
      .map(({ node }) => node)
      .slice();
  const [node, ...rest] = round;
  next.round = rest;
  next.probe = null;
  if (node === undefined) return;
  next.sequence++;
  const askUs = nowUs + slowed(turn, next.config.pingTimeoutUs);
  next.probe = { node, sequence: next.sequence, askUs, asked: 0, nacks: 0, isAcked: false };
  send(turn, node, { kind: "ping", sequence: next.sequence });
}

/** Asks others for help when the direct answer takes too long. */
export function tendProbe(turn: Turn): void {
  const { next, nowUs } = turn;
  const { probe } = next;
  if (probe === null || probe.askUs > nowUs) return;
  const others = othersPresent(turn, probe.node).filter(({ status }) => status === "alive");
  const helpers = probe.isAcked ? [] : drawSome(turn, others, next.config.relays);
  next.probe = { ...probe, askUs: Number.POSITIVE_INFINITY, asked: helpers.length };
  for (const { node } of helpers)
    send(turn, node, { kind: "ping_request", sequence: probe.sequence, target: probe.node });
}

/** A period is over: who has not answered is suspected. */
export function endProbe(turn: Turn): void {
  const { probe, members } = turn.next;
  if (probe === null || probe.isAcked) return;
  const missing = probe.asked - probe.nacks;
  worsenHealth(turn, probe.asked === 0 ? 1 : Math.max(0, missing));
  const target = memberOf(members, probe.node);
  if (target?.status === "alive") settle(turn, { ...target, status: "suspect" });
}

/** Pings a target for another member. */
export function onPingRequest(turn: Turn, message: SwimMessage & { readonly kind: "ping_request" }): void {
  const { next, nowUs } = turn;
  const { from, sequence: theirSequence, target } = message;
  next.sequence++;
  const { pingTimeoutUs, periodUs } = next.config;
  const [nackUs, untilUs] = [nowUs + pingTimeoutUs, nowUs + periodUs];
  const relay = { requester: from, theirSequence, target, sequence: next.sequence, nackUs, untilUs };
  next.relays = [...next.relays, relay];
  send(turn, target, { kind: "ping", sequence: next.sequence });
}

/** Tells requesters that nothing has come so far, and forgets old requests. */
export function tendRelays(turn: Turn): void {
  const { next, nowUs } = turn;
  for (const { requester, theirSequence, nackUs } of next.relays)
    if (nackUs <= nowUs) send(turn, requester, { kind: "nack", sequence: theirSequence });
  const left = next.relays.filter(({ untilUs }) => untilUs > nowUs);
  next.relays = left.map((relay) =>
    relay.nackUs <= nowUs ? { ...relay, nackUs: Number.POSITIVE_INFINITY } : relay,
  );
}

/** An answer to the own probe, direct or through a helper, or to one made for another. */
export function onAck(turn: Turn, message: SwimMessage & { readonly kind: "ack" }): void {
  const { next } = turn;
  const { sequence, of, from } = message;
  const { probe } = next;
  if (probe !== null && probe.sequence === sequence && probe.node === of && !probe.isAcked) {
    next.probe = { ...probe, isAcked: true, askUs: Number.POSITIVE_INFINITY };
    next.localHealth = Math.max(0, next.localHealth - 1);
    if (next.config.defects.includes("swim_raises_foreign_incarnation")) clearForeign(turn, of);
  }
  const relay = next.relays.find((one) => one.sequence === sequence && one.target === from);
  if (relay === undefined) return;
  next.relays = next.relays.filter((one) => one !== relay);
  send(turn, relay.requester, { kind: "ack", sequence: relay.theirSequence, of });
}

export function onNack({ next }: Turn, sequence: number): void {
  const { probe } = next;
  if (probe?.sequence === sequence) next.probe = { ...probe, nacks: probe.nacks + 1 };
}

/** The planted mistake: a suspect that answers is cleared by the prober, in an incarnation that is not its to give. */
function clearForeign(turn: Turn, node: number): void {
  const member = memberOf(turn.next.members, node);
  if (member === undefined || !isPresent(member) || member.status === "alive") return;
  hear(turn, { node, status: "alive", incarnation: member.incarnation + 1 });
}
