/**
 * Register clients: processes that read, write and compare-and-set registers behind the replicated log, one operation
 * after the other, and tell observers what they asked and what became of it.
 *
 * Invariants
 * - All choices come from the node's own streams. Values that are written are written once in a run.
 * - A client is one session: when it or its node is restarted it goes on as another, and whatever was under way stays
 *   unknown. An operation that is asked for twice keeps its sequence, so it happens at most once.
 * - At least `THINK_MIN_US` pass between two operations of a client, so that their order shows in their times.
 */

import { readLocal, type SubmitResult, submit } from "../../foundation/consensus/index.ts";
import {
  type Become,
  type Blocking,
  become,
  type Context,
  type Module,
  receiveWithin,
  type Term,
} from "../../kernel/index.ts";
import type { ChildSpec } from "../../otp/index.ts";
import type { CLIENT_EVENTS } from "./events.ts";
import type { Invoked, Returned } from "./history-of.ts";
import type { Json } from "./operation.ts";
import { type Registers, registerIn } from "./register-machine.ts";

export const REGISTER_CLIENT = "register_client";

/** What one client is told. */
export type ClientConfig = {
  /** Name in the history, beside its incarnation. */
  readonly name: string;
  readonly keys: number;
  /** Mean pause between two operations. */
  readonly thinkUs: number;
  /** How long one attempt waits for its answer; there are two. */
  readonly timeoutUs: number;
  /** Of a hundred operations, reads of the local server that may be stale. */
  readonly staleReadsPercent: number;
};

const THINK_MIN_US = 1_000;
const ATTEMPTS = 2;

/** What a client knows between two operations. */
type Session = {
  readonly client: string;
  readonly sequence: number;
  /** Last value it saw in each register, as guesses for compare-and-set. */
  readonly seen: { readonly [key: string]: Term };
  /** Log index of the newest answer: a local read from before it would go back. */
  readonly index: number;
};

type Wish = Pick<Invoked, "op" | "key" | "value">;
type Ended = Pick<Returned, "outcome" | "result"> & { readonly index: number };

function emit<N extends keyof typeof CLIENT_EVENTS>(
  ctx: Context,
  name: N,
  data: N extends "client.invoked" ? Invoked : Returned,
): void {
  ctx.emit(name, data);
}

function start(ctx: Context, config: ClientConfig): Become {
  ctx.setLabel(config.name);
  const client = `${config.name}@${ctx.nodeIncarnation}.${ctx.self.serial}`;
  return become(REGISTER_CLIENT, "turn", [config, { client, sequence: 1, seen: {}, index: 0 }]);
}

/** One operation; then the same again, with nothing left of this one but what the session knows. */
function* turn(ctx: Context, config: ClientConfig, session: Session): Blocking<Become> {
  const { thinkUs } = config;
  yield* receiveWithin(THINK_MIN_US + ctx.drawBetween("think", 0, 2 * thinkUs), () => false);
  const { client, sequence: id } = session;
  const wish = choose(ctx, config, session);
  emit(ctx, "client.invoked", { client, id, ...wish });
  const { outcome, result, index } =
    wish.op === "read_stale"
      ? yield* readStale(ctx, wish.key, session)
      : yield* perform(ctx, commandOf(wish), { ...session, timeoutUs: config.timeoutUs });
  emit(ctx, "client.returned", { client, id, outcome, result });
  const isRead = outcome === "ok" && wish.op !== "write" && wish.op !== "cas";
  const seen = isRead ? { ...session.seen, [wish.key]: result } : session.seen;
  const next: Session = { client, sequence: id + 1, seen, index: Math.max(session.index, index) };
  return become(REGISTER_CLIENT, "turn", [config, next]);
}

/** Half reads, the rest writes and compare-and-sets in equal parts; and stale reads once something has been seen. */
function choose(ctx: Context, config: ClientConfig, { client, sequence, seen, index }: Session): Wish {
  const key = `r${ctx.drawBetween("key", 1, config.keys)}`;
  const isStale = ctx.drawBetween("stale", 1, 100) <= config.staleReadsPercent;
  const kind = ctx.drawBetween("op", 1, 4);
  if (isStale && index > 0) return { op: "read_stale", key, value: null };
  if (kind <= 2) return { op: "read", key, value: null };
  const fresh = `${client}:${sequence}`;
  if (kind === 3) return { op: "write", key, value: fresh };
  return { op: "cas", key, value: [(seen[key] ?? null) as Json, fresh] };
}

function commandOf({ op, key, value }: Wish): Term {
  if (op === "cas") return ["cas", key, ...(value as readonly Json[])];
  return op === "write" ? ["write", key, value] : ["read", key];
}

/** Asks up to twice under one name; once an attempt may have been handed on, a refusal proves nothing. */
function* perform(
  ctx: Context,
  command: Term,
  { client: session, sequence, timeoutUs }: Session & { readonly timeoutUs: number },
): Blocking<Ended> {
  let outcome: "failed" | "unknown" = "failed";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const result: SubmitResult = yield* submit(ctx, { session, sequence, command, timeoutUs });
    if (result[0] === "ok") return { outcome: "ok", result: result[1] as Json, index: result[2] };
    if (result[1] === "timeout" || result[1] === "stale_sequence") outcome = "unknown";
  }
  return { outcome, result: null, index: 0 };
}

/** What the server next door believes, unless it has fallen behind what this session has seen. */
function* readStale(ctx: Context, key: string, { index: floor }: Session): Blocking<Ended> {
  const read = yield* readLocal(ctx);
  if (read === undefined || read.index < floor) return { outcome: "failed", result: null, index: 0 };
  return { outcome: "ok", result: registerIn(read.state as Registers, key) as Json, index: read.index };
}

/** The processes of the clients; list it in a scenario's code. */
export const REGISTER_CLIENT_MODULE: Module = {
  name: REGISTER_CLIENT,
  functions: {
    start: start as never,
    turn: turn as never,
    /** Start function of a child specification. */
    start_link: (ctx: Context, config: ClientConfig) => [
      "ok",
      ctx.spawn([REGISTER_CLIENT, "start", [config]], { link: true, label: config.name }),
    ],
  },
};

/** A client as a child of a supervisor. */
export function clientChild(config: ClientConfig): ChildSpec {
  return { id: config.name, start: [REGISTER_CLIENT, "start_link", [config]] };
}
