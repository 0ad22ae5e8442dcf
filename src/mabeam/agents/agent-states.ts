/**
 * What agents have learnt, kept apart from their processes: saved after every task and when an agent is stopped,
 * restored when it starts again, and checkpointed to the node's disk so that a lost node loses little.
 *
 * The store is a resource in the sense of fencing tokens: a save by an earlier incarnation, or made with an older
 * version of a variable than one saved before, is refused.
 *
 * Invariant: incarnation and tokens of an agent's saved state never go back.
 */

import { record } from "../../foundation/telemetry/index.ts";
import { type Context, isTagged, type Module, type Term } from "../../kernel/index.ts";
import {
  type CallResult,
  cast,
  defineServer,
  type InitResult,
  type NoreplyResult,
  noreply,
  reply,
  started,
} from "../../otp/index.ts";
import type { AppliedValue } from "../coordination/index.ts";
import type { BatchCursor, PackedModel } from "../learning/index.ts";
import type { Plain } from "./plain.ts";

/** Name of the module, of the registered process and of its table. */
export const AGENT_STATES = "agent_states";

/** Everything an agent needs to go on where it was. */
export type SavedAgent = {
  readonly agent: string;
  readonly incarnation: number;
  readonly model: Plain<PackedModel>;
  readonly cursor: Plain<BatchCursor>;
  /** Training steps and tasks behind the model. */
  readonly steps: number;
  readonly tasks: number;
  readonly lastLoss: number | null;
  readonly lastAccuracy: number | null;
  readonly applied: { readonly [variable: string]: AppliedValue };
};

/** What a starting agent gets: its last state and where it was found. */
export type Restored = { readonly saved: SavedAgent; readonly from: "memory" | "disk" };

/** Every so many saves of an agent one goes to disk: a node that is lost loses at most this many tasks. */
const CHECKPOINT_EVERY = 5;

type StoreState = { readonly saves: { readonly [agent: string]: number } };

function init(ctx: Context): InitResult<StoreState> {
  ctx.tableNew(AGENT_STATES);
  return started({ saves: {} });
}

function handleCall(ctx: Context, request: Term, _from: unknown, state: StoreState): CallResult<StoreState> {
  if (!isTagged(request, "load")) return reply(undefined, state);
  const agent = request[1] as string;
  const inMemory = ctx.tableGet(AGENT_STATES, agent) as SavedAgent | undefined;
  if (inMemory !== undefined) return reply({ saved: inMemory, from: "memory" }, state);
  const onDisk = ctx.diskGet(diskKey(agent)) as SavedAgent | undefined;
  return reply(onDisk === undefined ? undefined : { saved: onDisk, from: "disk" }, state);
}

function handleCast(ctx: Context, request: Term, state: StoreState): NoreplyResult<StoreState> {
  if (!isTagged(request, "save")) return noreply(state);
  const saved = request[1] as SavedAgent;
  const { agent } = saved;
  const before = ctx.tableGet(AGENT_STATES, agent) as SavedAgent | undefined;
  if (before !== undefined && isOutOfDate(saved, before)) {
    record(ctx, "agent.save_refused", { agent, incarnation: saved.incarnation });
    return noreply(state);
  }
  ctx.tablePut(AGENT_STATES, agent, saved);
  const saves = (state.saves[agent] ?? 0) + 1;
  if (saves % CHECKPOINT_EVERY === 1 || request[2] === true) ctx.diskPut(diskKey(agent), saved);
  return noreply({ saves: { ...state.saves, [agent]: saves } });
}

function isOutOfDate(saved: SavedAgent, before: SavedAgent): boolean {
  if (saved.incarnation < before.incarnation) return true;
  return Object.entries(before.applied).some(
    ([variable, { token }]) => (saved.applied[variable]?.token ?? 0) < token,
  );
}

function diskKey(agent: string): string {
  return `agent_state:${agent}`;
}

/** Saves an agent's state; `isDurable` writes it to disk at once, whatever the pace of checkpoints. */
export function saveAgent(ctx: Context, saved: SavedAgent, isDurable = false): void {
  cast(ctx, AGENT_STATES, ["save", saved, isDurable]);
}

/** The module of the store; list it in a scenario's code. */
export const agentStatesModule: Module = defineServer<StoreState>(AGENT_STATES, {
  init,
  handleCall,
  handleCast,
});
