/**
 * The drawing of a chart: axes, grid, lines and bands. The only file that knows recharts, and the start of its own
 * lazily loaded chunk.
 *
 * Invariants: no animation, no pointer handling, no focus (the chart around it has those); domain, ticks and margins
 * come from the frame, so that overlay and drawing agree to the pixel.
 */
import { memo, useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";
import type { ChartBand, ChartData } from "./chart-types.ts";
import { OTHERS_ID } from "./fold-lines.ts";
import type { PlotFrame } from "./plot-frame.ts";
import { GHOST_DASH, seriesStyle } from "./series-style.ts";

export interface PlotProps {
  readonly data: ChartData;
  readonly frame: PlotFrame;
}

type PlotRow = Readonly<Record<string, number | null | readonly [number, number]>>;

const TICK = { fill: "var(--text-hint)", fontSize: 12 };
const AXIS_LINE = { stroke: "var(--line)" };

export const Plot = memo(function Plot({ data, frame }: PlotProps) {
  const rows = useMemo(() => plotRows(data), [data]);
  const shape = data.stepped ? "stepAfter" : "linear";
  const alone = data.timeS.length < 2;
  const margin = { top: frame.top, right: frame.right, bottom: 0, left: 0 };
  return (
    <ComposedChart
      width={frame.width}
      height={frame.height}
      data={rows}
      margin={margin}
      accessibilityLayer={false}
      aria-hidden="true"
      tabIndex={-1}
    >
      <CartesianGrid vertical={false} syncWithTicks={true} stroke="var(--line)" />
      <XAxis {...xAxisProps(frame)} />
      <YAxis {...yAxisProps(frame)} />
      {data.bands.map((band, index) => (
        <Area
          key={band.id}
          dataKey={`band${index}`}
          type={shape}
          stroke="none"
          fill={band.id === OTHERS_ID ? "var(--text-hint)" : "var(--series-1)"}
          fillOpacity={0.15}
          isAnimationActive={false}
          activeDot={false}
          dot={false}
        />
      ))}
      {(data.ghosts ?? []).map((line, index) => (
        <Line
          key={line.id}
          dataKey={`ghost${index}`}
          type={shape}
          stroke="var(--text-hint)"
          strokeWidth={1.5}
          strokeDasharray={GHOST_DASH}
          isAnimationActive={false}
          activeDot={false}
          dot={false}
        />
      ))}
      {data.lines.map((line, index) => {
        const style = seriesStyle(data.lines, index);
        return (
          <Line
            key={line.id}
            dataKey={`line${index}`}
            type={shape}
            stroke={style.colour}
            strokeWidth={1.5}
            strokeDasharray={style.dash}
            isAnimationActive={false}
            activeDot={false}
            dot={alone ? { r: 3, fill: style.colour } : false}
          />
        );
      })}
    </ComposedChart>
  );
});

function xAxisProps(frame: PlotFrame) {
  return {
    dataKey: "t",
    type: "number" as const,
    domain: [frame.x.low, frame.x.high],
    ticks: frame.x.ticks,
    height: frame.bottom,
    tick: TICK,
    tickSize: 4,
    tickLine: AXIS_LINE,
    axisLine: AXIS_LINE,
    interval: 0,
    allowDataOverflow: true,
    tickFormatter: (value: number) => `${labelOf(frame.x, value)} s`,
  };
}

function yAxisProps(frame: PlotFrame) {
  return {
    type: "number" as const,
    scale: frame.log ? ("log" as const) : ("linear" as const),
    domain: [frame.y.low, frame.y.high],
    ticks: frame.y.ticks,
    width: frame.left,
    tick: TICK,
    tickSize: 0,
    tickMargin: 6,
    tickLine: false,
    axisLine: false,
    interval: 0,
    allowDataOverflow: true,
    tickFormatter: (value: number) => labelOf(frame.y, value),
  };
}

function labelOf(axis: PlotFrame["x"], value: number): string {
  return axis.labels[axis.ticks.indexOf(value)] ?? String(value);
}

function plotRows(data: ChartData): PlotRow[] {
  return data.timeS.map((t, index) => {
    const row: Record<string, number | null | readonly [number, number]> = { t };
    data.lines.forEach((line, n) => {
      row[`line${n}`] = line.values[index] ?? null;
    });
    data.ghosts?.forEach((line, n) => {
      row[`ghost${n}`] = line.values[index] ?? null;
    });
    data.bands.forEach((band, n) => {
      row[`band${n}`] = bandAt(band, index);
    });
    return row;
  });
}

function bandAt(band: ChartBand, index: number): readonly [number, number] | null {
  const low = band.low[index] ?? null;
  const high = band.high[index] ?? null;
  return low === null || high === null ? null : [low, high];
}
