/**
 * Carrying out one step of the protocol inside the consensus server: write, send, apply, tell.
 *
 * Order matters and is the core's contract: what was written is durable before a message leaves, and clients and
 * subscribers hear of an entry only when it is committed.
 */

import type { Context, Term } from "../../kernel/index.ts";
import { cast, replyTo } from "../../otp/index.ts";
import { record } from "../telemetry/index.ts";
import { write } from "./durable.ts";
import type { LogEntry } from "./entry.ts";
import { hasDefect, leaderOf } from "./raft-state.ts";
import { applyEntry } from "./replicated.ts";
import { type Client, isSameCommand } from "./request.ts";
import { CONSENSUS, type ConsensusState, machineOf, type Subscriber } from "./server-state.ts";
import { type RaftInput, step } from "./step.ts";
import type { Effects } from "./turn.ts";

/** One input of the core, with everything that follows from it; requests are not handed on here. */
export function advance(ctx: Context, server: ConsensusState, input: RaftInput): ConsensusState {
  const moment = { nowUs: ctx.now(), random: ctx.draw("raft") };
  const { state, effects } = step(server.raft, input, moment);
  write(ctx, effects.writes);
  for (const { to, message } of effects.messages) cast(ctx, { name: CONSENSUS, node: to }, ["raft", message]);
  report(ctx, effects);
  const applied = applyAll(ctx, { ...server, raft: state }, effects.committed);
  tellLeadership(ctx, server, applied);
  return applied;
}

function report(ctx: Context, { changes, committed }: Effects): void {
  for (const { kind, ...measured } of changes) record(ctx, `raft.${kind}`, measured);
  const last = committed[committed.length - 1];
  if (last === undefined) return;
  record(ctx, "raft.committed", { index: last.index, term: last.term, entries: committed.length });
}

function applyAll(ctx: Context, server: ConsensusState, entries: readonly LogEntry[]): ConsensusState {
  if (entries.length === 0) return server;
  const machine = machineOf(ctx, server.machine);
  const isSessionless = hasDefect(server.raft.config, "raft_double_apply_on_retry");
  let { replicated, requests } = server;
  for (const entry of entries) {
    const applied = applyEntry(machine, replicated, entry, isSessionless);
    replicated = applied.replicated;
    record(ctx, "raft.entry_applied", { index: entry.index, term: entry.term });
    const { outcome } = applied;
    if (entry.kind === "command" && outcome !== undefined && requests.length > 0) {
      for (const { client } of requests.filter((request) => isSameCommand(request, entry))) {
        answer(ctx, client, outcome);
      }
      requests = requests.filter((request) => !isSameCommand(request, entry));
    }
    for (const notice of applied.notices) tell(ctx, server.subscribers, ["notice", entry.index, notice]);
  }
  return { ...server, replicated, requests };
}

/** Gives a client its result. */
export function answer(ctx: Context, client: Client, result: Term): void {
  if (client.kind === "call") replyTo(ctx, client.from, result);
  else ctx.send(client.pid, [CONSENSUS, "answer", client.tag, result]);
}

function tell(ctx: Context, subscribers: readonly Subscriber[], news: readonly Term[]): void {
  for (const { pid } of subscribers) ctx.send(pid, [CONSENSUS, ...news]);
}

function tellLeadership(ctx: Context, before: ConsensusState, after: ConsensusState): void {
  const isLeader = after.raft.role.kind === "leader";
  if (isLeader === (before.raft.role.kind === "leader")) return;
  tell(ctx, after.subscribers, leadershipOf(after));
}

function leadershipOf({ raft }: ConsensusState): readonly Term[] {
  return ["leader", raft.role.kind === "leader", raft.durable.term];
}

/** What a new subscriber is told first: the state so far, and whether this server leads. */
export function welcome(ctx: Context, server: ConsensusState, subscriber: Subscriber): void {
  const { index, machineState } = server.replicated;
  tell(ctx, [subscriber], ["state", index, machineState]);
  tell(ctx, [subscriber], leadershipOf(server));
}

/** True when another server (or none) leads now than before. */
export function isLeaderNew(before: ConsensusState, after: ConsensusState): boolean {
  return (
    leaderOf(before.raft) !== leaderOf(after.raft) || before.raft.durable.term !== after.raft.durable.term
  );
}
