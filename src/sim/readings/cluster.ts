/** Who leads, and how far each node's replicated log is: read from the consensus processes, light enough per frame. */

import { CONSENSUS, consensusStateOf, lastIndexOf, leaderOf } from "../../foundation/consensus/index.ts";
import type { Node, Process } from "../../kernel/index.ts";

export interface ServerReading {
  readonly node: number;
  readonly process: Process;
  readonly role: "leader" | "candidate" | "follower";
  readonly term: number;
  readonly leader: number | undefined;
  readonly commitIndex: number;
  readonly lastIndex: number;
  /** When it will campaign unless it hears a leader; undefined for a leader. */
  readonly electionDeadlineUs: number | undefined;
}

/** The consensus server of a node; undefined when the node is down or runs none. */
export function readServer(node: Node): ServerReading | undefined {
  const pid = node.up ? node.names.get(CONSENSUS) : undefined;
  const process = pid === undefined ? undefined : node.find(pid);
  const server = process === undefined ? undefined : consensusStateOf(process);
  if (process === undefined || server === undefined) return undefined;
  const { raft } = server;
  const { role, durable } = raft;
  const isLeader = role.kind === "leader";
  return {
    node: node.index,
    process,
    role: isLeader ? "leader" : role.kind === "follower" ? "follower" : "candidate",
    term: durable.term,
    leader: leaderOf(raft) ?? undefined,
    commitIndex: raft.commitIndex,
    lastIndex: lastIndexOf(durable.log),
    electionDeadlineUs: isLeader ? undefined : raft.electionDeadlineUs,
  };
}

/** The leader of the highest term among nodes that are up and not paused; undefined while there is none. */
export function readLeader(nodes: readonly Node[]): ServerReading | undefined {
  let best: ServerReading | undefined;
  for (const node of nodes) {
    const server = node.paused ? undefined : readServer(node);
    if (server?.role === "leader" && (best === undefined || server.term > best.term)) best = server;
  }
  return best;
}
