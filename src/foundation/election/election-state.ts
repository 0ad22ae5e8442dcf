/** The state of an election server, the protocols by name, and how a core is moved on. */

import { unreachable } from "../../base/index.ts";
import type { Pid, Ref, Term } from "../../kernel/index.ts";
import type { From } from "../../otp/index.ts";
import { BULLY, type BullyState } from "./bully.ts";
import type {
  ElectionConfig,
  ElectionInput,
  ElectionMoment,
  Leadership,
  Outgoing,
} from "./election-protocol.ts";
import { TERMS, type TermsState } from "./terms.ts";

/** Name of the module, and the name every election server is registered under on its node. */
export const ELECTION = "election";

/** What an election server keeps on disk. */
export const ELECTION_KEY = "election/durable";

export type ProtocolName = "bully" | "terms";

/** A running protocol, tagged with who can read its state. */
export type Core =
  | { readonly protocol: "bully"; readonly of: BullyState }
  | { readonly protocol: "terms"; readonly of: TermsState };

export type ElectionState = {
  readonly core: Core;
  /** Since when no leader is known; null while one is. */
  readonly leaderlessUs: number | null;
  readonly suspects: readonly number[];
  readonly subscribers: readonly { readonly pid: Pid; readonly ref: Ref }[];
  /** Callers that wait for a leader. */
  readonly waiting: readonly { readonly from: From; readonly untilUs: number }[];
  readonly detector: Ref | null;
  readonly timer: Ref | null;
  readonly timerDueUs: number;
};

export function createCore(protocol: ProtocolName, config: ElectionConfig, disk: Term, nowUs: number): Core {
  switch (protocol) {
    case "bully":
      return { protocol, of: BULLY.create(config, disk, nowUs) };
    case "terms":
      return { protocol, of: TERMS.create(config, disk, nowUs) };
    default:
      return unreachable(protocol);
  }
}

export function stepCore(
  core: Core,
  input: ElectionInput,
  moment: ElectionMoment,
): { readonly core: Core; readonly messages: readonly Outgoing[] } {
  if (core.protocol === "bully") {
    const { state, messages } = BULLY.step(core.of, input, moment);
    return { core: { protocol: "bully", of: state }, messages };
  }
  const { state, messages } = TERMS.step(core.of, input, moment);
  return { core: { protocol: "terms", of: state }, messages };
}

export function leadershipOf(core: Core): Leadership {
  return core.protocol === "bully" ? BULLY.leadershipOf(core.of) : TERMS.leadershipOf(core.of);
}

export function durableOf(core: Core): Term {
  return core.protocol === "bully" ? BULLY.durableOf(core.of) : TERMS.durableOf(core.of);
}

export function dueUsOf(core: Core): number {
  return core.protocol === "bully" ? BULLY.dueUs(core.of) : TERMS.dueUs(core.of);
}

export function usesDetector(core: Core): boolean {
  return core.protocol === "bully" ? BULLY.usesDetector : TERMS.usesDetector;
}
