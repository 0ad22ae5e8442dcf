/** Telling a change of leadership to whoever wants to know: observers, subscribers, and callers that wait for a leader. */

import type { Context } from "../../kernel/index.ts";
import { replyTo } from "../../otp/index.ts";
import { recorder } from "../telemetry/index.ts";
import { ELECTION, type ElectionState, leadershipOf } from "./election-state.ts";
import { ELECTION_EVENTS } from "./events.ts";

const record = recorder(ELECTION_EVENTS);

/** The state after a step, with the news told when it changed who leads or in which term. */
export function announce(ctx: Context, before: ElectionState, after: ElectionState): ElectionState {
  const [old, now] = [leadershipOf(before.core), leadershipOf(after.core)];
  if (old.leader === now.leader && (old.term === now.term || now.leader === null)) return after;
  recordChange(ctx, before, after);
  for (const { pid } of after.subscribers) ctx.send(pid, [ELECTION, "leader", now.leader, now.term]);
  if (now.leader === null) return { ...after, leaderlessUs: ctx.now() };
  for (const { from } of after.waiting) replyTo(ctx, from, ["ok", now.leader, now.term]);
  return { ...after, leaderlessUs: null, waiting: [] };
}

function recordChange(ctx: Context, before: ElectionState, { core }: ElectionState): void {
  const { protocol } = core;
  const [old, { leader, term }] = [leadershipOf(before.core), leadershipOf(core)];
  if (leader === null) {
    record(ctx, "election.leader_lost", { leader: old.leader ?? ctx.node, term: old.term, protocol });
    return;
  }
  const waitedUs = before.leaderlessUs === null ? 0 : ctx.now() - before.leaderlessUs;
  const name = leader === ctx.node ? "election.leader_elected" : "election.leader_followed";
  record(ctx, name, { leader, term, waitedUs, protocol });
}
