/**
 * The agent directory of a node: which agents there are, and how each one is. One place, with a table everybody may
 * read; nothing else in the node keeps a list of agents (trap T46, T50).
 *
 * Agents enter themselves from within their own start, so a restarted agent is known by its new pid before anybody
 * can look it up (trap T09). How an agent ended is told by a monitor.
 *
 * Invariants
 * - An agent has at most one entry, and at most one live process in it.
 * - Incarnations of an agent are 1, 2, 3 … and survive the node: they are on its disk.
 */

import { err, ok, type Result } from "../../base/index.ts";
import { record } from "../../foundation/telemetry/index.ts";
import { type Context, isTagged, type Module, type Pid, type Ref, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  defineServer,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  started,
} from "../../otp/index.ts";
import type { AgentSpec } from "./agent-spec.ts";
import { type AgentEvent, type AgentStatus, nextStatus } from "./lifecycle.ts";

/** Name of the module, of the registered process and of its table. */
export const AGENT_DIRECTORY = "agent_directory";

export type AgentEntry = {
  readonly spec: AgentSpec;
  readonly status: AgentStatus;
  readonly pid: Pid | null;
  /** Whether it should run: false before its first start and after it was stopped on purpose. */
  readonly isWanted: boolean;
  /** How often it has been started, over the life of its node's disk. */
  readonly incarnation: number;
  /** Starts after a crash, since this directory was started. */
  readonly restarts: number;
  /** Why it last ended; null before. */
  readonly lastReason: Term;
};

type DirectoryState = {
  /** Monitors on live agents. */
  readonly watched: readonly { readonly ref: Ref; readonly agent: string }[];
};

function init(ctx: Context): InitResult<DirectoryState> {
  ctx.tableNew(AGENT_DIRECTORY);
  return started({ watched: [] });
}

function handleCall(
  ctx: Context,
  request: Term,
  _from: unknown,
  state: DirectoryState,
): CallResult<DirectoryState> {
  const [kind, subject, extra] = request as readonly Term[];
  switch (kind) {
    case "enter": {
      const spec = subject as AgentSpec;
      const ref = ctx.monitor(extra as Pid);
      const incarnation = enter(ctx, spec, extra as Pid);
      const watched = [...state.watched.filter(({ agent }) => agent !== spec.id), { ref, agent: spec.id }];
      return reply(incarnation, { watched });
    }
    case "register":
      return reply(register(ctx, subject as AgentSpec) as Term, state);
    case "move":
      return reply(move(ctx, subject as string, extra as AgentEvent) as Term, state);
    case "forget":
      return reply(forget(ctx, subject as string) as Term, state);
    default:
      return reply(err("unknown_request"), state);
  }
}

function handleCast(ctx: Context, request: Term, state: DirectoryState): NoreplyResult<DirectoryState> {
  if (isTagged(request, "running")) {
    const [, agent, pid] = request;
    const entry = lookUpAgent(ctx, agent as string);
    if (entry?.pid === pid && move(ctx, agent as string, "started").ok) {
      const { incarnation, restarts } = entry as AgentEntry;
      record(ctx, "agent.started", { agent, pid, incarnation, restarts });
    }
  }
  return noreply(state);
}

function handleInfo(ctx: Context, message: Term, state: DirectoryState): NoreplyResult<DirectoryState> {
  if (!isTagged(message, "DOWN")) return noreply(state);
  const [, ref, , , reason] = message;
  const ended = state.watched.find((one) => one.ref === ref);
  if (ended === undefined) return noreply(state);
  noteEnd(ctx, ended.agent, reason);
  return noreply({ watched: state.watched.filter((one) => one !== ended) });
}

/** An agent process enters itself: the incarnation it runs as. */
function enter(ctx: Context, spec: AgentSpec, pid: Pid): number {
  const key = incarnationKey(spec.id);
  const incarnation = Number(ctx.diskGet(key) ?? 0) + 1;
  ctx.diskPut(key, incarnation);
  const before = lookUpAgent(ctx, spec.id);
  const restarts = (before?.restarts ?? 0) + (before?.status === "failed" ? 1 : 0);
  const lastReason = before?.lastReason ?? null;
  put(ctx, { spec, status: "starting", pid, isWanted: true, incarnation, restarts, lastReason });
  return incarnation;
}

function register(ctx: Context, spec: AgentSpec): Result<AgentStatus> {
  const known = lookUpAgent(ctx, spec.id);
  if (known !== undefined) return err(`${spec.id} is ${known.status} already`);
  const never = { pid: null, isWanted: false, incarnation: 0, restarts: 0, lastReason: null };
  put(ctx, { spec, status: "registered", ...never });
  return ok("registered");
}

function move(ctx: Context, agent: string, event: AgentEvent): Result<AgentStatus> {
  const entry = lookUpAgent(ctx, agent);
  if (entry === undefined) return err(`there is no agent ${agent} on ${ctx.nodeName}`);
  const status = nextStatus(entry.status, event);
  const isWanted = entry.isWanted && event !== "stop" && event !== "retire";
  if (status.ok) put(ctx, { ...entry, status: status.value, isWanted });
  return status;
}

function forget(ctx: Context, agent: string): Result<AgentStatus> {
  const entry = lookUpAgent(ctx, agent);
  if (entry === undefined) return err(`there is no agent ${agent} on ${ctx.nodeName}`);
  if (entry.pid !== null) return err(`${agent} is ${entry.status}: stop it first`);
  ctx.tableDelete(AGENT_DIRECTORY, agent);
  return ok("stopped");
}

function noteEnd(ctx: Context, agent: string, reason: Term): void {
  const entry = lookUpAgent(ctx, agent);
  if (entry === undefined) return;
  const isOrderly = reason === "normal" || reason === "shutdown" || isTagged(reason, "shutdown");
  const event = isOrderly ? "ended" : entry.status === "starting" ? "start_failed" : "crashed";
  const status = nextStatus(entry.status, event);
  put(ctx, { ...entry, pid: null, status: status.ok ? status.value : "failed", lastReason: reason });
  const { incarnation } = entry;
  record(ctx, isOrderly ? "agent.stopped" : "agent.failed", { agent, pid: entry.pid, incarnation, reason });
}

function put(ctx: Context, entry: AgentEntry): void {
  ctx.tablePut(AGENT_DIRECTORY, entry.spec.id, entry);
}

function incarnationKey(agent: string): string {
  return `agent_incarnation:${agent}`;
}

/** The entry of an agent of this node. Never waits. */
export function lookUpAgent(ctx: Context, agent: string): AgentEntry | undefined {
  if (!ctx.tableExists(AGENT_DIRECTORY)) return undefined;
  return ctx.tableGet(AGENT_DIRECTORY, agent) as AgentEntry | undefined;
}

/** All agents of this node, in order of their names. */
export function listAgents(ctx: Context): readonly AgentEntry[] {
  if (!ctx.tableExists(AGENT_DIRECTORY)) return [];
  const entries = ctx.tableEntries(AGENT_DIRECTORY).map(([, entry]) => entry as AgentEntry);
  return entries.sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
}

/** The module of the directory; list it in a scenario's code. */
export const agentDirectoryModule: Module = defineServer<DirectoryState>(AGENT_DIRECTORY, {
  init,
  handleCall,
  handleCast,
  handleInfo,
});
