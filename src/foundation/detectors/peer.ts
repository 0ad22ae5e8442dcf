/**
 * One watched peer: which heartbeats of it count, and whether it is suspected.
 *
 * A heartbeat names the incarnation of its sender (its node's, and its server's) and its number within it. It counts
 * once and only if it is newer than all before: a duplicate, or one that was overtaken, says nothing about life now
 * and would spoil the rhythm.
 */

import type { DetectorPolicy } from "./detector.ts";
import { type Arrivals, beginArrivals, heard, suspicionLevel } from "./judgement.ts";

/** Number of a heartbeat, most significant part first: incarnation of the node, serial of the server, sequence. */
export type HeartbeatNumber = readonly [incarnation: number, server: number, sequence: number];

export type Peer = {
  readonly node: number;
  /** The newest heartbeat that counted; zeros before the first. */
  readonly newest: HeartbeatNumber;
  /** How many have counted. */
  readonly heartbeats: number;
  readonly heardUs: number;
  readonly arrivals: Arrivals;
  /** When the peer was judged last, and the level then. */
  readonly judgedUs: number;
  readonly level: number;
  readonly isSuspected: boolean;
};

/** Mistakes that can be planted in this room, so that the checkers can be shown to find them. */
export const DETECTOR_DEFECTS = [
  "detector_counts_old_heartbeats",
  "detector_never_trusts_again",
  "detector_level_sticks",
] as const;

export type DetectorDefect = (typeof DETECTOR_DEFECTS)[number];

export function newPeer(node: number, policy: DetectorPolicy, nowUs: number): Peer {
  const arrivals = beginArrivals(policy, nowUs);
  return {
    node,
    newest: [0, 0, 0],
    heartbeats: 0,
    heardUs: nowUs,
    arrivals,
    judgedUs: nowUs,
    level: 0,
    isSuspected: false,
  };
}

export function isNewer(a: HeartbeatNumber, b: HeartbeatNumber): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  return a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2];
}

/** What is used to judge: the policy, the time, and the planted defects. */
export type Judging = {
  readonly policy: DetectorPolicy;
  readonly nowUs: number;
  readonly defects: readonly DetectorDefect[];
};

/** The peer with a heartbeat; the same peer when it does not count. */
export function peerHeard(peer: Peer, number: HeartbeatNumber, judging: Judging): Peer {
  const { policy, nowUs, defects } = judging;
  if (!isNewer(number, peer.newest) && !defects.includes("detector_counts_old_heartbeats")) return peer;
  const arrivals = heard(policy, peer.arrivals, nowUs);
  const counted = { ...peer, newest: number, heartbeats: peer.heartbeats + 1, heardUs: nowUs, arrivals };
  if (defects.includes("detector_level_sticks")) return counted;
  return peerJudged(counted, judging);
}

/** The peer as it is to be seen now. */
export function peerJudged(peer: Peer, { policy, nowUs, defects }: Judging): Peer {
  const level = suspicionLevel(policy, peer.arrivals, nowUs);
  const isStuck = peer.isSuspected && defects.includes("detector_never_trusts_again");
  return { ...peer, judgedUs: nowUs, level, isSuspected: level >= 1 || isStuck };
}
