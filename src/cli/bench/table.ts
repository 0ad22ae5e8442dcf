/** Figures as a table for people: a row per shape, a column per engine, and the ratio to the published BEAM figure. */

import { BEAM_FIGURES } from "./beam-figures.ts";
import type { Figure } from "./measure.ts";

/** Figures of one engine. */
export interface EngineFigures {
  /** E.g. `Node 20.20.2`. */
  readonly engine: string;
  readonly figures: readonly Figure[];
}

/** 12.3 M, 456 k, 78. */
export function rateText(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toPrecision(3)} M`;
  if (perSecond >= 1e3) return `${(perSecond / 1e3).toPrecision(3)} k`;
  return perSecond.toPrecision(3);
}

/** Median, and how far the slowest and the fastest run are from it. */
function cellText({ perSecondMedian, perSecondMin, perSecondMax }: Figure): string {
  const percent = (rate: number) => `${Math.round((rate / perSecondMedian - 1) * 100)}`;
  return `${rateText(perSecondMedian)} (${percent(perSecondMin)} +${percent(perSecondMax)} %)`;
}

/** Times the better of the published medians. */
function ratioText(figure: Figure): string {
  const beam = BEAM_FIGURES[figure.id];
  return beam === undefined ? "" : `${(figure.perSecondMedian / beam[1]).toFixed(1)}x`;
}

function beamText(id: string): string {
  const beam = BEAM_FIGURES[id];
  if (beam === undefined) return "";
  return beam[0] === beam[1] ? rateText(beam[0]) : `${rateText(beam[0])} .. ${rateText(beam[1])}`;
}

/** Rows of cells: the heading, then one row per shape. */
export function tableRows(engines: readonly EngineFigures[]): readonly (readonly string[])[] {
  const heading = ["shape", "per second", "BEAM (published)"];
  for (const { engine } of engines) heading.push(engine, "ratio");
  heading.push("hash");
  const rows = (engines[0]?.figures ?? []).map(({ id, unit }) => {
    const own = engines.map(({ figures }) => figures.find((figure) => figure.id === id));
    const cells = own.flatMap((figure) =>
      figure === undefined ? ["-", ""] : [cellText(figure), ratioText(figure)],
    );
    const hashes = Array.from(new Set(own.flatMap((figure) => figure?.hash ?? [])));
    return [id, unit, beamText(id), ...cells, hashes.length === 1 ? (hashes[0] as string) : "DIFFERENT"];
  });
  return [heading, ...rows];
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

/** Ids of shapes whose hash is not the same in all runs of all engines. */
export function differingShapes(engines: readonly EngineFigures[]): readonly string[] {
  const ids = (engines[0]?.figures ?? []).map(({ id }) => id);
  return ids.filter((id) => {
    const hashes = engines.flatMap(({ figures }) => figures.find((figure) => figure.id === id)?.hash ?? []);
    return new Set(hashes).size > 1 || hashes.some((hash) => hash.includes(" "));
  });
}
