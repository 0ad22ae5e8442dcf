/**
 * Any order of deliveries, losses, copies, ticks, proposals and restarts keeps the safety properties of figure 3.
 * The properties are checked here by brute force over whole logs, so that they also test the incremental checkers'
 * idea of them.
 */

import fc from "fast-check";
import { expect, it } from "vitest";
import { Servers } from "../../testkit/raft/servers.ts";
import type { LogEntry } from "./entry.ts";
import { entryAt, lastIndexOf, termAt } from "./log.ts";
import type { RaftDefect } from "./raft-config.ts";
import type { RaftState } from "./raft-state.ts";

const SIZE = 3;

class BruteForce {
  readonly #leaders = new Map<number, number>();
  readonly committed: LogEntry[] = [];

  check(servers: Servers, changed: RaftState): void {
    const { role, durable, config } = changed;
    if (role.kind === "leader") {
      const known = this.#leaders.get(durable.term);
      demand(known === undefined || known === config.id, "election safety");
      const isComplete = this.committed.every((entry) => termAt(durable.log, entry.index) === entry.term);
      demand(known !== undefined || isComplete, "leader completeness");
      this.#leaders.set(durable.term, config.id);
    }
    for (const other of servers.states) matches(changed, other);
    for (const entry of servers.applied[config.id] ?? []) {
      const known = this.committed[entry.index - 1];
      if (known === undefined) this.committed.push(entry);
      else demand(entry === known, "state machine safety");
    }
  }
}

function demand(holds: boolean, property: string): void {
  if (!holds) throw new Error(`${property} is broken`);
}

function matches(a: RaftState, b: RaftState): void {
  let index = Math.min(lastIndexOf(a.durable.log), lastIndexOf(b.durable.log));
  while (index > 0 && termAt(a.durable.log, index) !== termAt(b.durable.log, index)) index--;
  for (; index > 0; index--) {
    demand(entryAt(a.durable.log, index) === entryAt(b.durable.log, index), "log matching");
  }
}

function act(servers: Servers, choice: number): number {
  const id = choice % SIZE;
  const rest = (choice / SIZE) | 0;
  const kind = rest % 16;
  const detail = (rest / 16) | 0;
  servers.random = detail;
  const at = servers.inTransit.length === 0 ? 0 : detail % servers.inTransit.length;
  const envelope = servers.inTransit[at];
  if (kind < 9) {
    if (envelope === undefined) return tick(servers, id);
    servers.inTransit.splice(at, 1);
    servers.give(envelope.to, { kind: "message", message: envelope.message });
    return envelope.to;
  }
  if (kind === 9) servers.inTransit.splice(at, 1);
  else if (kind === 10 && envelope !== undefined) servers.inTransit.push(envelope);
  else if (kind === 11) servers.restart(id);
  else if (kind < 14) servers.propose(id, `c${detail}`);
  else return tick(servers, id);
  return id;
}

function tick(servers: Servers, id: number): number {
  servers.nowUs += 50_000;
  servers.give(id, { kind: "tick" });
  return id;
}

/** Runs many random histories; throws when a property is broken. Returns how much happened. */
function search(numRuns: number, defects: readonly RaftDefect[]): { committed: number; terms: number } {
  let committed = 0;
  let terms = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 150, maxLength: 400, size: "max" }), (choices) => {
      const servers = new Servers(SIZE, { appendEntriesMax: 2, inFlightEntriesMax: 3, defects });
      const brute = new BruteForce();
      for (const choice of choices) brute.check(servers, servers.state(act(servers, choice)));
      committed += brute.committed.length;
      terms += Math.max(...servers.states.map((state) => state.durable.term));
    }),
    { numRuns, endOnFailure: true },
  );
  return { committed, terms };
}

it("whatever the network does, the safety properties hold", { timeout: 30_000 }, () => {
  const { committed, terms } = search(100, []);
  expect([committed > 300, terms > 100], "the runs do something").toEqual([true, true]);
});

it.each<RaftDefect>([
  "raft_small_quorum",
  "raft_vote_ignores_log",
  "raft_commit_without_quorum",
  "raft_no_consistency_check",
])("the same search finds %s", { timeout: 30_000 }, (defect) => {
  let cause: unknown;
  try {
    search(400, [defect]);
  } catch (failure) {
    cause = (failure as Error).cause;
  }
  expect(String(cause)).toMatch(/is broken$/);
});
