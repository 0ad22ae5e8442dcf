/** The exports: every format of the catalogue with the code that writes it. */

import { err, ok, type Result } from "../../base/index.ts";
import { journalOf } from "../journal.ts";
import type { Run } from "../run.ts";
import { type ExportFile, type ExportFormat, jsonFile } from "./export-format.ts";
import { EXPORT_FORMATS, type FormatId } from "./formats.ts";
import { writeHtmlReplay } from "./html-replay.ts";
import { writeOtlpMetrics } from "./otlp-metrics.ts";
import { writeOtlpTraces } from "./otlp-traces.ts";
import { writePerfetto } from "./perfetto.ts";
import { writePrometheus } from "./prometheus.ts";
import { writeShiviz } from "./shiviz.ts";
import { writeMetricsCsv, writeSamplesCsv, writeTelemetryJson } from "./telemetry.ts";

const WRITERS: Readonly<Record<FormatId, (run: Run) => string>> = {
  journal: ({ world }) => jsonFile(journalOf(world)),
  html: writeHtmlReplay,
  perfetto: writePerfetto,
  shiviz: writeShiviz,
  "samples-csv": writeSamplesCsv,
  "metrics-csv": writeMetricsCsv,
  "telemetry-json": writeTelemetryJson,
  prometheus: writePrometheus,
  "otlp-traces": writeOtlpTraces,
  "otlp-metrics": writeOtlpMetrics,
};

export const EXPORTS: readonly ExportFormat[] = EXPORT_FORMATS.map((facts) => ({
  ...facts,
  write: WRITERS[facts.id],
}));

/** A format by its id, or a sentence that lists those there are. */
export function findExport(id: string): Result<ExportFormat> {
  const format = EXPORTS.find((candidate) => candidate.id === id);
  if (format !== undefined) return ok(format);
  return err(`there is no format "${id}"; known: ${EXPORTS.map((known) => known.id).join(", ")}`);
}

/** Writes the run as it stands; a sentence when the format is not known. */
export function exportRun(run: Run, id: string): Result<ExportFile> {
  const format = findExport(id);
  if (!format.ok) return format;
  const { ending, mime, write } = format.value;
  const { scenario, seed } = run.world;
  return ok({ fileName: `mabeam-${scenario.id}-seed-${seed}${ending}`, mime, text: write(run) });
}
