/**
 * A storm: random crashes, restarts, cuts and network trouble on a cluster, with which kinds and how strongly drawn
 * anew for each seed (swarm testing: a mix of everything hides what one thing alone would show).
 */

import { createPrng, type Prng } from "../../base/index.ts";
import { CONSENSUS, META_KEY, type RaftView, readRaft } from "../../foundation/consensus/index.ts";
import { type Node, resumeFromOutside, suspendFromOutside } from "../../kernel/index.ts";
import { Cluster, type ClusterOptions, type NetworkProfile } from "./cluster.ts";

/** Told after every event; true ends the storm. */
export type StormObserver = (cluster: Cluster) => {
  readonly afterEvent: (node: Node) => void;
  readonly isOver: () => boolean;
};

const DURATION_US = 6_000_000;

function pick<T>(prng: Prng, options: readonly T[]): T {
  return options[prng.nextBelow(options.length)] as T;
}

function drawNetwork(prng: Prng): NetworkProfile {
  return {
    minUs: 500,
    maxUs: pick(prng, [2_000, 10_000, 30_000, 60_000]),
    lossPpt: pick(prng, [0, 0, 50, 150]),
    duplicatePpt: pick(prng, [0, 0, 100]),
    tailPpt: pick(prng, [0, 0, 10, 30]),
  };
}

function drawOptions(prng: Prng, seed: number, defects: readonly string[]): ClusterOptions {
  const electionTimeoutMinUs = pick(prng, [120_000, 150_000]);
  return {
    seed,
    defects,
    network: drawNetwork(prng),
    timing: {
      heartbeatUs: 40_000,
      electionTimeoutMinUs,
      electionTimeoutMaxUs: electionTimeoutMinUs + pick(prng, [20_000, 60_000, 150_000]),
      appendEntriesMax: pick(prng, [2, 8, 64]),
    },
    clients: pick(prng, [[0], [0, 2], [0, 1, 2, 3, 4]]),
    clientPauseUs: pick(prng, [5_000, 20_000, 60_000]),
  };
}

/** Runs one storm; the cluster at its end. */
export function runStorm(seed: number, defects: readonly string[], observe: StormObserver): Cluster {
  const prng = createPrng(seed, "storm");
  const cluster = new Cluster(drawOptions(prng, seed, defects));
  const { afterEvent, isOver } = observe(cluster);
  cluster.observer = afterEvent;
  for (const node of cluster.nodes) afterEvent(node);
  const hasCrashes = prng.nextBelow(3) > 0;
  const hasCuts = !hasCrashes || prng.nextBelow(2) === 0;
  const hasPauses = prng.nextBelow(3) === 0;
  const pauseMaxUs = pick(prng, [60_000, 200_000, 500_000]);
  const downMaxUs = pick(prng, [3_000, 20_000, 300_000]);
  while (cluster.nowUs < DURATION_US && !isOver()) {
    const untilUs = cluster.nowUs + 1 + prng.nextBelow(pauseMaxUs);
    while (!isOver() && cluster.step(untilUs));
    if (isOver()) break;
    if (hasCrashes && prng.nextBelow(2) === 0)
      bounce(cluster, victimsOf(cluster, prng), 1 + prng.nextBelow(downMaxUs));
    if (hasCrashes && prng.nextBelow(4) === 0) bounceVoter(cluster);
    if (hasPauses && prng.nextBelow(2) === 0) pauseLeader(cluster, 1 + prng.nextBelow(400_000));
    if (hasCuts && prng.nextBelow(2) === 0) cut(cluster, prng);
    else if (prng.nextBelow(2) === 0) cluster.heal();
  }
  return cluster;
}

function raftOf(node: Node): RaftView | undefined {
  const pid = node.names.get(CONSENSUS);
  const process = pid === undefined ? undefined : node.find(pid);
  return process === undefined ? undefined : readRaft(process);
}

function leaderAmong(nodes: readonly Node[]): Node | undefined {
  return nodes.find((node) => raftOf(node)?.role === "leader");
}

/** One to three servers, the leader among them perhaps. */
function victimsOf(cluster: Cluster, prng: Prng): ReadonlySet<Node> {
  const victims = new Set<Node>();
  const leader = leaderAmong(cluster.nodes);
  if (leader !== undefined && prng.nextBelow(3) === 0) victims.add(leader);
  const count = 1 + prng.nextBelow(3);
  while (victims.size < count) victims.add(pick(prng, cluster.nodes));
  return victims;
}

function bounce(cluster: Cluster, victims: ReadonlySet<Node>, downUs: number): void {
  for (const node of victims) if (node.up) cluster.crash(node);
  cluster.run(cluster.nowUs + downUs);
  for (const node of victims) if (!node.up) cluster.boot(node);
}

/** Crashes the next server that gives its vote to another, for a moment: does it remember? */
function bounceVoter(cluster: Cluster): void {
  const voteOf = (node: Node): string => JSON.stringify(node.disk.get(META_KEY) ?? null);
  const before = cluster.nodes.map(voteOf);
  const untilUs = cluster.nowUs + 300_000;
  let voter: Node | undefined;
  while (voter === undefined && cluster.step(untilUs)) {
    voter = cluster.nodes.find((node) => {
      const votedFor = voteOf(node) === before[node.index] ? null : (raftOf(node)?.votedFor ?? null);
      return votedFor !== null && votedFor !== node.index;
    });
  }
  if (voter !== undefined) bounce(cluster, new Set([voter]), 200);
}

/** Stops the leading server for a while, as a long pause of its host would; it comes back believing it leads. */
function pauseLeader(cluster: Cluster, pauseUs: number): void {
  const node = leaderAmong(cluster.nodes);
  const pid = node?.names.get(CONSENSUS);
  if (node === undefined || pid === undefined) return;
  suspendFromOutside(node, pid, 0);
  cluster.run(cluster.nowUs + pauseUs);
  node.idleUntil(cluster.nowUs);
  resumeFromOutside(node, pid, 0);
}

/** Cuts off the leader or a random group, in both directions or in one. */
function cut(cluster: Cluster, prng: Prng): void {
  cluster.heal();
  const leader = leaderAmong(cluster.nodes);
  const group = new Set<number>();
  if (leader !== undefined && prng.nextBelow(2) === 0) group.add(leader.index);
  else for (const { index } of cluster.nodes) if (prng.nextBelow(2) === 0) group.add(index);
  const direction = prng.nextBelow(4);
  for (const { index: from } of cluster.nodes) {
    for (const { index: to } of cluster.nodes) {
      if (group.has(from) === group.has(to)) continue;
      const isCut = group.has(from) ? direction !== 0 : direction !== 1;
      if (isCut) cluster.setCut(from, to, true);
    }
  }
}
