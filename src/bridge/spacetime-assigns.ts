/**
 * What the space-time lens draws: lines (nodes or processes), the newest events on them, and the messages between them.
 *
 * Events are named on their way to the page by ordinals that go on counting. They travel in chunks that never change
 * once they are full, so that a playing run sends only what is new.
 */

/** What a mark is drawn as. */
export const SPACETIME_MARK = {
  local: 0,
  send: 1,
  receive: 2,
  timer: 3,
  start: 4,
  end: 5,
  crash: 6,
  connection: 7,
  input: 8,
  domain: 9,
  trouble: 10,
} as const;

export type SpacetimeMark = (typeof SPACETIME_MARK)[keyof typeof SPACETIME_MARK];

/** Events of a chunk; chunk k holds the ordinals from k · SPACETIME_CHUNK on. */
export const SPACETIME_CHUNK = 1_024;

/**
 * Columns of `SpacetimeChunk.facts`: sequence in the trace of the node, node, line, mark, ordinal of the cause (-1:
 * none that is kept), line a sent message goes to (-1: nothing was sent), whether it was lost (0 or 1).
 */
export const SPACETIME_FACT = { seq: 0, node: 1, line: 2, mark: 3, cause: 4, toLine: 5, lost: 6 } as const;
export const SPACETIME_FACTS = 7;

export type SpacetimeMode = "nodes" | "processes";
/** What one event is to another, in time: "before" when it could have influenced it. */
export type SpacetimeRelation = "same" | "before" | "after" | "concurrent";

/**
 * Parameters: `mode`, `room` (lines there is room for), `limit` (events kept), `fold`, `hold` (take nothing new), `with`
 * (a pid that shall have a line), `select` and `other` (events whose relation is asked), `point` (event pointed at),
 * `table`, `tableFrom`, `tableCount` (rows of the list, counted from the oldest event).
 */
export interface SpacetimeAssigns {
  readonly nowUs: number;
  readonly mode: SpacetimeMode;
  readonly lines: readonly SpacetimeLine[];
  /** Ordinals of the events kept: `from` included, `to` excluded. */
  readonly from: number;
  readonly to: number;
  readonly chunks: Readonly<Record<string, SpacetimeChunk>>;
  /** From `from` on, one per event: 1 when it is folded into the mark of the event before it on its line. */
  readonly folded: Uint8Array;
  /** From `from` on, one per event: its layer, counted in marks from the oldest event. */
  readonly layers: Int32Array;
  readonly held: boolean;
  /** Events that have happened since the picture was held. */
  readonly newer: number;
  readonly answers: SpacetimeAnswers;
}

/** What was asked about single events. */
export interface SpacetimeAnswers {
  readonly focus: SpacetimeFocus | null;
  readonly other: SpacetimePair | null;
  readonly point: SpacetimeEvent | null;
  /** A selected event that is not among those kept. */
  readonly missing: string | null;
  readonly table: { readonly from: number; readonly rows: readonly SpacetimeRow[] } | null;
}

export interface SpacetimeLine {
  /** "n1" or "<n1.17>". */
  readonly id: string;
  readonly node: string;
  readonly label: string;
  /** Whether all that has no line of its own on this node stands here too. */
  readonly isNode: boolean;
}

export interface SpacetimeChunk {
  readonly timeUs: Float64Array;
  /** SPACETIME_FACTS integers per event. */
  readonly facts: Int32Array;
}

export interface SpacetimeEvent {
  readonly id: string;
  readonly at: number;
  readonly line: number;
  readonly atUs: number;
  readonly kind: string;
  readonly parties: string;
  readonly text: string;
  /** Vector clock: per line the sequence of the newest event that could have influenced this one; 0: none known. */
  readonly clock: readonly number[];
}

export interface SpacetimeFocus extends SpacetimeEvent {
  /** Per line the sequence of the first event this one could have influenced; SPACETIME_NEVER: none. */
  readonly future: readonly number[];
  readonly before: number;
  readonly after: number;
  readonly concurrent: number;
}

export const SPACETIME_NEVER = 0x7fffffff;

/** The second of two events. */
export interface SpacetimePair extends SpacetimeEvent {
  /** What the first event is to this one. */
  readonly relation: SpacetimeRelation;
  /** From the earlier to the later one: both, and the two ends of every message between them; empty when concurrent. */
  readonly path: readonly SpacetimeStep[];
  readonly messages: number;
}

export interface SpacetimeStep {
  readonly id: string;
  readonly at: number;
  readonly line: number;
  readonly atUs: number;
  readonly text: string;
}

export interface SpacetimeRow {
  readonly id: string;
  readonly at: number;
  readonly line: string;
  readonly atUs: number;
  readonly kind: string;
  readonly parties: string;
  readonly text: string;
  readonly clock: string;
  /** What it is to the selected event; null when none is selected. */
  readonly relation: SpacetimeRelation | null;
}
