/** What a member knows and is doing: plain data, moved on by `swimStep`. */

import type { Member, Saying } from "./member.ts";
import type { SwimConfig } from "./swim-config.ts";

/** A saying on its way through the cluster, and how often it was passed on. */
export type Rumour = { readonly saying: Saying; readonly sent: number };

/** The probe of the running period. */
export type Probe = {
  readonly node: number;
  readonly sequence: number;
  /** When others are asked to probe; Infinity once they were. */
  readonly askUs: number;
  readonly asked: number;
  readonly nacks: number;
  readonly isAcked: boolean;
};

/** A probe on behalf of another. */
export type Relay = {
  readonly requester: number;
  readonly theirSequence: number;
  readonly target: number;
  readonly sequence: number;
  /** When the requester is told that nothing has come so far; Infinity once it was. */
  readonly nackUs: number;
  readonly untilUs: number;
};

export type Swim = {
  readonly config: SwimConfig;
  /** The own one. Durable: it is on disk before anybody hears of it. */
  readonly incarnation: number;
  /** Ascending by node, the own one among them. */
  readonly members: readonly Member[];
  readonly rumours: readonly Rumour[];
  /** Whom this round has still to probe. */
  readonly round: readonly number[];
  readonly probe: Probe | null;
  readonly relays: readonly Relay[];
  readonly sequence: number;
  readonly periodEndUs: number;
  readonly periodsToSync: number;
  /** 0 healthy; more: the member doubts itself and takes longer before it accuses others. */
  readonly localHealth: number;
};

/** Every message carries the sender's own word, and what it has to say of others. */
export type SwimMessage = { readonly from: number; readonly sayings: readonly Saying[] } & (
  | { readonly kind: "ping"; readonly sequence: number }
  | { readonly kind: "ping_request"; readonly sequence: number; readonly target: number }
  | { readonly kind: "ack"; readonly sequence: number; readonly of: number }
  | { readonly kind: "nack"; readonly sequence: number }
  | { readonly kind: "sync"; readonly isReply: boolean }
);

export type SwimInput =
  | { readonly kind: "start" }
  | { readonly kind: "tick" }
  | { readonly kind: "message"; readonly message: SwimMessage }
  | { readonly kind: "leave" };

/** A member before, if it was known, and after. */
export type MemberChange = { readonly before: Member | undefined; readonly after: Member };

export type SwimEffects = {
  readonly messages: readonly { readonly to: number; readonly message: SwimMessage }[];
  readonly changes: readonly MemberChange[];
};

/** A member that has just been started, in a cluster of one. */
export function createSwim(config: SwimConfig, incarnation: number, nowUs: number): Swim {
  const { node } = config;
  const self: Member = {
    node,
    status: "alive",
    incarnation,
    sinceUs: nowUs,
    suspectUntilUs: Number.POSITIVE_INFINITY,
  };
  return {
    config,
    incarnation,
    members: [self],
    rumours: [],
    round: [],
    probe: null,
    relays: [],
    sequence: 0,
    periodEndUs: nowUs,
    periodsToSync: 0,
    localHealth: 0,
  };
}

/** When the member has to be ticked next. */
export function swimDueUs(swim: Swim): number {
  let dueUs = Math.min(swim.periodEndUs, swim.probe?.askUs ?? Number.POSITIVE_INFINITY);
  for (const { nackUs, untilUs } of swim.relays) dueUs = Math.min(dueUs, nackUs, untilUs);
  for (const { suspectUntilUs } of swim.members) dueUs = Math.min(dueUs, suspectUntilUs);
  return dueUs;
}
