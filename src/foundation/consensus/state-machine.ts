/**
 * What a replicated log replicates: a deterministic state machine, the same on every server.
 *
 * Contract
 * - `apply` is a pure function of (state, entry): no clock, no chance, no process identity, no message outside the log.
 * - It is total: a malformed command gets an answer that says so; it never raises.
 * - `answer` goes to the client that submitted the command; `notices` go to the local subscribers of *every* server,
 *   in log order.
 */

import type { Term } from "../../kernel/index.ts";

export interface AppliedEntry {
  readonly index: number;
  readonly term: number;
  readonly command: Term;
}

export interface Applied<S extends Term> {
  readonly state: S;
  readonly answer: Term;
  readonly notices: readonly Term[];
}

export interface StateMachine<S extends Term> {
  readonly name: string;
  readonly initial: S;
  readonly apply: (state: S, entry: AppliedEntry) => Applied<S>;
}
