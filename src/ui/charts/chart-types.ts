/**
 * What a chart is given, as plain data. A lens describes lines, bands and marks; how they are drawn, read aloud and
 * turned into a table is the business of `Chart`.
 *
 * Invariants
 * - `timeS` is ascending, in virtual seconds, and shared by every line and band of one chart.
 * - Every list of values is aligned with `timeS`; `null` means "no sample there", never zero.
 */

/** One line of a chart. */
export interface ChartLine {
  readonly id: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/** The area between the lowest and the highest value, drawn at low strength behind the lines. */
export interface ChartBand {
  readonly id: string;
  readonly label: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** A moment worth a vertical line: a version change, a restart. */
export interface ChartMark {
  readonly id: string;
  readonly atS: number;
  readonly label: string;
}

/** How values are placed on the vertical axis. */
export interface ValueScale {
  readonly kind: "linear" | "log";
  /** A linear axis starts at zero unless this is false; a chart that does not start there says so. */
  readonly zeroBased: boolean;
  /** Names instead of numbers: value `i` of a line stands for `categories[i]`. */
  readonly categories: readonly string[] | null;
}

export const LINEAR_FROM_ZERO: ValueScale = { kind: "linear", zeroBased: true, categories: null };

/** A whole chart as data. */
export interface ChartData {
  readonly timeS: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly bands: readonly ChartBand[];
  readonly marks: readonly ChartMark[];
  readonly scale: ValueScale;
  /** The span of the time axis where it is more than that of the samples, so that charts stand below each other. */
  readonly spanS: readonly [number, number] | null;
  /** Room for labels of at least this many characters beside the axis, so that charts above each other line up. */
  readonly axisCharsMin: number;
  /** Values hold until the next sample (a step line) instead of changing evenly in between. */
  readonly stepped: boolean;
  /** Lines of the run this one is compared with, drawn behind the others: dashed, in the colour of hints. */
  readonly ghosts?: readonly ChartLine[];
}

/** The curves of the run that is compared with this one, on a time axis of their own. */
export interface Ghost {
  /** Where that run is known, in virtual seconds, ascending. */
  readonly timeS: readonly number[];
  readonly lines: readonly ChartLine[];
  /** The first moment at which the two runs differ; null while there is none. */
  readonly divergedS: number | null;
}

/** More lines than this cannot be told apart: the rest is folded into one. */
export const LINES_MAX = 6;
/** Up to this many lines carry their name at their end. */
export const DIRECT_LABELS_MAX = 3;
