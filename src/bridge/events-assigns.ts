/** Assigns of the events lens: the log, and why an event happened. The inspector tells why in the same shape. */

import type { Level } from "../sim/index.ts";

/** How much the reader knows: every sentence exists for each. */
export type { Level } from "../sim/index.ts";

/**
 * Events: newest first, filtered; parameters `filter` (text), `kinds`, `node`, `limit`, `select` (event id), `level`
 * and `unfold` (names of folds of the chain that are shown step by step).
 */
export interface EventsAssigns {
  readonly total: number;
  readonly matching: number;
  readonly rows: readonly EventRow[];
  /** How many of the kept events are of each kind, whatever the filters are. */
  readonly kinds: Readonly<Record<string, number>>;
  /** All nodes of the world, to filter by. */
  readonly nodes: readonly string[];
  /** Events that are kept to be filtered: the newest ones. */
  readonly kept: number;
  /** Why the selected event happened; null when none is selected. */
  readonly why: WhyAssigns | null;
}

export interface EventRow {
  readonly id: string;
  readonly atUs: number;
  readonly node: string;
  readonly kind: string;
  readonly actor: string | null;
  readonly peer: string | null;
  readonly text: string;
  readonly cause: string | null;
}

/** The causes of one event, as far as they have been found; they grow while the past is run again. */
export interface WhyAssigns {
  /** Id of the event that was asked about. */
  readonly event: string;
  readonly level: Level;
  /** Effect first. When the chain is complete the last one is the input or the start it came from. */
  readonly steps: readonly WhyStep[];
  /** Events of the chain found so far, the folded ones included. */
  readonly count: number;
  /** Where the chain ends; `searching` while the rest is looked for, `unknown` when it cannot be told. */
  readonly end: "input" | "start" | "searching" | "unknown";
  /** What it began with, or why that cannot be told, in a sentence; empty while it is looked for. */
  readonly endText: string;
  /** Events run again for this so far; null unless the rest is being looked for. */
  readonly searched: number | null;
}

export type WhyStep = EventRow | WhyFold;

/** Routine steps in one line: what they are, and how many. */
export interface WhyFold {
  /** Name of the fold, for `unfold`: the id of its newest event. */
  readonly fold: string;
  readonly count: number;
  readonly untilUs: number;
  readonly fromUs: number;
  readonly text: string;
}
