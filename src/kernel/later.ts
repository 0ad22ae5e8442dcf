/** What a node has to do at a later time: the items of its timed queue. */

import type { RemoteSignal } from "./signal.ts";
import type { Pid } from "./term.ts";

/** Stands for every timer in the timed queue; what it sends is in the timer table, under the same handle. */
export const TIMER = { kind: "timer" } as const;

/** What a node has to do at a later time. Plain data, shared with snapshots. */
export type Later =
  | { readonly kind: "arrival"; readonly signal: RemoteSignal }
  | typeof TIMER
  | { readonly kind: "receive_timeout"; readonly pid: Pid }
  | { readonly kind: "finish"; readonly pid: Pid; readonly busySerial: number }
  | { readonly kind: "release"; readonly pid: Pid }
  /** Writes may have become durable. */
  | { readonly kind: "sync" };
