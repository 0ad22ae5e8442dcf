/**
 * Starting, stopping, suspending and forgetting agents of this node, for whoever is in charge.
 *
 * Stopping takes the child specification out of the supervisor, so nothing can bring the agent back by surprise
 * (trap T44); what it has learnt stays in the store.
 */

import { err, ok, type Result } from "../../base/index.ts";
import type { Blocking, Context, Term } from "../../kernel/index.ts";
import { supervisor, tryCall } from "../../otp/index.ts";
import { AGENT_DIRECTORY, lookUpAgent } from "./agent-directory.ts";
import { type AgentSpec, childSpecOf } from "./agent-spec.ts";
import type { AgentEvent, AgentStatus } from "./lifecycle.ts";
import { nextStatus } from "./lifecycle.ts";
import { AGENTS } from "./node-children.ts";

/** Makes an agent known without starting it. */
export function* registerAgent(ctx: Context, spec: AgentSpec): Blocking<Result<AgentStatus>> {
  return yield* ask(ctx, ["register", spec]);
}

/** Starts a registered, stopped or failed agent and waits until it is ready. */
export function* startAgent(ctx: Context, agent: string): Blocking<Result<AgentStatus>> {
  const entry = lookUpAgent(ctx, agent);
  if (entry === undefined) return err(`there is no agent ${agent} on ${ctx.nodeName}`);
  const allowed = nextStatus(entry.status, "start");
  if (!allowed.ok) return allowed;
  const answer = yield* supervisor.startChild(ctx, AGENTS, childSpecOf(entry.spec));
  if (answer[0] === "ok") return ok("running");
  yield* supervisor.deleteChild(ctx, AGENTS, agent);
  return err(`${agent} did not start`);
}

/** Stops an agent: it saves its state, ends, and is not restarted. */
export function* stopAgent(ctx: Context, agent: string): Blocking<Result<AgentStatus>> {
  const stopping = yield* moved(ctx, agent, "stop");
  if (!stopping.ok) return stopping;
  yield* supervisor.terminateChild(ctx, AGENTS, agent);
  yield* supervisor.deleteChild(ctx, AGENTS, agent);
  return ok("stopped");
}

/** The agent stays alive and answers, but neither trains nor votes. */
export function* suspendAgent(ctx: Context, agent: string): Blocking<Result<AgentStatus>> {
  return yield* switched(ctx, agent, "suspend");
}

/** Ends a suspension. */
export function* resumeAgent(ctx: Context, agent: string): Blocking<Result<AgentStatus>> {
  return yield* switched(ctx, agent, "resume");
}

/** Forgets an agent that has no process. Its saved state stays in the store. */
export function* unregisterAgent(ctx: Context, agent: string): Blocking<Result<AgentStatus>> {
  return yield* ask(ctx, ["forget", agent]);
}

function* switched(ctx: Context, agent: string, event: "suspend" | "resume"): Blocking<Result<AgentStatus>> {
  const result = yield* moved(ctx, agent, event);
  if (result.ok && ctx.whereis(agent) !== undefined) ctx.send(agent, event);
  return result;
}

function* moved(ctx: Context, agent: string, event: AgentEvent): Blocking<Result<AgentStatus>> {
  return yield* ask(ctx, ["move", agent, event]);
}

function* ask(ctx: Context, request: Term): Blocking<Result<AgentStatus>> {
  const answer = yield* tryCall(ctx, AGENT_DIRECTORY, request);
  return answer.ok
    ? (answer.value as unknown as Result<AgentStatus>)
    : err("the agent directory is not there");
}
