/**
 * What the callbacks of a gen_statem are given and what they return: OTP's tuples, with names that make the results.
 *
 * Times are virtual µs; Infinity is no timeout. Actions always come as a list.
 */

import { Pid, Ref, type Term } from "../kernel/index.ts";
import type { From } from "./server-results.ts";

/** `"timeout"` (until any event), `"state_timeout"` (until the state changes), or `["timeout", name]`. */
export type TimeoutType = "timeout" | "state_timeout" | readonly ["timeout", Term];
/** What an event is. */
export type EventType = readonly ["call", From] | "cast" | "info" | "internal" | TimeoutType;
export type StatemEvent = readonly [type: EventType, content: Term];

/** Starts, restarts (`us`), changes the content of (`update`) or ends (`cancel`) a timeout; 0 is due at once. */
export type TimeoutAction =
  | readonly [type: TimeoutType, us: number, content: Term]
  | readonly [type: TimeoutType, atUs: number, content: Term, options: { readonly abs: boolean }]
  | readonly [type: TimeoutType, "update", content: Term]
  | readonly [type: TimeoutType, "cancel"];
export type ReplyAction = readonly ["reply", From, Term];
/** What an enter call may ask for. A bare number is an event timeout of so many µs with itself as content. */
export type EnterAction =
  | "hibernate"
  | readonly ["hibernate", boolean]
  | ReplyAction
  | TimeoutAction
  | number;
export type Action =
  | EnterAction
  | "postpone"
  | readonly ["postpone", boolean]
  | readonly ["next_event", EventType, Term];

export type StatemInit<S extends Term, D extends Term> =
  | readonly ["ok", S, D]
  | readonly ["ok", S, D, readonly Action[]]
  | "ignore"
  | readonly ["stop", Term];

export type StatemResult<S extends Term, D extends Term> =
  | readonly ["next_state", S, D]
  | readonly ["next_state", S, D, readonly Action[]]
  | readonly ["keep_state", D]
  | readonly ["keep_state", D, readonly Action[]]
  | "keep_state_and_data"
  | readonly ["keep_state_and_data", readonly Action[]]
  | readonly ["repeat_state", D]
  | readonly ["repeat_state", D, readonly Action[]]
  | "repeat_state_and_data"
  | readonly ["repeat_state_and_data", readonly Action[]]
  | "stop"
  | readonly ["stop", Term]
  | readonly ["stop", Term, D]
  | readonly ["stop_and_reply", Term, readonly ReplyAction[]]
  | readonly ["stop_and_reply", Term, readonly ReplyAction[], D];

const NONE: readonly Action[] = [];

/** `{ok, State, Data, Actions}` from init. */
export function startedIn<S extends Term, D extends Term>(
  state: S,
  data: D,
  actions: readonly Action[] = NONE,
): readonly ["ok", S, D, readonly Action[]] {
  return ["ok", state, data, actions];
}

/** `{next_state, State, Data, Actions}`: to another state, or to the same one, which changes only the data. */
export function nextState<S extends Term, D extends Term>(
  state: S,
  data: D,
  actions: readonly Action[] = NONE,
): readonly ["next_state", S, D, readonly Action[]] {
  return ["next_state", state, data, actions];
}

/** `{keep_state, Data, Actions}`. */
export function keepState<D extends Term>(
  data: D,
  actions: readonly Action[] = NONE,
): readonly ["keep_state", D, readonly Action[]] {
  return ["keep_state", data, actions];
}

/** `{keep_state_and_data, Actions}`. */
export function keepStateAndData(
  actions: readonly Action[] = NONE,
): readonly ["keep_state_and_data", readonly Action[]] {
  return ["keep_state_and_data", actions];
}

/** `{repeat_state, Data, Actions}`: as `keepState`, with the enter call again. */
export function repeatState<D extends Term>(
  data: D,
  actions: readonly Action[] = NONE,
): readonly ["repeat_state", D, readonly Action[]] {
  return ["repeat_state", data, actions];
}

/** `{repeat_state_and_data, Actions}`. */
export function repeatStateAndData(
  actions: readonly Action[] = NONE,
): readonly ["repeat_state_and_data", readonly Action[]] {
  return ["repeat_state_and_data", actions];
}

/** `{stop_and_reply, Reason, Replies, Data}`: the replies leave before `terminate` runs. */
export function stopAndReply<D extends Term>(
  reason: Term,
  replies: readonly ReplyAction[],
  data: D,
): readonly ["stop_and_reply", Term, readonly ReplyAction[], D] {
  return ["stop_and_reply", reason, replies, data];
}

export function isTimeoutType(value: Term): value is TimeoutType {
  if (value === "timeout" || value === "state_timeout") return true;
  return Array.isArray(value) && value.length === 2 && value[0] === "timeout";
}

export function isEventType(value: Term): value is EventType {
  if (value === "cast" || value === "info" || value === "internal") return true;
  if (Array.isArray(value) && value[0] === "call") return value.length === 2 && isFrom(value[1]);
  return isTimeoutType(value);
}

export function isFrom(value: Term): value is From {
  return Array.isArray(value) && value.length === 2 && value[0] instanceof Pid && value[1] instanceof Ref;
}
