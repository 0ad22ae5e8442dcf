/**
 * The single values of a figure on a line: a dot for each seed, the median as a tick, its 95 % interval as a band. For
 * the eye and the mouse; the keyboard finds the same runs as buttons in the list of runs.
 */
import type { MouseEvent } from "react";
import type { FigureSummary } from "../../view/index.ts";

const WIDTH = 150;
const HEIGHT = 28;
const PAD = 6;
/** Dots of the same value stand beside one another: in this many rows, then in columns this far apart. */
const ROWS = 3;
const ROW = 7;
const COLUMN = 3;

export interface DotStripProps {
  readonly summary: FigureSummary;
  readonly onOpen: (seed: number) => void;
}

export function DotStrip({ summary: { values, interval }, onOpen }: DotStripProps) {
  const all = values.map(({ value }) => value);
  const low = Math.min(...all);
  const span = Math.max(...all) - low;
  const x = (value: number): number =>
    span === 0 ? WIDTH / 2 : PAD + ((value - low) / span) * (WIDTH - 2 * PAD);
  const onClick = (event: MouseEvent<SVGSVGElement>) => {
    const seed = event.target instanceof Element ? event.target.getAttribute("data-seed") : null;
    if (seed !== null) onOpen(Number(seed));
  };
  return (
    <svg className="dot-strip" width={WIDTH} height={HEIGHT} aria-hidden="true" onClick={onClick}>
      {interval === null || interval.low === null || interval.high === null ? null : (
        <rect
          className="dot-strip-band"
          x={x(interval.low) - 1}
          width={x(interval.high) - x(interval.low) + 2}
          y="2"
          height={HEIGHT - 4}
        />
      )}
      {interval === null ? null : (
        <line
          className="dot-strip-median"
          x1={x(interval.median)}
          x2={x(interval.median)}
          y1="1"
          y2={HEIGHT - 1}
        />
      )}
      {placed(values).map(({ seed, value, nth }) => (
        <circle
          key={seed}
          className="dot-strip-dot"
          data-seed={seed}
          cx={x(value) + columnOf(nth) * COLUMN}
          cy={HEIGHT / 2 + rowOf(nth) * ROW}
          r="3.5"
        >
          <title>{`Open seed ${seed}`}</title>
        </circle>
      ))}
    </svg>
  );
}

type Placed = FigureSummary["values"][number] & { readonly nth: number };

/** Each value with how many of the same came before it. */
function placed(values: FigureSummary["values"]): readonly Placed[] {
  const before = new Map<number, number>();
  return values.map((one) => {
    const nth = before.get(one.value) ?? 0;
    before.set(one.value, nth + 1);
    return { ...one, nth };
  });
}

/** The middle row first, then above and below it. */
function rowOf(nth: number): number {
  return [0, -1, 1][nth % ROWS] ?? 0;
}

/** 0, 1, -1, 2, -2 …: columns to both sides of the value. */
function columnOf(nth: number): number {
  const step = Math.floor(nth / ROWS);
  return step % 2 === 1 ? (step + 1) / 2 : -step / 2;
}
