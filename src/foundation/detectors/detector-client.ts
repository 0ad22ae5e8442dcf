/** What processes of a node ask its failure detector, and what observers read of it. */

import type { Blocking, Context, Process } from "../../kernel/index.ts";
import { cast, serverStateOf, tryCall } from "../../otp/index.ts";
import { type DetectorState, FAILURE_DETECTOR } from "./detector-server.ts";
import type { HeartbeatNumber } from "./peer.ts";

/**
 * First `["failure_detector", "state", suspects]` (indexes of nodes), then `["failure_detector", "suspect" | "trust",
 * node]` for each change. Nothing comes when there is no detector, and a restarted one knows no subscribers: who may
 * outlive it monitors it and subscribes again.
 */
export function subscribeSuspicions(ctx: Context): void {
  cast(ctx, FAILURE_DETECTOR, ["subscribe", ctx.self]);
}

/** Level of suspicion of each peer now; 1 or more is suspected. `undefined` when there is no detector. */
export function* suspicionLevels(
  ctx: Context,
  timeoutUs?: number,
): Blocking<readonly { readonly node: number; readonly level: number }[] | undefined> {
  const answer = yield* tryCall(ctx, FAILURE_DETECTOR, "levels", timeoutUs);
  return answer.ok ? (answer.value as readonly { node: number; level: number }[]) : undefined;
}

/** One peer as a detector sees it, as data for a screen and for checkers. */
export interface PeerView {
  readonly node: number;
  /** Number of the newest heartbeat that counted, and how many have. */
  readonly newest: HeartbeatNumber;
  readonly heartbeats: number;
  readonly heardUs: number;
  /** When it was judged last, and the level then. */
  readonly judgedUs: number;
  readonly level: number;
  readonly isSuspected: boolean;
}

export interface DetectorView {
  readonly policy: "fixed" | "phi";
  readonly heartbeatUs: number;
  /** Ascending by node. */
  readonly peers: readonly PeerView[];
}

/** The view of a failure detector; undefined for any other process. Does not touch the run. */
export function readDetector(process: Process): DetectorView | undefined {
  const server = serverStateOf(process);
  if (server?.module !== FAILURE_DETECTOR) return undefined;
  const { policy, heartbeatUs, peers } = server.state as DetectorState;
  return { policy: policy.kind, heartbeatUs, peers };
}
