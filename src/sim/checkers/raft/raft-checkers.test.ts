import { describe, expect, it } from "vitest";
import {
  CONSENSUS,
  type ConsensusState,
  consensusStateOf,
  type LogEntry,
  leaderOf,
  META_KEY,
  RAFT_DEFECTS,
  type RaftState,
} from "../../../foundation/consensus/index.ts";
import { appendEntries, EMPTY_LOG } from "../../../foundation/consensus/log.ts";
import { EVENT_KIND, type Node, type Pid, type Process } from "../../../kernel/index.ts";
import { Cluster } from "../../../testkit/raft/cluster.ts";
import { runStorm } from "../../../testkit/raft/storm.ts";
import { type Checks, createChecks } from "../../checks.ts";
import { RAFT_CHECKERS, RAFT_DEFECT_CASES } from "./index.ts";

const PATIENCE_MS = 60_000;

/** Virtual time in which a cluster must be well again: some election timeouts. */
const CALM_US = 1_500_000;

/** A storm under all checkers, until the first violation. */
function watchedStorm(seed: number, defects: readonly string[]): { cluster: Cluster; checks: Checks } {
  const watching: { checks?: Checks } = {};
  const cluster = runStorm(seed, defects, (storm) => {
    const checks = createChecks(RAFT_CHECKERS, storm);
    watching.checks = checks;
    return {
      afterEvent: (node) => checks.afterEvent(node),
      isOver: () => checks.firstViolation !== undefined,
    };
  });
  return { cluster, checks: watching.checks as Checks };
}

function violators(checks: Checks): string[] {
  return checks.states().flatMap(({ id, violation }) => (violation === undefined ? [] : [id]));
}

describe("in storms", () => {
  it("the protocol as it should be violates nothing, and recovers when the storm is over", {
    timeout: PATIENCE_MS,
  }, () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { cluster, checks } = watchedStorm(seed, []);
      const committed = Math.max(...cluster.nodes.map(commitOf));
      cluster.calm();
      cluster.run(cluster.nowUs + CALM_US);
      expect([seed, checks.firstViolation]).toEqual([seed, undefined]);
      for (const { id, checked } of checks.states()) expect([id, checked > 100]).toEqual([id, true]);
      const leaders = new Set(cluster.nodes.map((node) => leaderOf(serverOf(node).raft)));
      expect([seed, leaders.size, leaders.has(null)]).toEqual([seed, 1, false]);
      for (const node of cluster.nodes) expect(commitOf(node)).toBeGreaterThan(committed);
    }
  });

  it(
    "watching changes nothing: the same hash with and without checkers",
    () => {
      const watched = watchedStorm(3, []).cluster;
      const alone = runStorm(3, [], () => ({ afterEvent: () => undefined, isOver: () => false }));
      expect(watched.hash()).toBe(alone.hash());
    },
    PATIENCE_MS,
  );

  it("there is a case for every planted defect", () => {
    expect(RAFT_DEFECT_CASES.map(({ defect }) => defect)).toEqual(RAFT_DEFECTS);
  });

  it.each(RAFT_DEFECT_CASES)(
    "$checker finds $defect in storm $seed",
    ({ defect, checker, seed }) => {
      const { cluster, checks } = watchedStorm(seed, [defect]);
      expect(violators(checks)).toContain(checker);
      const found = checks.states().find(({ id }) => id === checker)?.violation;
      expect(found?.event?.seq).toBeGreaterThan(0);
      expect(found?.atUs).toBeLessThanOrEqual(cluster.nowUs);
    },
    PATIENCE_MS,
  );
});

/** A calm cluster with a leader and some committed entries, and checkers that have just begun to watch. */
function calm(): { cluster: Cluster; checks: Checks; leader: Node; follower: Node } {
  const cluster = new Cluster({ seed: 7, clients: [0] });
  cluster.run(3_000_000);
  const checks = createChecks(RAFT_CHECKERS, cluster);
  for (const node of cluster.nodes) checks.afterEvent(node);
  const isLeader = (node: Node): boolean => serverOf(node).raft.role.kind === "leader";
  const leader = cluster.nodes.find(isLeader) as Node;
  return { cluster, checks, leader, follower: cluster.nodes.find((node) => !isLeader(node)) as Node };
}

function processOf(node: Node): Process {
  return node.find(node.names.get(CONSENSUS) as Pid) as Process;
}

function serverOf(node: Node): ConsensusState {
  return consensusStateOf(processOf(node)) as ConsensusState;
}

function commitOf(node: Node): number {
  const pid = node.names.get(CONSENSUS);
  return pid === undefined ? 0 : serverOf(node).raft.commitIndex;
}

/** Puts another state into the server of a node, as an event would, and lets the checkers look. */
function forge(checks: Checks, node: Node, change: (server: ConsensusState) => ConsensusState): string[] {
  const process = processOf(node);
  node.currentSeq = node.record(EVENT_KIND.message, undefined, undefined, node.index, 0, "forged");
  process.state = { ...(process.state as object), state: change(serverOf(node)) };
  checks.afterEvent(node);
  return violators(checks);
}

function raft(change: (state: RaftState) => Partial<RaftState>): (server: ConsensusState) => ConsensusState {
  return (server) => ({ ...server, raft: { ...server.raft, ...change(server.raft) } });
}

function rewritten({ durable }: RaftState, from: number, term: number): RaftState["durable"] {
  const entries = durable.log.chunks
    .flat()
    .map((entry) => (entry.index >= from ? { ...entry, term } : entry));
  return { ...durable, log: appendEntries(EMPTY_LOG, entries) };
}

describe("each checker, shown a forged state", () => {
  it("finds nothing in the true one", () => {
    const { cluster, checks } = calm();
    cluster.observer = (node) => checks.afterEvent(node);
    cluster.run(4_000_000);
    expect(violators(checks)).toEqual([]);
  });

  it("two leaders of one term", () => {
    const { checks, leader, follower } = calm();
    const { role } = serverOf(leader).raft;
    expect(
      forge(
        checks,
        follower,
        raft(() => ({ role })),
      ),
    ).toContain("raft_election_safety");
  });

  it("a term that goes back on disk", () => {
    const { checks, follower } = calm();
    follower.disk.put(META_KEY, { term: 0, votedFor: null });
    expect(
      forge(
        checks,
        follower,
        raft(() => ({})),
      ),
    ).toContain("raft_term_monotonic");
  });

  it("a term that is not on disk", () => {
    const { checks, follower } = calm();
    const forged = raft(({ durable }) => ({ durable: { ...durable, term: durable.term + 1 } }));
    expect(forge(checks, follower, forged)).toContain("raft_term_monotonic");
  });

  it("a second vote in one term", () => {
    const { checks, leader, follower } = calm();
    const { term, votedFor } = serverOf(leader).raft.durable;
    follower.disk.put(META_KEY, { term, votedFor: ((votedFor ?? 0) + 1) % 5 });
    expect(
      forge(
        checks,
        follower,
        raft(() => ({})),
      ),
    ).toContain("raft_one_vote");
  });

  it("a leader that rewrites its log", () => {
    const { checks, leader } = calm();
    const forged = raft((state) => ({ durable: rewritten(state, 3, 1) }));
    expect(forge(checks, leader, forged)).toContain("raft_leader_append_only");
  });

  it("an entry behind another history", () => {
    const { checks, follower } = calm();
    const forged = raft((state) => {
      const entries = state.durable.log.chunks.flat();
      const other = entries.map(
        (entry): LogEntry => (entry.index === 2 ? { kind: "noop", index: 2, term: entry.term } : entry),
      );
      return { durable: { ...state.durable, log: appendEntries(EMPTY_LOG, other) } };
    });
    expect(forge(checks, follower, forged)).toEqual(["raft_log_matching", "raft_no_truncation_below_commit"]);
  });

  it("a commit of what only the leader has", () => {
    const { checks, leader } = calm();
    const index = serverOf(leader).raft.durable.log.length + 1;
    const forged = raft(({ durable, ...state }) => {
      const entry: LogEntry = { kind: "noop", index, term: durable.term };
      return {
        ...state,
        durable: { ...durable, log: appendEntries(durable.log, [entry]) },
        commitIndex: index,
      };
    });
    expect(forge(checks, leader, forged)).toEqual(["raft_commit_durable"]);
  });

  it("a leader that commits an entry of an older term by counting", () => {
    const { checks, leader } = calm();
    const index = serverOf(leader).raft.durable.log.length + 1;
    const forged = raft(({ durable }) => {
      const entry: LogEntry = { kind: "noop", index, term: durable.term - 1 };
      return { durable: { ...durable, log: appendEntries(durable.log, [entry]) }, commitIndex: index };
    });
    expect(forge(checks, leader, forged)).toContain("raft_current_term_commit");
  });

  it("a new leader without the committed entries", () => {
    const { checks, leader, follower } = calm();
    const { role } = serverOf(leader).raft;
    const emptyLeaderOf = (later: number) =>
      raft(({ durable }) => ({ role, durable: { ...durable, term: durable.term + later, log: EMPTY_LOG } }));
    expect(forge(checks, follower, emptyLeaderOf(1))).toContain("raft_leader_completeness");
  });

  it("but not one that counts its last votes of an old term when a later term has begun to commit", () => {
    const { checks, leader, follower } = calm();
    const { role } = serverOf(leader).raft;
    const forged = raft(({ durable }) => ({ role, durable: { ...durable, log: EMPTY_LOG } }));
    expect(forge(checks, follower, forged)).not.toContain("raft_leader_completeness");
  });

  it("another entry applied at an index", () => {
    const { checks, follower } = calm();
    const forged = raft((state) => ({ durable: rewritten(state, 2, 9), appliedIndex: 1 }));
    forge(checks, follower, forged);
    expect(
      forge(
        checks,
        follower,
        raft(() => ({ appliedIndex: 2 })),
      ),
    ).toContain("raft_state_machine_safety");
  });

  it.each([
    raft(({ commitIndex }) => ({ commitIndex: commitIndex - 1, appliedIndex: commitIndex - 1 })),
    raft(({ appliedIndex }) => ({ appliedIndex: appliedIndex - 1 })),
    raft(({ commitIndex }) => ({ appliedIndex: commitIndex + 1 })),
    raft(({ commitIndex }) => ({ commitIndex: commitIndex + 1000 })),
  ])("an index that goes back, or ahead of the one it must follow (%#)", (forged) => {
    const { checks, follower } = calm();
    expect(forge(checks, follower, forged)).toContain("raft_index_order");
  });

  it("a committed entry removed", () => {
    const { checks, follower } = calm();
    const forged = raft((state) => ({ durable: rewritten(state, 2, 9) }));
    expect(forge(checks, follower, forged)).toContain("raft_no_truncation_below_commit");
  });

  it("a command performed twice", () => {
    const { checks, follower } = calm();
    const forged = (server: ConsensusState): ConsensusState => ({
      ...server,
      raft: { ...server.raft },
      replicated: { ...server.replicated, performed: server.replicated.performed + 1 },
    });
    expect(forge(checks, follower, forged)).toEqual(["raft_exactly_once"]);
  });
});
