/** `export SCENARIO --format F`: a run, or a replayed journal, as a file for another program. */

import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, type Result } from "../base/index.ts";
import { EXPORTS, type ExportFile, exportRun, findExport } from "../sim/index.ts";
import { openPlan, planOf, runPlan } from "./run-plan.ts";
import { fail, type ParsedOptions, parseOptions, type Subcommand } from "./subcommand.ts";

const FORMATS = EXPORTS.map(({ id, opensIn }) => `  ${id.padEnd(16)}${opensIn}`).join("\n");

const USAGE = `usage: npm run -s cli -- export SCENARIO --format FORMAT [options]

  --format FORMAT   what to write; see below
  --out FILE        write to this file instead of standard output; into a folder, under the format's own name
  --seed N          whole number from 0 to 4294967295 (default 42)
  --until TIME      virtual time to reach, e.g. 60s, 1500ms, 2min (default 60s, or the journal's)
  --input FILE      replay a journal first; SCENARIO may be left out
  --set NAME=VALUE  a parameter of the scenario; several separated by commas
  --defect NAME     switch on a planted defect (see docs/defects.md)

Formats:
${FORMATS}

The same run gives the same bytes. Traces hold the newest events; how many older ones were left out stands in the file.
Exit code 0 when written, 1 when the file cannot be written, 2 for a wrong command.`;

const OPTIONS = { values: ["format", "out", "seed", "until", "input", "faults", "set", "defect"], flags: [] };

export const exportCommand: Subcommand = {
  name: "export",
  summary: "write a run for another program: replay page, Perfetto, ShiViz, CSV, Prometheus, OTLP",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    if (!parsed.ok) return fail(parsed.error);
    const file = writeExport(parsed.value);
    if (!file.ok) return fail(file.error);
    return deliver(file.value, parsed.value.values.get("out"));
  },
};

function writeExport(options: ParsedOptions): Result<ExportFile> {
  const [, extra] = options.positional;
  if (extra !== undefined) return err(`one scenario at a time; "${extra}" is one too many`);
  const id = options.values.get("format");
  if (id === undefined)
    return err(`--format is missing; known: ${EXPORTS.map((known) => known.id).join(", ")}`);
  const format = findExport(id);
  if (!format.ok) return format;
  const plan = planOf(options);
  if (!plan.ok) return plan;
  const run = openPlan(plan.value, { checks: true });
  if (!run.ok) return run;
  runPlan(run.value, plan.value);
  return exportRun(run.value, id);
}

function deliver({ fileName, text }: ExportFile, out: string | undefined): number {
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  const path = pathOf(out, fileName);
  try {
    writeFileSync(path, text);
  } catch (error) {
    process.stderr.write(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  process.stderr.write(`wrote ${path}\n`);
  return 0;
}

/** In a folder the format's own file name, otherwise the path as it stands. */
function pathOf(out: string, fileName: string): string {
  return statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? join(out, fileName) : out;
}
