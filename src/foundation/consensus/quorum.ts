/**
 * Quorums: pure counting over a configuration. In a joint configuration every question is asked of both groups (§6).
 *
 * `shortBy` takes that many members off a majority. It is 0 except under the planted defect `raft_small_quorum`.
 */

import type { Configuration, LogEntry } from "./entry.ts";
import { entryAt, lastIndexOf, type RaftLog } from "./log.ts";

/** Members that make a majority of `count`. */
export function majorityOf(count: number, shortBy = 0): number {
  return Math.max(1, ((count / 2) | 0) + 1 - shortBy);
}

function groupsOf(configuration: Configuration): readonly (readonly number[])[] {
  const { voters, outgoing } = configuration;
  return outgoing.length === 0 ? [voters] : [voters, outgoing];
}

/** True when those for whom `holds` form a quorum. */
export function isQuorum(configuration: Configuration, holds: (id: number) => boolean, shortBy = 0): boolean {
  return groupsOf(configuration).every(
    (group) => group.filter(holds).length >= majorityOf(group.length, shortBy),
  );
}

/** The largest index that a quorum has reached. */
export function quorumIndex(
  configuration: Configuration,
  reached: (id: number) => number,
  shortBy = 0,
): number {
  let index = Number.POSITIVE_INFINITY;
  for (const group of groupsOf(configuration)) {
    const sorted = group.map(reached).sort((a, b) => b - a);
    index = Math.min(index, sorted[majorityOf(group.length, shortBy) - 1] ?? 0);
  }
  return index;
}

export function isVoter(configuration: Configuration, id: number): boolean {
  return configuration.voters.includes(id) || configuration.outgoing.includes(id);
}

/** Everybody a leader replicates to: voters of both groups, then learners, each once, in order of their number. */
export function membersOf(configuration: Configuration): number[] {
  const { voters, outgoing, learners } = configuration;
  return Array.from(new Set([...voters, ...outgoing, ...learners])).sort((a, b) => a - b);
}

/** The configuration in force is the newest one in the log, committed or not (§6); `initial` where there is none. */
export function configurationOf(log: RaftLog, initial: Configuration): Configuration {
  for (let index = lastIndexOf(log); index > log.baseIndex; index--) {
    const entry = entryAt(log, index) as LogEntry;
    if (entry.kind === "configuration") return entry.configuration;
  }
  return initial;
}
