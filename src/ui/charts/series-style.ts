/** How the n-th line of a chart looks: a colour token and, where lines have no name at their end, a dash as well. */
import { type ChartLine, DIRECT_LABELS_MAX, LINES_MAX } from "./chart-types.ts";
import { OTHERS_ID } from "./fold-lines.ts";

export interface SeriesStyle {
  readonly colour: string;
  readonly dash: string;
}

export const GHOST_DASH = "4 3";
/** How the lines of a compared run look, whichever they are. */
export const GHOST_STYLE: SeriesStyle = { colour: "var(--text-hint)", dash: GHOST_DASH };

const DASHES = ["none", "7 3", "2 3", "10 3 2 3", "5 5", "1 4"];

export function seriesStyle(lines: readonly { readonly id: ChartLine["id"] }[], index: number): SeriesStyle {
  if (lines[index]?.id === OTHERS_ID) return { colour: "var(--text-hint)", dash: "1 3" };
  const slot = index % LINES_MAX;
  return {
    colour: `var(--series-${slot + 1})`,
    dash: lines.length > DIRECT_LABELS_MAX ? (DASHES[slot] ?? "none") : "none",
  };
}
