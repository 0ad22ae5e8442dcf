/** The parameters of the events view, read from whatever the address or an older page left there. */

export interface EventParams {
  readonly filter: string;
  /** Kinds to show; none means all. */
  readonly kinds: readonly string[];
  readonly node: string;
  readonly limit: number;
  readonly select: string | null;
  /** Folds of the chain that are shown step by step. */
  readonly unfold: readonly string[];
}

/** Events asked for at first; scrolling to the end asks for as many again. */
export const LIMIT_STEP = 500;
/** More than this is not read by scrolling; the filter is the way there. */
export const LIMIT_MAX = 20_000;

export function readEventParams(params: Readonly<Record<string, unknown>>): EventParams {
  const { filter, kinds, node, limit, select, unfold } = params;
  return {
    filter: typeof filter === "string" ? filter : "",
    kinds: Array.isArray(kinds) ? kinds.filter((kind) => typeof kind === "string") : [],
    node: typeof node === "string" ? node : "",
    limit: typeof limit === "number" ? limit : LIMIT_STEP,
    select: typeof select === "string" ? select : null,
    unfold: Array.isArray(unfold) ? unfold.filter((fold) => typeof fold === "string") : [],
  };
}

/** Whether an id is that of an event: "n1#2041". */
export function isEventId(id: string | null): id is string {
  return id?.includes("#") === true;
}

/** The kinds shown after one chip was pressed. */
export function toggleKind(kinds: readonly string[], kind: string): readonly string[] {
  return kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind];
}

/** Rows left below the sight when more are asked for. */
const ROWS_LEFT_MIN = 50;

export interface LoadedRows {
  /** Rows in the list, of which the newest `newer` events of the log are not part. */
  readonly loaded: number;
  readonly newer: number;
  readonly matching: number;
  readonly limit: number;
}

/** The limit to ask for when the reader nears the end of the list; null when there is nothing more to get. */
export function nextLimit(lastVisible: number, rows: LoadedRows): number | null {
  const { loaded, newer, matching, limit } = rows;
  if (lastVisible < loaded - ROWS_LEFT_MIN || loaded + newer >= matching) return null;
  const wanted = Math.min(LIMIT_MAX, loaded + newer + LIMIT_STEP);
  return wanted > limit ? wanted : null;
}
