/** Writes a run as a file of some format. Apart from the host, so that its code is fetched when it is first asked for. */

import { exportRun, type Run } from "../sim/index.ts";
import type { ExportFile, Reply } from "./protocol.ts";

/** The file, or a sentence when the format is not known. */
export function exportOf(run: Run, format: string): Reply<ExportFile> {
  return exportRun(run, format);
}
