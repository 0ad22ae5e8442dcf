/**
 * The gen_server behaviour: what its callbacks are, and the module that carries them.
 *
 * A callback that never waits is a plain function and takes the fast path; one that calls another process, or waits
 * for a message, is a generator. Both may be mixed in one server.
 */

import { ensure } from "../base/index.ts";
import type { Blocking, Code, Context, Module, Term } from "../kernel/index.ts";
import type { CallResult, From, InitResult, NoreplyResult } from "./server-results.ts";

/** The callbacks, spelled as OTP's in camel case. An absent `handleInfo` drops the message. */
export interface ServerCallbacks<S extends Term> {
  init(ctx: Context, args: never): InitResult<S> | Blocking<InitResult<S>>;
  handleCall?(ctx: Context, request: never, from: From, state: S): CallResult<S> | Blocking<CallResult<S>>;
  handleCast?(ctx: Context, request: never, state: S): NoreplyResult<S> | Blocking<NoreplyResult<S>>;
  handleInfo?(ctx: Context, message: Term, state: S): NoreplyResult<S> | Blocking<NoreplyResult<S>>;
  handleContinue?(ctx: Context, argument: never, state: S): NoreplyResult<S> | Blocking<NoreplyResult<S>>;
  terminate?(ctx: Context, reason: Term, state: S): void | Blocking<void>;
}

/** The callbacks as the behaviour's own code calls them: it knows nothing of their state. */
export interface AnyCallbacks {
  init(ctx: Context, args: Term): unknown;
  handleCall?(ctx: Context, request: Term, from: From, state: Term): unknown;
  handleCast?(ctx: Context, request: Term, state: Term): unknown;
  handleInfo?(ctx: Context, message: Term, state: Term): unknown;
  handleContinue?(ctx: Context, argument: Term, state: Term): unknown;
  terminate?(ctx: Context, reason: Term, state: Term): unknown;
}

/** A module whose processes are gen_servers; start it with `startLink(ctx, name, args)` or from a child spec. */
export function defineServer<S extends Term>(name: string, callbacks: ServerCallbacks<S>): Module {
  return { name, callbacks };
}

/** The callbacks asked for last: a busy server asks for the same ones with every message. */
let found: { readonly code: Code | undefined; readonly module: string; readonly callbacks: AnyCallbacks } = {
  code: undefined,
  module: "",
  callbacks: { init: () => "ignore" },
};

/** The callbacks of a module of this node. A name without callbacks is a mistake in the scenario's code list. */
export function callbacksOf(code: Code, module: string): AnyCallbacks {
  if (module === found.module && code === found.code) return found.callbacks;
  const { callbacks } = ensure(
    code.get(module),
    `no module named "${module}": list it in the scenario's code`,
  );
  found = {
    code,
    module,
    callbacks: ensure(
      callbacks,
      `module "${module}" has no callbacks: make it with defineServer`,
    ) as AnyCallbacks,
  };
  return found.callbacks;
}
