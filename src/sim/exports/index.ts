/** Door of the exports: a run as a file for programs outside. */

export type { ExportFile, ExportFormat } from "./export-format.ts";
export { EXPORTS, exportRun, findExport } from "./exports.ts";
export { EXPORT_FORMATS, type FormatFacts } from "./formats.ts";
export { SHIVIZ_LINE } from "./shiviz.ts";
