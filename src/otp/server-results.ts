/**
 * What a gen_server's callbacks return: OTP's tuples, with names that make them.
 *
 * `Then` says what follows a callback: an idle timeout, a `handleContinue` before the next message, or hibernation
 * (which here costs and saves nothing, but is accepted as OTP accepts it).
 */

import type { Pid, Ref, Term } from "../kernel/index.ts";

/** Who waits for the answer of a call. The tag is an alias of the caller: a late answer vanishes. */
export type From = readonly [pid: Pid, tag: Ref];

/** `timeoutUs` in virtual µs; Infinity is no timeout. */
export type Then = { readonly timeoutUs: number } | { readonly continue: Term } | "hibernate";

/** Whether a term says what follows a callback: anything else there is a bad return value. */
export function isThen(then: unknown): then is Then {
  if (then === undefined || then === "hibernate") return true;
  if (typeof then !== "object" || then === null) return false;
  if ("continue" in then) return true;
  return "timeoutUs" in then && typeof then.timeoutUs === "number" && then.timeoutUs >= 0;
}

export type InitResult<S extends Term> =
  | readonly ["ok", S]
  | readonly ["ok", S, Then]
  | "ignore"
  | readonly ["stop", Term];
export type NoreplyResult<S extends Term> =
  | readonly ["noreply", S]
  | readonly ["noreply", S, Then]
  | readonly ["stop", Term, S];
export type CallResult<S extends Term> =
  | NoreplyResult<S>
  | readonly ["reply", Term, S]
  | readonly ["reply", Term, S, Then]
  | readonly ["stop", Term, Term, S];

/** What starting a process answers, as OTP's start functions do. */
export type StartResult =
  | readonly ["ok", Pid]
  | readonly ["ok", Pid, Term]
  | "ignore"
  | readonly ["error", Term];

/** `{ok, State}` from init. */
export function started<S extends Term>(state: S, then?: Then): InitResult<S> {
  return then === undefined ? ["ok", state] : ["ok", state, then];
}

/** `ignore` from init: the start succeeds without a process. */
export function ignore(): "ignore" {
  return "ignore";
}

/** `{stop, Reason}` from init: the start fails. */
export function stopInit(reason: Term): readonly ["stop", Term] {
  return ["stop", reason];
}

/** `{reply, Reply, State}`. */
export function reply<S extends Term>(value: Term, state: S, then?: Then): CallResult<S> {
  return then === undefined ? ["reply", value, state] : ["reply", value, state, then];
}

/** `{noreply, State}`. */
export function noreply<S extends Term>(state: S, then?: Then): NoreplyResult<S> {
  return then === undefined ? ["noreply", state] : ["noreply", state, then];
}

/** `{stop, Reason, State}`. */
export function stop<S extends Term>(reason: Term, state: S): readonly ["stop", Term, S] {
  return ["stop", reason, state];
}

/** `{stop, Reason, Reply, State}`: the reply leaves after `terminate` has run. */
export function stopReply<S extends Term>(
  reason: Term,
  value: Term,
  state: S,
): readonly ["stop", Term, Term, S] {
  return ["stop", reason, value, state];
}
