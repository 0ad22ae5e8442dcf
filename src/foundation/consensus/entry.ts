/**
 * Entries of the replicated log.
 *
 * An entry is named by (index, term): a term has one leader, a leader never writes one index twice, so equal names
 * mean equal entries (Raft paper §5.3, log matching).
 */

import type { Term } from "../../kernel/index.ts";

/** Who decides: a majority of `voters`, and while `outgoing` is not empty also a majority of those (§6). */
export type Configuration = {
  readonly voters: readonly number[];
  readonly outgoing: readonly number[];
  readonly learners: readonly number[];
};

/** First entry of every leader: what lets it commit the entries of earlier terms (§8). */
export type NoopEntry = { readonly kind: "noop"; readonly index: number; readonly term: number };

/** A client's command; (session, sequence) names it across retries. */
export type CommandEntry = {
  readonly kind: "command";
  readonly index: number;
  readonly term: number;
  readonly session: string;
  readonly sequence: number;
  readonly command: Term;
};

/** The configuration from this entry on; in force as soon as it is in the log (§6). */
export type ConfigurationEntry = {
  readonly kind: "configuration";
  readonly index: number;
  readonly term: number;
  readonly configuration: Configuration;
};

export type LogEntry = NoopEntry | CommandEntry | ConfigurationEntry;

/** What a client asks to be replicated. */
export type Proposal = { readonly session: string; readonly sequence: number; readonly command: Term };
