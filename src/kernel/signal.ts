/**
 * Signals: everything that travels between processes. Ordered between each pair of processes (Erlang reference
 * manual, "Signals"), because all of them, messages included, go through the one queue of arrivals of a node.
 */

import type { Address, Pid, Term } from "./term.ts";

export const SIGNAL = {
  message: 0,
  /** exit/2. Body: the message a trapping receiver gets, `["EXIT", from, reason]`. */
  exit: 1,
  link: 2,
  unlink: 3,
  /** Body: reference. */
  monitor: 4,
  demonitor: 5,
  /** Body: the message its receiver gets, `["DOWN", reference, "process", object, reason]`. */
  down: 6,
  /** Tokens of the node itself. */
  start: 7,
  receive_timeout: 8,
  /** A monitor and a message in one: the body is the message `[tag, [from, ref], request]`. */
  request: 9,
  /** A link is broken. Body as of `exit`. */
  broken_link: 10,
  /** The message `["$gen_cast", body]`. The tuple is made on arrival: a burst that waits holds bare requests. */
  cast: 11,
} as const;

/** Tag of the message that a `cast` signal stands for. */
export const CAST_TAG = "$gen_cast";

export type SignalKind = (typeof SIGNAL)[keyof typeof SIGNAL];

/** A signal under way between nodes. */
export interface RemoteSignal {
  readonly kind: SignalKind;
  readonly to: Address;
  readonly from: Pid | undefined;
  readonly body: Term;
  readonly causeNode: number;
  readonly causeSeq: number;
}

/** Hands a signal to the network. Called by the sending node during its event. */
export type Transmit = (toNode: number, signal: RemoteSignal) => void;
