/** Stage: nodes with their processes, links, islands, and the messages between them. */

import { type Flight, type Node, type Run, readServer, type ServerReading } from "../../sim/index.ts";
import {
  FLIGHT_CLASS,
  FLIGHT_STRIDE,
  type StageAssigns,
  type StageLink,
  type StageNode,
  type StageProcess,
} from "../assigns.ts";
import type { Driving, LiveView } from "../live-view.ts";
import { mailboxTotalOf, processFacts, statusOf } from "./process-facts.ts";

/** A message that has arrived stays visible as a trail for this much wall time. */
const TRAIL_WALL_US = 220_000;
const FLIGHTS_MAX = 600;
const PROCESSES_MAX = 40;
/** A lost message is rarer and worth more than one that arrives: its cross stays this many times longer. */
const LOST_TRAILS = 4;

export function createStageView(): LiveView<"stage"> {
  // Once seen it stays: a consensus process that is being restarted does not end consensus.
  let hasConsensus = false;
  return {
    name: "stage",
    render(run, driving) {
      hasConsensus ||= run.world.nodes.some((node) => readServer(node) !== undefined);
      return render(run, driving, hasConsensus);
    },
  };
}

function render(run: Run, driving: Driving, hasConsensus: boolean): StageAssigns {
  const { nodes, network, nowUs } = run.world;
  const islands = network.islands((index) => nodes[index]?.up === true);
  const stageNodes: Record<string, StageNode> = {};
  const links: Record<string, StageLink> = {};
  for (const node of nodes) {
    stageNodes[node.name] = nodeOf(node, islands[node.index] ?? node.index);
    for (const other of nodes) if (other.index > node.index) addLink(links, run, node, other);
  }
  const trailUs = Math.round(TRAIL_WALL_US * Math.min(driving.speed, 20));
  return {
    order: nodes.map((node) => node.name),
    nodes: stageNodes,
    links,
    hasConsensus,
    flights: packFlights(shownFlights(run, trailUs)),
    trailUs,
    nowUs,
  };
}

function shownFlights({ world }: Run, trailUs: number): Flight[] {
  const sinceUs = world.nowUs - trailUs;
  return world.flights
    .since(world.nowUs - LOST_TRAILS * trailUs)
    .filter((flight) => flight.lost || flight.arriveUs >= sinceUs);
}

function nodeOf(node: Node, island: number): StageNode {
  const server = readServer(node);
  const facts = node.up ? processFacts(node, PROCESSES_MAX) : [];
  return {
    id: node.name,
    index: node.index,
    status: !node.up ? "down" : node.paused ? "paused" : "up",
    role: server?.role ?? "unknown",
    term: server?.term ?? 0,
    commitIndex: server?.commitIndex ?? 0,
    logLength: server?.lastIndex ?? 0,
    electionShare: electionShare(node, server),
    processes: facts.map(stageProcess),
    processCount: node.processCount,
    mailboxTotal: mailboxTotalOf(node),
    island,
  };
}

function stageProcess({
  process,
  label,
  kind,
  restarts,
  supervisor,
}: ReturnType<typeof processFacts>[number]): StageProcess {
  return {
    pid: process.pid.toString(),
    label,
    kind,
    status: statusOf(process),
    mailbox: process.mailboxLength,
    restarts,
    supervisor: supervisor?.pid.toString() ?? null,
  };
}

/** How much of the election timeout is used up, in steps of 1/24 so that the picture changes only when one sees it. */
function electionShare(node: Node, server: ServerReading | undefined): number | null {
  if (server?.electionDeadlineUs === undefined) return null;
  const leftUs = server.electionDeadlineUs - node.nowUs;
  const share = 1 - Math.min(Math.max(leftUs / ELECTION_SPAN_US, 0), 1);
  return Math.round(share * 24) / 24;
}

/** The longest election timeout of the default configuration. */
const ELECTION_SPAN_US = 800_000;

function addLink(links: Record<string, StageLink>, run: Run, node: Node, other: Node): void {
  const { network } = run.world;
  const id = `${node.name}-${other.name}`;
  links[id] = {
    id,
    from: node.name,
    to: other.name,
    cut: network.isCut(node.index, other.index),
    latencyMs: Math.round(network.meanLatencyUs(node.index, other.index) / 100) / 10,
    lossPercent: network.link(node.index, other.index).model.lossPpm / 10_000,
  };
}

function packFlights(flights: readonly Flight[]): Float64Array {
  const shown = flights.slice(-FLIGHTS_MAX);
  const packed = new Float64Array(shown.length * FLIGHT_STRIDE);
  for (const [i, flight] of shown.entries()) {
    packed.set(
      [
        flight.id,
        flight.from,
        flight.to,
        flight.sentUs,
        flight.arriveUs,
        classOf(flight),
        flight.lost ? 1 : 0,
      ],
      i * FLIGHT_STRIDE,
    );
  }
  return packed;
}

/** The class of a message by its tag: what the consensus servers and agents call it. */
function classOf(flight: Flight): number {
  if (flight.signal.kind !== 0) return FLIGHT_CLASS.control;
  const body = flight.signal.body;
  if (!Array.isArray(body)) return FLIGHT_CLASS.work;
  const inner = body[0] === "$gen_cast" && Array.isArray(body[1]) ? body[1] : body;
  if (inner[0] !== "raft") return inner[0] === "$gen_reply" ? FLIGHT_CLASS.reply : FLIGHT_CLASS.work;
  const message = inner[1] as { readonly kind?: unknown } | readonly unknown[] | undefined;
  const kind = Array.isArray(message)
    ? message[0]
    : (message as { readonly kind?: unknown } | undefined)?.kind;
  return RAFT_CLASSES[String(kind)] ?? FLIGHT_CLASS.control;
}

const RAFT_CLASSES: Readonly<Record<string, number>> = {
  heartbeat: FLIGHT_CLASS.heartbeat,
  append: FLIGHT_CLASS.append,
  append_reply: FLIGHT_CLASS.reply,
  pre_vote: FLIGHT_CLASS.vote,
  request_vote: FLIGHT_CLASS.vote,
  vote_reply: FLIGHT_CLASS.vote,
};
