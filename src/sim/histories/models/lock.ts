/**
 * The lock with fencing tokens: one holder at a time, and each holder's token is greater than all before it, so that
 * a resource can refuse one who only believes that it still holds the lock.
 *
 * | op | value | result |
 * |---|---|---|
 * | `acquire` | null | the token, or null when somebody holds it (the same client too) |
 * | `release` | the token | true, or false when the client does not hold it with this token |
 * | `holder` | null | `{"client", "token"}`, or null when it is free |
 *
 * Which token comes next is the service's affair, as long as tokens grow. After an acquisition of unknown outcome the
 * token is known only to be greater than the last, until somebody names it.
 */

import { isCompleted, type Json, type Operation } from "../operation.ts";
import { numberIn, type SequentialModel } from "../sequential-model.ts";

export interface LockState {
  readonly holder: string | null;
  /** The newest token, or the one it is greater than. */
  readonly token: number;
  readonly isExact: boolean;
}

const FREE: LockState = { holder: null, token: 0, isExact: true };

function step(state: LockState, operation: Operation): LockState | undefined {
  switch (operation.op) {
    case "acquire":
      return acquire(state, operation);
    case "release":
      return release(state, operation);
    case "holder":
      return isCompleted(operation) ? see(state, operation.result) : state;
    default:
      return undefined;
  }
}

function acquire(state: LockState, operation: Operation): LockState | undefined {
  const { client, result } = operation;
  const { holder, token } = state;
  if (!isCompleted(operation)) return holder === null ? { holder: client, token, isExact: false } : state;
  if (result === null) return holder === null ? undefined : state;
  if (holder !== null || typeof result !== "number" || result <= token) return undefined;
  return { holder: client, token: result, isExact: true };
}

function release(state: LockState, operation: Operation): LockState | undefined {
  const { client, value, result } = operation;
  if (typeof value !== "number") return undefined;
  const isMine = state.holder === client && canBe(state, value);
  const freed: LockState = { holder: null, token: value, isExact: true };
  if (!isCompleted(operation)) return isMine ? freed : state;
  if (result === true) return isMine ? freed : undefined;
  // With a token that is not known, a refusal may always be right.
  const mustBeMine = isMine && state.isExact;
  return result === false && !mustBeMine ? state : undefined;
}

function see(state: LockState, result: Json): LockState | undefined {
  if (result === null) return state.holder === null ? state : undefined;
  const token = numberIn(result, "token");
  const holder = (result as { readonly client?: Json }).client;
  if (token === undefined || holder !== state.holder || !canBe(state, token)) return undefined;
  return state.isExact ? state : { holder: state.holder, token, isExact: true };
}

function canBe({ token, isExact }: LockState, named: number): boolean {
  return isExact ? named === token : named > token;
}

/** Locks that nobody holds at first; tokens are greater than 0. */
export function createLockModel(): SequentialModel<LockState> {
  return {
    name: "lock",
    initial: FREE,
    isPartitioned: true,
    step,
    keyOf: ({ holder, token, isExact }) =>
      `${isExact ? "" : ">"}${token} ${holder === null ? "" : `=${holder}`}`,
    isObservation: ({ op, result }) =>
      (op === "acquire" && result === null) || (op === "release" && result === false),
    describe: ({ holder, token, isExact }) =>
      `${holder === null ? "free" : `held by ${holder}`}, token ${isExact ? "" : "over "}${token}`,
  };
}
