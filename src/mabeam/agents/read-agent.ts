/** What observers read of an agent and of a node's directory without asking them. */

import type { Node, Process } from "../../kernel/index.ts";
import { serverStateOf } from "../../otp/index.ts";
import type { AppliedValue } from "../coordination/index.ts";
import { AGENT_DIRECTORY, type AgentEntry } from "./agent-directory.ts";
import { LEARNER } from "./learner.ts";
import type { LearnerState } from "./learner-state.ts";

export interface AgentView {
  readonly agent: string;
  readonly incarnation: number;
  readonly activity: "training" | "idle" | "suspended";
  /** Training steps and tasks behind the model. */
  readonly steps: number;
  readonly tasks: number;
  /** Mean loss of the last task, in nats; null before the first and after a divergence. */
  readonly lastLoss: number | null;
  /** Share of held-out rows classified rightly, at the last measurement. */
  readonly lastAccuracy: number | null;
  /** Versions in use, in order of the variables' names. */
  readonly applied: readonly AppliedValue[];
  readonly voteCount: number;
  /** Peer it waits for, if any. */
  readonly gossipPeer: string | null;
}

/** The view of a learning agent; undefined for any other process, and before it has started. */
export function readAgent(process: Process): AgentView | undefined {
  const server = serverStateOf(process);
  if (server?.module !== LEARNER) return undefined;
  const { spec, incarnation, learnt, isSuspended, training, votes, gossip } = server.state as LearnerState;
  const { steps, tasks, lastLoss, lastAccuracy, applied } = learnt;
  return {
    agent: spec.id,
    incarnation,
    activity: isSuspended ? "suspended" : training === null ? "idle" : "training",
    steps,
    tasks,
    lastLoss,
    lastAccuracy,
    applied: Object.keys(applied)
      .sort()
      .flatMap((name) => applied[name] ?? []),
    voteCount: votes.length,
    gossipPeer: gossip?.peer ?? null,
  };
}

/** The agent directory of a node, in order of names; empty while there is none. */
export function readDirectory(node: Node): readonly AgentEntry[] {
  const rows = node.tables.get(AGENT_DIRECTORY)?.rows;
  if (rows === undefined) return [];
  const entries = Array.from(rows.values()) as unknown as AgentEntry[];
  return entries.sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
}
