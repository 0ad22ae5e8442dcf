/**
 * Directed faults: the few sequences that single random faults hardly ever hit upon, because they need the right
 * victim within milliseconds. Each is a story that Raft is made to survive.
 *
 * Invariant: all draws are made when the strike is planned; while it waits, it only looks.
 */

import type { Prng } from "../../base/index.ts";
import { META_KEY } from "../../foundation/consensus/index.ts";
import type { Node } from "../../kernel/index.ts";
import type { Action } from "../input.ts";
import { readLeader, readServer, type ServerReading } from "../readings/cluster.ts";
import type { World } from "../world.ts";
import { atOnce, type Step, type Strike } from "./strike.ts";

/** Families of directed faults. */
export const STRATAGEMS = ["forget_vote", "usurp", "late_leader"] as const;
export type Stratagem = (typeof STRATAGEMS)[number];

/** Long enough for an election with a split vote. */
const ELECTION_US = 2_500_000;
/** How long after one vote the next one may come for which another strike is worth while. */
const NEXT_VOTE_US = 100_000;

export function plan(family: Stratagem, world: World, prng: Prng): Strike {
  const leader = readLeader(world.nodes);
  switch (family) {
    case "forget_vote":
      return forgetVote(world, leader, 2 + prng.nextBelow(4));
    case "usurp":
      return leader === undefined ? [] : usurp(world, leader, prng);
    case "late_leader":
      return leader === undefined ? [] : lateLeader(world, leader);
  }
}

/**
 * The leader stops; whoever then votes for another is bounced at once. It comes back within microseconds, while a second
 * candidate of the same term may still ask: does it remember its vote?
 */
function forgetVote(world: World, leader: ServerReading | undefined, bounces: number): Strike {
  const stopped = leader === undefined ? undefined : nameOf(world, leader.node);
  const votes: Step[] = Array.from({ length: bounces }, (_, i) => ({
    patienceUs: i === 0 ? ELECTION_US : NEXT_VOTE_US,
    arm: watchVotes,
  }));
  if (stopped === undefined) return votes;
  const stop = atOnce(() => [{ kind: "pause_node", target: stopped }]);
  return [stop, ...votes, atOnce(() => [{ kind: "resume_node", target: stopped }])];
}

function watchVotes({ nodes }: World): () => readonly Action[] | undefined {
  const before = nodes.map(({ disk }) => disk.get(META_KEY));
  return () => {
    for (const node of nodes) {
      const meta = node.disk.get(META_KEY);
      if (meta === before[node.index] || !hasVotedForAnother(node)) continue;
      const server = readServer(node);
      if (server !== undefined) return [bounce(server)];
    }
    return undefined;
  };
}

function hasVotedForAnother(node: Node): boolean {
  const meta = node.disk.get(META_KEY) as { readonly votedFor?: number | null } | undefined;
  return meta?.votedFor != null && meta.votedFor !== node.index;
}

/**
 * The leader and one other are cut off with work that will never be committed; on the other side one leader succeeds
 * and is bounced, a second one succeeds, and only then the cut heals: two logs of equal length and different content.
 */
function usurp(world: World, leader: ServerReading, prng: Prng): Strike {
  const count = world.nodes.length;
  // A person's proposals go to the first node, so it has to be on the leader's side.
  const other = leader.node === 0 ? 1 + prng.nextBelow(count - 1) : 0;
  const group = [leader.node, other].map((index) => nameOf(world, index));
  const proposals: Action[] = Array.from({ length: 1 + prng.nextBelow(4) }, () => {
    return { kind: "propose", target: "learning_rate", value: (1 + prng.nextBelow(999)) / 1_000 };
  });
  const isOther = ({ node }: ServerReading): boolean => node !== leader.node && node !== other;
  return [
    atOnce(() => [{ kind: "partition", target: "network", group }]),
    atOnce(() => proposals),
    onSuccession(isOther, (successor) => [bounce(successor)]),
    onSuccession(isOther, () => [{ kind: "heal_all", target: "network" }]),
  ];
}

/** The leader's node stops and goes on, none the wiser, when another one leads. */
function lateLeader(world: World, leader: ServerReading): Strike {
  const target = nameOf(world, leader.node);
  return [
    atOnce(() => [{ kind: "pause_node", target }]),
    onSuccession(
      () => true,
      () => [{ kind: "resume_node", target }],
    ),
  ];
}

/** Waits for a leader of a later term than any so far. */
function onSuccession(
  isMeant: (leader: ServerReading) => boolean,
  act: (leader: ServerReading) => readonly Action[],
): Step {
  return {
    patienceUs: ELECTION_US,
    arm: ({ nodes }) => {
      const term = readLeader(nodes)?.term ?? 0;
      return () => {
        const leader = readLeader(nodes);
        return leader !== undefined && leader.term > term && isMeant(leader) ? act(leader) : undefined;
      };
    },
  };
}

/** The supervisor starts a killed server again at once, with what its disk holds. */
function bounce({ process }: ServerReading): Action {
  return { kind: "kill_process", target: process.pid.toString(), reason: "kill" };
}

function nameOf({ nodes }: World, index: number): string {
  return (nodes[index] as Node).name;
}
