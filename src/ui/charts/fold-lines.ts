/**
 * Keeps a chart readable: of more than six lines the first five stay, the others become one line (their mean) with
 * a band (their lowest and highest value), so that an outlier among them is still seen.
 *
 * The lines that stay are chosen by their given order, not by their values: a line keeps its colour while the run
 * goes on.
 */
import { type ChartBand, type ChartLine, LINES_MAX } from "./chart-types.ts";

/** Id of the line that stands for all folded ones; drawn neutral, because it is nobody in particular. */
export const OTHERS_ID = "others";

export interface FoldedLines {
  readonly lines: readonly ChartLine[];
  /** The spread of the folded lines; null when nothing was folded. */
  readonly band: ChartBand | null;
}

/** At most `LINES_MAX` lines, with everything beyond folded into the last one. */
export function foldLines(lines: readonly ChartLine[]): FoldedLines {
  if (lines.length <= LINES_MAX) return { lines, band: null };
  const kept = lines.slice(0, LINES_MAX - 1);
  const rest = lines.slice(LINES_MAX - 1);
  const spread = spreadOf(rest);
  const label = `mean of ${rest.length} others`;
  return {
    lines: [...kept, { id: OTHERS_ID, label, values: spread.mean }],
    band: { id: OTHERS_ID, label: `${rest.length} others`, low: spread.low, high: spread.high },
  };
}

interface Spread {
  readonly mean: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
}

function spreadOf(lines: readonly ChartLine[]): Spread {
  const length = lines.reduce((longest, line) => Math.max(longest, line.values.length), 0);
  const spread: Spread = { mean: [], low: [], high: [] };
  for (let i = 0; i < length; i++) {
    const values = lines.map((line) => line.values[i] ?? null).filter((value) => value !== null);
    const none = values.length === 0;
    spread.mean.push(none ? null : values.reduce((sum, value) => sum + value, 0) / values.length);
    spread.low.push(none ? null : Math.min(...values));
    spread.high.push(none ? null : Math.max(...values));
  }
  return spread;
}
