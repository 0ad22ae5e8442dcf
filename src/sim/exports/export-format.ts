/**
 * What an export is: a run as text in a format that some program outside reads.
 *
 * Invariants
 * - `write` reads the run and touches nothing: the hash is the same with and without exports.
 * - The same run at the same moment gives the same bytes: no clock, no chance, no order that could differ.
 */

import type { Run } from "../run.ts";
import type { FormatFacts } from "./formats.ts";

export interface ExportFormat extends FormatFacts {
  readonly write: (run: Run) => string;
}

/** An export, written: what a person gets as a file. */
export interface ExportFile {
  readonly fileName: string;
  readonly mime: string;
  readonly text: string;
}

/** JSON as a file: indented, with a line break at its end. */
export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
