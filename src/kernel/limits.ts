/**
 * Limits of a process: nothing is unbounded by accident. Checked when a message arrives and when a handler returns;
 * every hit is an event in the trace, so an overload is seen and never silent.
 */

export interface Limits {
  /** Messages that may wait in the mailbox. */
  readonly mailboxLengthMax?: number;
  /** Bytes of its state, roughly; over it the process ends with reason `limit`, whatever the policy. */
  readonly stateBytesMax?: number;
  /** Messages handled per `windowUs` of virtual time. */
  readonly reductionsMax?: number;
  readonly windowUs?: number;
  /**
   * What happens to a message over the mailbox limit, or to a process over the reductions limit.
   * - drop: the newest message is dropped / the process rests until the window ends
   * - reject: dropped, and the sender gets `["rejected", pid, message]` / as drop
   * - kill: the process ends with reason `limit`
   * - back_pressure: the message is kept, and its sender is not run again until the mailbox is half empty
   */
  readonly policy: LimitPolicy;
}

export type LimitPolicy = "drop" | "reject" | "kill" | "back_pressure";
