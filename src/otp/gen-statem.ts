/**
 * The gen_statem behaviour: what its callbacks are, and the module that carries them.
 *
 * A state machine reacts to events according to its state: it may put an event off until the state has changed, hand
 * itself events that go before all others, and set timeouts that end with the state. Callbacks that do not wait are
 * plain functions; one that waits is a generator. Both may be mixed.
 */

import { ensure } from "../base/index.ts";
import type { Blocking, Code, Context, Module, Term } from "../kernel/index.ts";
import type { EventType, StatemInit, StatemResult } from "./statem-results.ts";

type MaybeBlocking<T> = T | Blocking<T>;

/** One function per state, found by the state's name. `"enter"` events have the previous state as content. */
export type StateFunction<D extends Term> = (
  ctx: Context,
  type: EventType | "enter",
  content: never,
  data: D,
) => MaybeBlocking<StatemResult<string, D>>;

interface Common<S extends Term, D extends Term> {
  init(ctx: Context, args: never): MaybeBlocking<StatemInit<S, D>>;
  terminate?(ctx: Context, reason: Term, state: S, data: D): void | Blocking<void>;
}

/** States are names, and each has its function. */
export interface StateFunctions<D extends Term> extends Common<string, D> {
  readonly callbackMode: "state_functions" | readonly ["state_functions", "state_enter"];
  readonly states: Readonly<Record<string, StateFunction<D>>>;
}

/** States are any terms, and one function handles all events. */
export interface EventHandler<S extends Term, D extends Term> extends Common<S, D> {
  readonly callbackMode: "handle_event_function" | readonly ["handle_event_function", "state_enter"];
  handleEvent(
    ctx: Context,
    type: EventType | "enter",
    content: never,
    state: S,
    data: D,
  ): MaybeBlocking<StatemResult<S, D>>;
}

export type StatemCallbacks<S extends Term, D extends Term> = StateFunctions<D> | EventHandler<S, D>;

/** The callbacks as the behaviour's own code calls them. */
export interface AnyStatem {
  readonly callbackMode: string | readonly string[];
  readonly states?: Readonly<
    Record<string, (ctx: Context, type: Term, content: Term, data: Term) => unknown>
  >;
  init(ctx: Context, args: Term): unknown;
  handleEvent?(ctx: Context, type: Term, content: Term, state: Term, data: Term): unknown;
  terminate?(ctx: Context, reason: Term, state: Term, data: Term): unknown;
}

/** A module whose processes are gen_statems; start it with `genStatem.startLink(ctx, name, args)` or from a child spec. */
export function defineStatem<S extends Term, D extends Term>(
  name: string,
  callbacks: StatemCallbacks<S, D>,
): Module {
  return { name, callbacks };
}

/** The callbacks of a module of this node. A name without callbacks is a mistake in the scenario's code list. */
export function statemCallbacksOf(code: Code, module: string): AnyStatem {
  const { callbacks } = ensure(
    code.get(module),
    `no module named "${module}": list it in the scenario's code`,
  );
  return ensure(callbacks, `module "${module}" has no callbacks: make it with defineStatem`) as AnyStatem;
}

/** Whether states want to be told that they are entered. */
export function hasEnterCalls({ callbackMode }: AnyStatem): boolean {
  return Array.isArray(callbackMode) && callbackMode.includes("state_enter");
}

/** Whether every state has its own function. */
export function hasStateFunctions({ callbackMode }: AnyStatem): boolean {
  return callbackMode === "state_functions" || callbackMode.includes("state_functions");
}
