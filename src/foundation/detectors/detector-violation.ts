/**
 * What must hold of a failure detector from one look to the next: a pure function for checkers.
 *
 * D1  A heartbeat counts only if it is newer than all that counted before.
 * D2  Between heartbeats the level does not fall as time passes (N10).
 * D3  A heartbeat sets the level below 1 and ends the suspicion (N10).
 * D4  Suspected means exactly that the level was 1 or more when the peer was judged last.
 */

import type { DetectorView, PeerView } from "./detector-client.ts";
import { isNewer } from "./peer.ts";

/** Which rule a detector broke between two looks at the same server; undefined when it broke none. */
export function detectorViolationOf(before: DetectorView, after: DetectorView): string | undefined {
  for (const peer of after.peers) {
    const earlier = before.peers.find(({ node }) => node === peer.node);
    const broken = ruleOfOne(peer) ?? (earlier === undefined ? undefined : ruleOfTwo(earlier, peer));
    if (broken !== undefined) return `${broken}, about n${peer.node + 1}`;
  }
  return undefined;
}

function ruleOfOne({ level, isSuspected, heardUs, judgedUs, heartbeats }: PeerView): string | undefined {
  if (heartbeats > 0 && judgedUs < heardUs) return "D3: a heartbeat has counted without resetting the level";
  if (isSuspected && level < 1) return "D4: suspected below the limit";
  return !isSuspected && level >= 1 ? "D4: trusted above the limit" : undefined;
}

function ruleOfTwo(before: PeerView, after: PeerView): string | undefined {
  if (after.heartbeats === before.heartbeats)
    return after.level < before.level ? "D2: the level fell without a heartbeat" : undefined;
  if (!isNewer(after.newest, before.newest)) return "D1: an old heartbeat has counted";
  const isJudgedThen = after.judgedUs === after.heardUs;
  return isJudgedThen && after.level >= 1 ? "D3: suspicious at the moment of a heartbeat" : undefined;
}
