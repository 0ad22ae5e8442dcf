/**
 * What must become true in a healthy phase, and how long it may take: a leader, logs that catch up, proposals that come
 * to an end, agents that use the newest version, children that run.
 *
 * A complaint has a key that names what is stuck (not merely that something is open: there is always something open).
 * It counts when the same key was there at every look for longer than it may be.
 *
 * Source: invariants R23, V12, S2 and S3.
 */

import type { Node } from "../../kernel/index.ts";
import { readAgent, readDirectory } from "../../mabeam/agents/index.ts";
import { TICK_US } from "../../mabeam/coordination/index.ts";
import { variablesOf } from "../../mabeam/variables/index.ts";
import { readLeader, readServer } from "../readings/cluster.ts";
import { readTree } from "../readings/tree.ts";
import { readVariables } from "../readings/variables.ts";
import type { World } from "../world.ts";

/** What is not as it should be at the moment. */
export interface Complaint {
  readonly checker: string;
  /** What is stuck: the same complaint later has the same key. */
  readonly key: string;
  /** How long this may be so in a healthy world, in µs. */
  readonly graceUs: number;
  readonly text: string;
}

/** How often a healthy world is looked at, in µs. */
export const LOOK_EVERY_US = 100_000;

/** The longest election timeout of the clusters that are shipped. */
const ELECTION_TIMEOUT_US = 800_000;
/** Two rounds of messages and the heartbeat between them, generously. */
const CATCH_UP_US = 1_000_000;
const RESTART_US = 300_000;

/** Remembers since when each complaint has been there. */
export class Convergence {
  #sinceUs = new Map<string, number>();

  /** Looks at the world; the first complaint that has lasted too long. */
  look(world: World): Complaint | undefined {
    const { nowUs } = world;
    const before = this.#sinceUs;
    this.#sinceUs = new Map();
    let worst: Complaint | undefined;
    for (const complaint of complaintsOf(world)) {
      const key = `${complaint.checker} ${complaint.key}`;
      const sinceUs = before.get(key) ?? nowUs;
      this.#sinceUs.set(key, sinceUs);
      if (nowUs - sinceUs > complaint.graceUs) worst ??= complaint;
    }
    return worst;
  }
}

/** Everything that is not as it should be in a world without faults. */
export function complaintsOf(world: World): readonly Complaint[] {
  // A world of one node may lose it by the scenario's own weather; nobody would start it again.
  if (world.nodes.length === 1 && world.nodes[0]?.up === false) return [];
  return [
    ...world.nodes.flatMap(aboutNode),
    ...aboutLogs(world),
    ...aboutProposals(world),
    ...world.nodes.flatMap((node) => aboutVersions(world, node)),
  ];
}

function aboutNode(node: Node): readonly Complaint[] {
  const graceUs = RESTART_US;
  if (!node.up) {
    const text = `${node.name} is down although nothing harms it any more`;
    return [{ checker: "converges_nodes", key: node.name, graceUs, text }];
  }
  return readTree(node)
    .rows.filter(({ child, process }) => child?.restart === "permanent" && process === undefined)
    .map(({ path }) => {
      const text = `${path} is permanent and still does not run`;
      return { checker: "converges_children", key: path, graceUs, text };
    });
}

/** A leader, and no server that stands still behind it (R23). */
function aboutLogs({ nodes }: World): readonly Complaint[] {
  const servers = nodes.flatMap((node) => readServer(node) ?? []);
  if (servers.length === 0) return [];
  const leader = readLeader(nodes);
  if (leader === undefined) {
    const text = "there is no leader";
    return [{ checker: "converges_leader", key: "", graceUs: 2 * ELECTION_TIMEOUT_US, text }];
  }
  return servers
    .filter((server) => server.commitIndex < leader.commitIndex)
    .map(({ node, commitIndex }) => ({
      checker: "converges_logs",
      key: `n${node + 1} at ${commitIndex}`,
      graceUs: CATCH_UP_US,
      text: `n${node + 1} stays at ${commitIndex} committed entries; the leader has ${leader.commitIndex}`,
    }));
}

/** No proposal stays open beyond its deadline and two election timeouts (V12). */
function aboutProposals({ nodes }: World): readonly Complaint[] {
  return readVariables(nodes)
    .proposals.filter(({ state }) => state === "open" || state === "accepted")
    .map(({ id, number, state, deadlineTicks }) => ({
      checker: "converges_proposals",
      key: id,
      graceUs: deadlineTicks * TICK_US + 2 * ELECTION_TIMEOUT_US,
      text: `proposal ${number} is ${state} beyond its ${deadlineTicks} ticks and two election timeouts`,
    }));
}

/** Every agent that is up uses the newest version (V12). */
function aboutVersions({ nodes }: World, node: Node): readonly Complaint[] {
  const newest = variablesOf(readVariables(nodes));
  return readDirectory(node).flatMap(({ spec, pid }) => {
    const process = pid === null ? undefined : node.find(pid);
    const agent = process === undefined ? undefined : readAgent(process);
    if (agent === undefined) return [];
    return newest.flatMap(({ spec: { name }, version }) => {
      const used = agent.applied.find(({ variable }) => variable === name)?.version ?? 0;
      if (used >= version) return [];
      const text = `${spec.id} goes on with version ${used} of ${name}; the newest is ${version}`;
      const key = `${spec.id} ${name} ${used}`;
      return [{ checker: "converges_versions", key, graceUs: CATCH_UP_US, text }];
    });
  });
}
