/** Rows as a table for people, and the sentences below it. */

import type { BeamRuns, ClockName } from "./beam-metrics.ts";
import { BEAM_SHAPES } from "./beam-shapes.ts";
import type { EngineFigures } from "./figures.ts";
import type { Level, Reading } from "./goals.ts";
import { meanRatio, payloadCost, type Row } from "./rows.ts";
import type { Spread } from "./statistics.ts";

/** 12.3 M, 456 k, 78.0. */
export function rateText(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toPrecision(3)} M`;
  if (perSecond >= 1e3) return `${(perSecond / 1e3).toPrecision(3)} k`;
  return perSecond.toPrecision(3);
}

function valueText(reading: Reading, value: number): string {
  return reading === "rate" ? rateText(value) : value.toPrecision(3);
}

/** The median, and how far the slowest and the fastest are from it. */
function spreadText(reading: Reading, { median, low, high }: Spread): string {
  const text = valueText(reading, median);
  if (low === high) return text;
  const percent = (value: number): string => `${Math.round((value / median - 1) * 100)}`;
  return `${text} (${percent(low)} +${percent(high)} %)`;
}

const timesText = (ratio: number | undefined): string => (ratio === undefined ? "" : `${ratio.toFixed(2)}x`);

/** `2x`, `40 ms`, `2x or 10.0 M` where the second counts without a BEAM. */
function levelText(level: Level | undefined, reading: Reading): string {
  if (level === undefined) return "";
  const parts = [
    ...(level.timesBeam === undefined ? [] : [`${level.timesBeam}x`]),
    ...(level.value === undefined ? [] : [valueText(reading, level.value)]),
  ];
  return parts.join(" or ");
}

const READING_NAMES: Readonly<Record<Reading, string>> = {
  rate: "per second",
  bytes: "bytes each",
  p99_ms: "ms, p99",
  worst_ms: "ms, worst",
};

/** Rows of cells: the heading, then one row per reading. */
export function tableRows(
  rows: readonly Row[],
  engines: readonly EngineFigures[],
  clock: ClockName,
): readonly (readonly string[])[] {
  const heading = ["shape", "", "BEAM", "floor", "target"];
  for (const { engine } of engines)
    heading.push(`${engine}${clock === "cpu" ? ", by CPU" : ""}`, "x wall", "x CPU", "reaches");
  const cells = rows.map(({ shape, reading, unit, beam, goal, entries }) => [
    shape,
    reading === "rate" ? `${unit}/s` : READING_NAMES[reading],
    beam === undefined ? "" : `${valueText(reading, beam.value)}${beam.isMeasured ? "" : " *"}`,
    levelText(goal?.floor, reading),
    levelText(goal?.target, reading),
    ...engines.flatMap(({ engine }) => {
      const entry = entries.find((candidate) => candidate.engine === engine);
      if (entry === undefined) return ["-", "", "", ""];
      const { value, ratioWall, ratioCpu, verdict } = entry;
      return [spreadText(reading, value), timesText(ratioWall), timesText(ratioCpu), verdict];
    }),
  ]);
  return [heading, ...cells];
}

/** What the table does not say: where the BEAM's figures are from, means, notes. */
export function remarks(
  rows: readonly Row[],
  engines: readonly EngineFigures[],
  { title, runs }: { readonly title: string | undefined; readonly runs: BeamRuns },
): readonly string[] {
  const lines =
    title === undefined
      ? ["BEAM: published figures (*), not measured here; ratios below 2 say nothing."]
      : [
          `BEAM: ${title}, one scheduler, measured in this session${runs.length === 0 ? "" : "; * published"}.`,
        ];
  for (const figures of engines) {
    const { engine } = figures;
    const reached = rows.flatMap(({ entries }) => entries.filter((entry) => entry.engine === engine));
    const count = (verdict: string): number => reached.filter((entry) => entry.verdict === verdict).length;
    const asked = engine.startsWith("Firefox") ? ", asked for half of each floor" : "";
    lines.push(
      `${engine}: ${count("target")} at the target, ${count("floor")} at the floor, ${count("below")} below${asked}.`,
    );
    for (const clock of ["wall", "cpu"] as const) {
      const { mean, shapes } = meanRatio(rows, engine, clock);
      const by = clock === "wall" ? "the wall" : "processor time";
      if (shapes > 0)
        lines.push(
          `${engine}: geometric mean over ${shapes} shapes, by ${by}: ${mean.toFixed(2)}x the BEAM.`,
        );
    }
    for (const [shape, ns] of payloadCost(figures))
      lines.push(`${engine}: keeping payloads costs ${ns.toFixed(1)} ns a record in ${shape}.`);
  }
  const noted = rows.filter(({ reading, shape }) => reading === "rate" && BEAM_SHAPES[shape]?.note);
  return [...lines, ...noted.map(({ shape }) => `${shape}: ${BEAM_SHAPES[shape]?.note}.`)];
}

/** Columns aligned with spaces. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
