/**
 * Signals: everything that travels between processes. Ordered between each pair of processes (Erlang reference
 * manual, "Signals"), because all of them, messages included, go through the one queue of arrivals of a node.
 */

import type { Address, Pid, Term } from "./term.ts";

export const SIGNAL = {
  message: 0,
  /** Body: [reason, linked]. `linked` tells a broken link from exit/2. */
  exit: 1,
  link: 2,
  unlink: 3,
  /** Body: reference. */
  monitor: 4,
  demonitor: 5,
  /** Body: [reference, object, reason]. */
  down: 6,
  /** Tokens of the node itself. */
  start: 7,
  receive_timeout: 8,
} as const;

export type SignalKind = (typeof SIGNAL)[keyof typeof SIGNAL];

/** kind, to, from, body, cause node, cause sequence. */
export const ARRIVAL_STRIDE = 6;

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
