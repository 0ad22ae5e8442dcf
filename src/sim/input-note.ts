/** What was the case at the moment an input took effect: enough to tell afterwards what it did. */

import type { Process } from "../kernel/index.ts";
import { findProcess } from "./find-process.ts";
import type { InputRecord } from "./input.ts";
import { readLeader } from "./readings/cluster.ts";
import { readTree } from "./readings/tree.ts";
import type { World } from "./world.ts";

export interface InputNote {
  /** Place in the journal, from 1. */
  readonly number: number;
  readonly record: InputRecord;
  readonly leaderNode: number | undefined;
  readonly term: number;
  readonly leaderCommit: number;
  /** The killed, suspended or resumed process, while it still was one. */
  readonly processLabel: string | undefined;
  /** Its pid, which the target may name by a registered name instead. */
  readonly pid: string | undefined;
  readonly isLeaderProcess: boolean;
  /** Number of the first domain event after it. */
  readonly domainFrom: number;
}

export function noteInput(world: World, record: InputRecord, number: number, domainFrom: number): InputNote {
  const leader = readLeader(world.nodes);
  const process = findProcess(world, record.action.target);
  return {
    number,
    record,
    leaderNode: leader?.node,
    term: leader?.term ?? 0,
    leaderCommit: leader?.commitIndex ?? 0,
    processLabel: process === undefined ? undefined : labelOf(world, process),
    pid: process?.pid.toString(),
    isLeaderProcess: process !== undefined && process === leader?.process,
    domainFrom,
  };
}

/** The id of a supervised child, which people know it by; the label of any other process. */
function labelOf(world: World, process: Process): string {
  const node = world.nodes[process.pid.node];
  const row =
    node === undefined ? undefined : readTree(node).rows.find((candidate) => candidate.process === process);
  return row?.label ?? process.label;
}
