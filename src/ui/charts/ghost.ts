/**
 * Ghost lines: the curves of the run that is compared with the one on the screen, put on the same time axis, so that
 * the cursor, the readout and the table say both values of one moment.
 *
 * Invariants
 * - Without a comparison, or with ghost lines switched off, a chart's data is the very same object as before.
 * - A ghost is never folded into a band and never counts as one of the chart's own lines.
 */
import { useMemo } from "react";
import { type RunCurves, useCompare } from "../../view/index.ts";
import type { ChartData, ChartLine, ChartMark, Ghost } from "./chart-types.ts";
import { holdingIndex, nearestIndex } from "./cursor.ts";

const US_PER_S = 1_000_000;
const DIVERGED_ID = "diverged";

/** The ghost lines that `pick` finds in the curves of B; null when there are none to draw. `pick` must be stable. */
export function useGhost(pick: (b: RunCurves) => Omit<Ghost, "divergedS"> | null): Ghost | null {
  const facts = useCompare((state) => (state.areGhostsOn ? state.facts : null));
  return useMemo(() => {
    const curves = facts === null ? null : pick(facts.b);
    if (facts === null || curves === null) return null;
    const diverged = facts.course ?? facts.content;
    return { ...curves, divergedS: diverged === null ? null : diverged.atUs / US_PER_S };
  }, [facts, pick]);
}

/** The chart with the ghost behind it, and a mark where the two runs part. */
export function withGhost(data: ChartData, ghost: Ghost | null): ChartData {
  if (ghost === null || data.timeS.length === 0) return data;
  const whole = data.stepped ? withMoments(data, ghost.timeS) : data;
  const find = whole.stepped ? holdingIndex : nearestIndex;
  const places = whole.timeS.map((atS) => find(ghost.timeS, atS));
  const ghosts = ghost.lines.map(
    (line): ChartLine => ({
      id: `ghost ${line.id}`,
      label: ghost.lines.length === 1 ? "run B" : `${line.label}, B`,
      values: places.map((place) => (place === null ? null : (line.values[place] ?? null))),
    }),
  );
  return { ...whole, ghosts, marks: [...whole.marks, ...divergenceMark(ghost.divergedS, whole)] };
}

function divergenceMark(atS: number | null, { timeS, spanS }: ChartData): readonly ChartMark[] {
  const lastS = spanS?.[1] ?? timeS.at(-1) ?? 0;
  return atS === null || atS > lastS ? [] : [{ id: DIVERGED_ID, atS, label: "runs part" }];
}

/** A step line with further moments: its values hold there. */
function withMoments(data: ChartData, more: readonly number[]): ChartData {
  const [first = 0, last = 0] = [data.timeS[0], data.spanS?.[1] ?? data.timeS.at(-1)];
  const inside = more.filter((atS) => atS >= first && atS <= last);
  const timeS = [...new Set([...data.timeS, ...inside])].sort((a, b) => a - b);
  const places = timeS.map((atS) => holdingIndex(data.timeS, atS));
  const hold = (values: readonly (number | null)[]): (number | null)[] =>
    places.map((place) => (place === null ? null : (values[place] ?? null)));
  return {
    ...data,
    timeS,
    lines: data.lines.map((line) => ({ ...line, values: hold(line.values) })),
    bands: data.bands.map((band) => ({ ...band, low: hold(band.low), high: hold(band.high) })),
  };
}
