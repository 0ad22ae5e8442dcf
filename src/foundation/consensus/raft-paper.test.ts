/**
 * Sentences of "In Search of an Understandable Consensus Algorithm (Extended Version)" and of the Raft dissertation
 * (marked D), each shown to hold. Servers are numbered from 0.
 */

import { describe, expect, it } from "vitest";
import { among, Servers } from "../../testkit/raft/servers.ts";
import type { LogEntry } from "./entry.ts";
import { entriesFrom, lastIndexOf } from "./log.ts";
import type { AppendRequest, Envelope, RaftMessage, VoteRequest } from "./message.ts";
import type { RaftState } from "./raft-state.ts";

const MIN_US = 400_000;
const MAX_US = 800_000;

function command(index: number, term: number): LogEntry {
  return { kind: "command", index, term, session: "s", sequence: index, command: `${index}@${term}` };
}

function append(from: number, term: number, fields: Partial<AppendRequest> = {}): AppendRequest {
  const entries = fields.entries ?? [];
  const kind = entries.length > 0 ? "append" : "heartbeat";
  return { kind, from, term, prevIndex: 0, prevTerm: 0, commitIndex: 0, ...fields, entries };
}

function vote(from: number, term: number, lastIndex = 0, lastTerm = 0): VoteRequest {
  return { kind: "request_vote", from, term, lastIndex, lastTerm };
}

function termsOf({ durable }: RaftState): number[] {
  return entriesFrom(durable.log, durable.log.baseIndex + 1).map((entry) => entry.term);
}

/** A server whose log has entries of these terms. */
function withLog(servers: Servers, id: number, terms: readonly number[], term: number): void {
  const entries = terms.map((each, at) => command(at + 1, each));
  servers.receive(id, append(id === 0 ? 1 : 0, term, { entries }));
  servers.drop();
}

/** Passes votes between the given servers, and nothing else. */
function votesAmong(...ids: readonly number[]): (envelope: Envelope) => boolean {
  const kindsPassed = ["pre_vote", "request_vote", "vote_reply"];
  return (envelope) => kindsPassed.includes(envelope.message.kind) && among(...ids)(envelope);
}

function kinds(messages: readonly RaftMessage[]): string[] {
  return messages.map((message) => message.kind);
}

describe("§5.1 terms", () => {
  it("a server that sees a larger term takes it over, and gives up leading or campaigning", () => {
    const servers = new Servers(3);
    servers.elect(0);
    expect(servers.state(0).role.kind).toBe("leader");
    servers.receive(0, append(1, 7));
    expect(servers.state(0).durable.term).toBe(7);
    expect(servers.state(0).role).toEqual({ kind: "follower", leader: 1 });
  });

  it("a request with an older term is refused", () => {
    const servers = new Servers(3);
    servers.receive(0, append(1, 5));
    const [reply] = servers.receive(0, append(2, 4, { entries: [command(1, 4)] }));
    expect(reply).toMatchObject({ kind: "append_reply", accepted: false, term: 5 });
    expect(servers.receive(0, vote(2, 4))[0]).toMatchObject({ kind: "vote_reply", granted: false, term: 5 });
    expect(lastIndexOf(servers.state(0).durable.log)).toBe(0);
  });
});

describe("§5.2 leader election", () => {
  it("a server begins as follower", () => {
    expect(new Servers(3).state(0).role).toEqual({ kind: "follower", leader: null });
  });

  it("a leader sends heartbeats to all followers to keep its authority", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.nowUs += 100_000;
    const { messages } = servers.give(0, { kind: "tick" });
    expect(messages.map(({ to, message }) => [to, message.kind])).toEqual([
      [1, "heartbeat"],
      [2, "heartbeat"],
    ]);
  });

  it("a follower that hears nothing over the election timeout begins an election", () => {
    const servers = new Servers(3);
    servers.nowUs = MIN_US - 1;
    expect(servers.give(0, { kind: "tick" }).messages).toEqual([]);
    servers.nowUs = MIN_US;
    servers.give(0, { kind: "tick" });
    servers.deliver(among(0, 1));
    expect(servers.state(0).durable.term).toBe(1);
  });

  it("to begin an election it increments its term, votes for itself and asks all others", () => {
    const servers = new Servers(3);
    servers.give(0, { kind: "campaign" });
    servers.inTransit = servers.inTransit.filter(({ to }) => to === 1);
    servers.give(1, { kind: "message", message: servers.inTransit[0]?.message as RaftMessage });
    const granted = servers.inTransit.at(-1)?.message as RaftMessage;
    const { messages, writes } = servers.give(0, { kind: "message", message: granted });
    expect(writes.meta).toEqual({ term: 1, votedFor: 0 });
    expect(messages.map(({ to, message }) => [to, message.kind])).toEqual([
      [1, "request_vote"],
      [2, "request_vote"],
    ]);
  });

  it("a candidate wins with the votes of a majority of the full cluster for the same term", () => {
    for (const [size, voters, wins] of [
      [1, 1, true],
      [3, 2, true],
      [3, 1, false],
      [5, 3, true],
      [5, 2, false],
    ] as const) {
      const servers = new Servers(size);
      servers.elect(0, among(...Array.from({ length: voters }, (_, id) => id)));
      expect([size, voters, servers.state(0).role.kind === "leader"]).toEqual([size, voters, wins]);
    }
  });

  it("each server votes for at most one candidate in a term, first come, first served", () => {
    const servers = new Servers(3);
    expect(servers.receive(0, vote(1, 1))[0]).toMatchObject({ granted: true });
    expect(servers.receive(0, vote(2, 1))[0]).toMatchObject({ granted: false });
    expect(servers.receive(0, vote(1, 1))[0]).toMatchObject({ granted: true });
  });

  it("a restart does not free the vote", () => {
    const servers = new Servers(3);
    servers.receive(0, vote(1, 1));
    servers.restart(0);
    expect(servers.receive(0, vote(2, 1))[0]).toMatchObject({ granted: false });
  });

  it("a candidate that hears a leader of its own or a later term returns to follower", () => {
    for (const term of [1, 2]) {
      const servers = new Servers(3);
      servers.elect(0, ({ message }) => message.kind === "pre_vote" || message.kind === "vote_reply");
      expect(servers.state(0).role.kind).toBe("candidate");
      servers.receive(0, append(1, term));
      expect(servers.state(0).role).toEqual({ kind: "follower", leader: 1 });
    }
  });

  it("a candidate stays one when a leader of an older term calls", () => {
    const servers = new Servers(3);
    servers.receive(0, append(2, 3));
    servers.elect(0, ({ message }) => message.kind === "pre_vote" || message.kind === "vote_reply");
    servers.receive(0, append(1, 3));
    expect(servers.state(0).role.kind).toBe("candidate");
  });

  it("election timeouts are drawn from the whole interval, anew for each campaign", () => {
    const servers = new Servers(3);
    const drawn = new Set<number>();
    for (const random of [0, 1, 200_000, 400_000, 400_001]) {
      servers.random = random;
      servers.give(0, { kind: "campaign" });
      drawn.add(servers.state(0).electionTimeoutUs);
    }
    expect(Array.from(drawn).sort()).toEqual([MIN_US, MIN_US + 1, MIN_US + 200_000, MAX_US]);
  });
});

describe("§5.3 log replication", () => {
  it("the leader appends a command to its log and sends it to all others in parallel", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.propose(0, "x");
    const sent = servers.inTransit.map(({ to, message }) => [to, (message as AppendRequest).entries.length]);
    expect(sent).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(termsOf(servers.state(0))).toEqual([1, 1]);
  });

  it("an entry is committed once a majority has it, and then all before it are", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.propose(0, "x", "y");
    servers.deliver(among(0, 1));
    expect(servers.state(0).commitIndex).toBe(3);
    expect(servers.state(2).commitIndex).toBeLessThan(3);
  });

  it("an entry that only a minority has is not committed", () => {
    const servers = new Servers(5);
    servers.elect(0);
    servers.propose(0, "x");
    servers.deliver(among(0, 1));
    expect(servers.state(0).commitIndex).toBe(1);
  });

  it("a follower that learns that an entry is committed applies it, in log order", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.propose(0, "x", "y");
    servers.deliver();
    for (const applied of servers.applied) {
      expect(applied.map((entry) => (entry.kind === "command" ? entry.command : entry.kind))).toEqual([
        "noop",
        "x",
        "y",
      ]);
    }
  });

  it("a follower refuses entries behind an entry that it does not have", () => {
    const servers = new Servers(3);
    withLog(servers, 0, [1, 2], 2);
    for (const [prevIndex, prevTerm, accepted] of [
      [0, 0, true],
      [1, 1, true],
      [2, 2, true],
      [1, 2, false],
      [2, 3, false],
      [3, 3, false],
    ] as const) {
      const [reply] = servers.receive(0, append(1, 3, { prevIndex, prevTerm }));
      expect([prevIndex, prevTerm, (reply as { accepted?: boolean }).accepted]).toEqual([
        prevIndex,
        prevTerm,
        accepted,
      ]);
    }
  });

  it("a conflicting entry and all that follow it are replaced; equal entries stay", () => {
    for (const { has, sent, gives } of [
      { has: [1, 1, 1], sent: [1, 1], gives: [1, 1, 1] },
      { has: [1, 1, 1], sent: [1, 2], gives: [1, 2] },
      { has: [1, 1, 1], sent: [2], gives: [2] },
      { has: [1], sent: [1, 1, 2], gives: [1, 1, 2] },
    ]) {
      const servers = new Servers(3);
      withLog(servers, 0, has, 1);
      servers.receive(0, append(1, 2, { entries: sent.map((term, at) => command(at + 1, term)) }));
      expect(termsOf(servers.state(0))).toEqual(gives);
    }
  });

  it("what a follower deletes is also deleted on its disk", () => {
    const servers = new Servers(3);
    withLog(servers, 0, [1, 1, 1, 1], 1);
    const message = append(1, 2, { prevIndex: 1, prevTerm: 1, entries: [command(2, 2)] });
    const { writes } = servers.give(0, { kind: "message", message });
    expect(writes.deleted).toEqual([3, 4]);
    expect(writes.entries.map((entry) => entry.index)).toEqual([2]);
  });

  /** Figure 7: what followers may look like when a leader comes to power. */
  const leaderTerms = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6];
  it.each([
    ["a", [1, 1, 1, 4, 4, 5, 5, 6, 6]],
    ["b", [1, 1, 1, 4]],
    ["c", [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6]],
    ["d", [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]],
    ["e", [1, 1, 1, 4, 4, 4, 4]],
    ["f", [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]],
  ])(
    "the leader repairs the log of follower (%s) of figure 7, one round trip per term at most",
    (_, terms) => {
      const servers = new Servers(3);
      withLog(servers, 0, leaderTerms, 6);
      withLog(servers, 1, terms, 7);
      withLog(servers, 2, leaderTerms, 7);
      servers.elect(0, among(0, 2));
      servers.drop();
      let refusals = 0;
      servers.nowUs += 100_000;
      servers.give(0, { kind: "tick" });
      servers.deliver(({ message }) => {
        if (message.kind === "append_reply" && !message.accepted) refusals++;
        return true;
      });
      expect(termsOf(servers.state(1))).toEqual([...leaderTerms, 8]);
      expect(refusals).toBeLessThanOrEqual(new Set(terms).size);
    },
  );

  it("a lost append is found by the next heartbeat and sent again", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.propose(0, "x");
    servers.drop();
    servers.pass(100_000);
    servers.deliver();
    expect(servers.states.map((state) => state.commitIndex)).toEqual([2, 2, 2]);
  });

  it("a follower that does not answer holds nobody up, and gets no more than the limit in flight", () => {
    const servers = new Servers(3, { inFlightEntriesMax: 4, appendEntriesMax: 2 });
    servers.elect(0);
    for (let at = 0; at < 10; at++) {
      servers.propose(0, `c${at}`);
      servers.deliver(among(0, 1));
    }
    expect(servers.state(0).commitIndex).toBe(11);
    const { role } = servers.state(0);
    const behind = role.kind === "leader" ? role.progress.find(({ peer }) => peer === 2) : undefined;
    expect((behind?.nextIndex ?? 0) - 1 - (behind?.matchIndex ?? 0)).toBe(4);
  });

  it("a leader refuses proposals beyond its limit of uncommitted entries", () => {
    const servers = new Servers(3, { uncommittedEntriesMax: 3 });
    servers.elect(0);
    servers.propose(0, "a", "b", "c", "d");
    expect(lastIndexOf(servers.state(0).durable.log)).toBe(4);
  });
});

describe("§5.4 safety", () => {
  it("a vote is denied to a candidate whose log is less up to date (§5.4.1)", () => {
    for (const { own, lastTerm, lastIndex, granted } of [
      { own: [1, 1], lastTerm: 1, lastIndex: 2, granted: true },
      { own: [1, 1], lastTerm: 1, lastIndex: 1, granted: false },
      { own: [1, 1], lastTerm: 2, lastIndex: 1, granted: true },
      { own: [1, 2], lastTerm: 1, lastIndex: 9, granted: false },
    ]) {
      const servers = new Servers(3);
      withLog(servers, 0, own, 2);
      servers.restart(0);
      expect(servers.receive(0, vote(2, 3, lastIndex, lastTerm))[0]).toMatchObject({ granted });
    }
  });

  it("figure 8: entries of earlier terms are not committed by counting (§5.4.2)", () => {
    const servers = new Servers(5);
    servers.elect(0);
    servers.propose(0, "old");
    servers.deliver(among(0, 1));
    servers.elect(4, votesAmong(2, 3, 4));
    servers.drop();
    expect(servers.state(4).durable.term).toBe(2);
    // Server 0 leads again and spreads the old entry to a majority, but not yet one of its own term.
    servers.receive(0, append(4, 2, { prevIndex: 9, prevTerm: 2 }));
    servers.drop();
    servers.elect(0, votesAmong(0, 1, 2));
    const { role, durable } = servers.state(0);
    expect(role.kind).toBe("leader");
    expect(termsOf(servers.state(0))).toEqual([1, 1, 3]);
    const matches = {
      kind: "append_reply",
      term: durable.term,
      accepted: true,
      index: 2,
      hintIndex: 0,
      hintTerm: 0,
    } as const;
    for (const from of [1, 2, 3]) servers.receive(0, { ...matches, from });
    expect(servers.state(0).commitIndex).toBeLessThan(2);
    for (const from of [1, 2]) servers.receive(0, { ...matches, from, index: 3 });
    expect(servers.state(0).commitIndex).toBe(3);
  });
});

describe("§5.5, §5.6 crashes and timing", () => {
  it("a server that comes back goes on from its disk and is brought up to date", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.propose(0, "x");
    servers.deliver();
    servers.restart(1);
    expect(servers.applied[1]).toHaveLength(2);
    servers.propose(0, "y");
    servers.deliver();
    expect(servers.applied[1]).toHaveLength(3);
  });

  it("messages are idempotent: the same append twice changes nothing more", () => {
    const servers = new Servers(3);
    const message = append(1, 1, { entries: [command(1, 1)], commitIndex: 1 });
    servers.receive(0, message);
    const { writes } = servers.give(0, { kind: "message", message });
    expect(writes).toEqual({ meta: undefined, entries: [], deleted: undefined, commitIndex: undefined });
  });
});

describe("§6, D§9.6 servers that disturb nobody", () => {
  it("a server ignores a vote request within the shortest election timeout of hearing a leader", () => {
    const servers = new Servers(3);
    servers.receive(0, append(1, 1));
    servers.nowUs += MIN_US - 1;
    expect(servers.receive(0, vote(2, 9))).toEqual([]);
    expect(servers.state(0).durable.term).toBe(1);
    servers.nowUs += 1;
    expect(servers.receive(0, vote(2, 9))[0]).toMatchObject({ granted: true });
  });

  it("a pre-vote changes neither term nor vote", () => {
    const servers = new Servers(3);
    const { messages, writes } = servers.give(0, {
      kind: "message",
      message: { ...vote(1, 1), kind: "pre_vote" },
    });
    expect(messages[0]?.message).toMatchObject({ granted: true, isPreVote: true, term: 1 });
    expect(writes.meta).toBeUndefined();
  });

  it("a server that was cut off comes back without a new term", () => {
    const servers = new Servers(3);
    servers.elect(0);
    for (let round = 0; round < 20; round++) {
      servers.pass(100_000);
      servers.deliver(among(0, 1));
    }
    expect(servers.state(2).role.kind).toBe("pre_candidate");
    for (let round = 0; round < 20; round++) {
      servers.pass(100_000);
      servers.deliver();
    }
    expect(servers.states.map((state) => state.durable.term)).toEqual([1, 1, 1]);
    expect(servers.state(2).role).toEqual({ kind: "follower", leader: 0 });
  });

  it("a leader without contact to a majority for an election timeout steps down (D§6.2)", () => {
    const servers = new Servers(3);
    servers.elect(0);
    const reasons: string[] = [];
    servers.onStep = (_, __, { changes }) => {
      for (const change of changes) if (change.kind === "stepped_down") reasons.push(change.reason);
    };
    for (let round = 0; round < 5; round++) {
      servers.nowUs += 100_000;
      servers.give(0, { kind: "tick" });
      servers.drop();
    }
    expect(servers.state(0).role).toEqual({ kind: "follower", leader: null });
    expect(reasons).toEqual(["no_quorum_contact"]);
  });
});

describe("§8 clients", () => {
  it("a new leader starts its term with an entry that does nothing, and so commits what is older", () => {
    const servers = new Servers(3);
    servers.elect(0);
    servers.propose(0, "x");
    servers.deliver(({ message }) => message.kind === "append");
    servers.drop();
    servers.elect(1, among(1, 2));
    expect(servers.state(1).commitIndex).toBe(3);
    expect(servers.applied[1]?.map((entry) => entry.kind)).toEqual(["noop", "command", "noop"]);
  });

  it("a follower takes no proposals", () => {
    const servers = new Servers(3);
    servers.elect(0);
    const { messages, writes } = servers.give(1, {
      kind: "propose",
      proposals: [{ session: "s", sequence: 1, command: "x" }],
    });
    expect([kinds(messages.map(({ message }) => message)), writes.entries]).toEqual([[], []]);
  });
});
