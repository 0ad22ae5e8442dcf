/**
 * Consensus: every server's log as a lane, who may decide, who led when, and the last election, ballot by ballot.
 *
 * What a frame costs depends on the window, not on the length of the logs.
 */

import { type Run, readVariables, type Timeline, variablesOf } from "../../sim/index.ts";
import {
  CONSENSUS_CHUNK,
  CONSENSUS_LETTER,
  type ConsensusAssigns,
  type ConsensusMembership,
  type ConsensusServer,
  type ConsensusVariable,
} from "../consensus-assigns.ts";
import { type LiveView, numberParam, textParam, type ViewParams } from "../live-view.ts";
import { type Context, contextOf } from "./consensus-context.ts";
import { askedEntry, kindOf, rowsIn } from "./consensus-entries.ts";
import { historyOf } from "./consensus-history.ts";
import {
  type ConfigurationReading,
  type DiskMemory,
  type EntryReading,
  type Lane,
  readLane,
  timerOf,
} from "./consensus-reading.ts";
import { lastElection, newsOf, type SettledElection, termsOf } from "./consensus-story.ts";
import { configurationAssigns, nameOf, sidesOf, standingOf, whyOf } from "./consensus-words.ts";

/** Whether the world takes the orders of this lens: campaign, transfer_leadership, align_timers. */
export const TAKES_CONSENSUS_ORDERS = false;

const COUNT = { min: 8, initial: 60, max: 240 } as const;
/** Before that nobody has started, which says nothing. */
const EARLY_US = 100_000;

interface Memory extends SettledElection {
  readonly disks: DiskMemory;
  hasConsensus: boolean;
}

export function createConsensusView(): LiveView<"consensus"> {
  const memory: Memory = { disks: new Map(), hasConsensus: false, settled: null };
  return {
    name: "consensus",
    render: (run, _driving, params, timeline) => render(memory, run, params, timeline),
  };
}

function render(memory: Memory, run: Run, params: ViewParams, timeline?: Timeline): ConsensusAssigns {
  const { nodes, nowUs } = run.world;
  const lanes = nodes.map((node) => readLane(node, memory.disks));
  memory.hasConsensus ||= lanes.some(({ raft, lastIndex }) => raft !== undefined || lastIndex > 0);
  if (!memory.hasConsensus) return { ...NOTHING, hasConsensus: nowUs < EARLY_US };
  const context = contextOf(run, lanes, historyOf(run, timeline));
  const { situation, reference, committed } = context;
  const last = lanes.reduce((most, lane) => Math.max(most, lane.lastIndex), 0);
  const count = Math.min(
    COUNT.max,
    Math.max(COUNT.min, Math.floor(numberParam(params, "count", COUNT.initial))),
  );
  const wanted = Math.floor(numberParam(params, "from", 0));
  const newest = Math.max(1, last - count + 1);
  const from = wanted >= 1 ? Math.min(wanted, newest) : newest;
  const window = { from, to: Math.min(last, from + count - 1), last, committed };
  const servers: Record<string, ConsensusServer> = {};
  for (const lane of lanes) servers[lane.node.name] = serverOf(lane, context, window);
  return {
    hasConsensus: true,
    canOrder: TAKES_CONSENSUS_ORDERS,
    order: nodes.map(({ name }) => name),
    servers,
    window,
    leader: situation.leader === null ? null : nameOf(situation.leader),
    term: situation.term,
    reference: reference?.node.name ?? null,
    configuration: configurationAssigns(reference?.raft?.configurationIndex ?? 0, situation.configuration),
    sides: sidesOf(situation),
    why: nowUs < EARLY_US ? null : whyOf(situation),
    standing: standingOf(situation),
    news: newsOf(context),
    terms: termsOf(context),
    election: lastElection(memory, context),
    entry: askedEntry(context, textParam(params, "entry")),
    rows: params["table"] === true ? rowsIn(context, window) : null,
    variables: variablesIn(run),
    cuts: cutsIn(run),
  };
}

const NOTHING: ConsensusAssigns = {
  hasConsensus: false,
  canOrder: TAKES_CONSENSUS_ORDERS,
  order: [],
  servers: {},
  window: { from: 1, to: 0, last: 0, committed: 0 },
  leader: null,
  term: 0,
  reference: null,
  configuration: null,
  sides: [],
  why: null,
  standing: "",
  news: null,
  terms: [],
  election: null,
  entry: null,
  rows: null,
  variables: [],
  cuts: [],
};

function serverOf(lane: Lane, context: Context, window: ConsensusAssigns["window"]): ConsensusServer {
  const { node, raft, term, votedFor, baseIndex, lastIndex, commitIndex, appliedIndex, waiting } = lane;
  const timer = timerOf(lane);
  const followed = raft?.role.kind === "follower" ? raft.role.leader : undefined;
  return {
    id: node.name,
    status: !node.up ? "down" : node.paused ? "paused" : "up",
    role: raft?.role.kind ?? "unknown",
    membership: membershipOf(context.situation.configuration, node.index),
    term,
    votedFor: votedFor === null ? null : nameOf(votedFor),
    follows: followed === undefined || followed === null ? null : nameOf(followed),
    baseIndex,
    snapshotIndex: raft?.durable.snapshot?.index ?? 0,
    lastIndex,
    commitIndex,
    appliedIndex,
    dueUs: timer?.dueUs ?? null,
    spanUs: timer?.spanUs ?? 0,
    cells: cellsOf(lane, window),
    progress: progressOf(context.reference, node.index),
    isFromDisk: raft === undefined,
    waiting,
  };
}

function membershipOf(configuration: ConfigurationReading, id: number): ConsensusMembership {
  if (configuration.voters.includes(id)) return "voter";
  if (configuration.outgoing?.includes(id)) return "outgoing";
  return configuration.learners?.includes(id) ? "learner" : "none";
}

function progressOf(leader: Lane | undefined, id: number): ConsensusServer["progress"] {
  const known = leader?.raft?.role.progress?.find(({ peer }) => peer === id);
  if (known === undefined) return null;
  const { matchIndex: match, nextIndex: next, mode = "replicate", isPaused = false, inFlight = [] } = known;
  return { match, next, mode, isPaused, inFlight: inFlight.length };
}

const chunkOf = (index: number): number => Math.floor((index - 1) / CONSENSUS_CHUNK);

function cellsOf(lane: Lane, { from, to }: ConsensusAssigns["window"]): Record<string, string> {
  const cells: Record<string, string> = {};
  if (to < from) return cells;
  for (let chunk = chunkOf(from); chunk <= chunkOf(to); chunk++) {
    const first = chunk * CONSENSUS_CHUNK + 1;
    if (first > lane.lastIndex || first + CONSENSUS_CHUNK - 1 <= lane.baseIndex) continue;
    const texts: string[] = [];
    for (let index = first; index < first + CONSENSUS_CHUNK; index++) texts.push(cellOf(lane.entryAt(index)));
    cells[String(chunk)] = texts.join(",");
  }
  return cells;
}

function cellOf(entry: EntryReading | undefined): string {
  return entry === undefined ? "" : `${CONSENSUS_LETTER[kindOf(entry)]}${entry.term}`;
}

function variablesIn(run: Run): ConsensusVariable[] {
  return variablesOf(readVariables(run.world.nodes)).map(({ spec, value }) => {
    const hasRange = spec.type === "float" || spec.type === "integer";
    return {
      name: spec.name,
      type: spec.type,
      value,
      bounds: hasRange
        ? `${spec.min} to ${spec.max}`
        : spec.type === "boolean"
          ? "true or false"
          : spec.choices.join(", "),
      min: hasRange ? spec.min : null,
      max: hasRange ? spec.max : null,
      choices: spec.type === "categorical" ? spec.choices : null,
    };
  });
}

function cutsIn({ world }: Run): string[] {
  const cuts: string[] = [];
  for (const a of world.nodes)
    for (const b of world.nodes)
      if (a.index < b.index && world.network.isCut(a.index, b.index)) cuts.push(`${a.name}-${b.name}`);
  return cuts;
}
