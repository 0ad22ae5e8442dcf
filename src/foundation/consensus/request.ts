/**
 * Requests of local clients that wait for their command to be applied here.
 *
 * Every server applies every entry, so the server next to the client answers as soon as it has applied the command
 * itself; the leader only has to get the command into the log. A request is handed to the leader again when a new
 * leader is known or nothing has come of it for a while: the session makes the repetition harmless.
 */

import type { Pid, Term } from "../../kernel/index.ts";
import type { From } from "../../otp/index.ts";
import type { Proposal } from "./entry.ts";

/** Who gets the answer: a caller, or a process that asked for a message with this tag. */
export type Client =
  | { readonly kind: "call"; readonly from: From }
  | { readonly kind: "message"; readonly pid: Pid; readonly tag: Term };

export type ClientRequest = Proposal & {
  readonly client: Client;
  readonly deadlineUs: number;
  /** When it was last handed to a leader; null: never, so it cannot have been performed. */
  readonly handedUs: number | null;
};

/** Requests of one server that may wait at once; more are refused with `overloaded`. */
export const REQUESTS_MAX = 1024;

export function isSameCommand(
  a: Proposal,
  b: { readonly session: string; readonly sequence: number },
): boolean {
  return a.sequence === b.sequence && a.session === b.session;
}

/** Earliest time at which one of the requests has to be looked at. */
export function sweepDueUs(requests: readonly ClientRequest[], retryUs: number): number {
  let dueUs = Number.POSITIVE_INFINITY;
  for (const { deadlineUs, handedUs } of requests) {
    dueUs = Math.min(dueUs, deadlineUs, handedUs === null ? Number.POSITIVE_INFINITY : handedUs + retryUs);
  }
  return dueUs;
}
