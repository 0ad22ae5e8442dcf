/**
 * What each node was, and from when: down, paused, or up and following, standing for election or leading.
 *
 * Put together from inputs, the trace (a node whose first process ends goes down by itself) and the domain events of
 * the replicated log. Where the beginning of the run is no longer kept, the first phase is what the later events imply.
 */

import { EVENT_KIND } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import type { Action } from "../input.ts";
import { nodeIndexOf } from "../input.ts";
import { readLeader } from "../readings/cluster.ts";
import type { Run } from "../run.ts";
import { readWindow } from "./trace-window.ts";

export type Phase = "up" | "leader" | "candidate" | "paused" | "down";

export interface PhaseStart {
  readonly fromUs: number;
  readonly phase: Phase;
}

interface Change {
  readonly atUs: number;
  readonly node: number;
  /** What happened; "resumed" and "unchosen" end a phase without naming the next. */
  readonly what: "down" | "up" | "paused" | "resumed" | "leader" | "candidate" | "unchosen";
}

/** The phases of every node, oldest first, each unlike the one before; the first begins at 0. */
export function nodePhases(run: Run): PhaseStart[][] {
  const changes = [...inputChanges(run), ...traceChanges(run), ...consensusChanges(run)];
  changes.sort((a, b) => a.atUs - b.atUs);
  const phases = run.world.nodes.map(({ index }): PhaseStart[] => [
    { fromUs: 0, phase: firstPhase(run, index, changes) },
  ]);
  const before = new Map<number, Phase>();
  for (const { atUs, node, what } of changes) {
    const list = phases[node];
    const now = list?.at(-1)?.phase;
    if (list === undefined || now === undefined) continue;
    const next = phaseAfter(now, what, before.get(node) ?? "up");
    if (what === "paused" && now !== "paused") before.set(node, now);
    if (next !== now) list.push({ fromUs: atUs, phase: next });
    if (next === "leader") endOtherLeaders(phases, node, atUs);
  }
  return phases;
}

function phaseAfter(now: Phase, what: Change["what"], before: Phase): Phase {
  if (what === "down" || what === "paused") return what;
  if (now === "down") return what === "up" ? "up" : "down";
  if (now === "paused") return what === "resumed" ? before : "paused";
  if (what === "leader" || what === "candidate") return what;
  return what === "resumed" ? now : "up";
}

/** A candidate that lost hears of the winner without saying so. */
function endOtherLeaders(phases: readonly PhaseStart[][], winner: number, atUs: number): void {
  phases.forEach((list, node) => {
    if (node !== winner && list.at(-1)?.phase === "candidate") list.push({ fromUs: atUs, phase: "up" });
  });
}

function firstPhase(run: Run, node: number, changes: readonly Change[]): Phase {
  const first = changes.find(({ what }) => what === "leader" || what === "unchosen");
  if (first?.what === "unchosen" && first.node === node) return "leader";
  const isQuiet = first === undefined && readLeader(run.world.nodes)?.node === node;
  return isQuiet ? "leader" : "up";
}

const INPUT_CHANGES: Partial<Record<Action["kind"], Change["what"]>> = {
  crash_node: "down",
  restart_node: "up",
  pause_node: "paused",
  resume_node: "resumed",
};

function inputChanges({ world }: Run): Change[] {
  return world.inputs.flatMap(({ atUs, action }) => {
    const what = INPUT_CHANGES[action.kind];
    const node = nodeIndexOf(action.target, world.nodes.length);
    return what === undefined || node === undefined || atUs > world.nowUs ? [] : [{ atUs, node, what }];
  });
}

function traceChanges({ world }: Run): Change[] {
  return readWindow(world, Number.POSITIVE_INFINITY).records.flatMap((record): Change[] => {
    const { kind, node, peerNode, timeUs: atUs } = record;
    if (kind === EVENT_KIND.node_down && peerNode === node) return [{ atUs, node, what: "down" }];
    return kind === EVENT_KIND.boot ? [{ atUs, node, what: "up" }] : [];
  });
}

const CONSENSUS_CHANGES: Readonly<Record<string, Change["what"]>> = {
  "raft.election_started": "candidate",
  "raft.leader_elected": "leader",
  "raft.stepped_down": "unchosen",
};

function consensusChanges({ domain }: Run): Change[] {
  return domain.since(0).flatMap(({ atUs, node, name }: DomainEvent) => {
    const what = CONSENSUS_CHANGES[name];
    return what === undefined ? [] : [{ atUs, node, what }];
  });
}
