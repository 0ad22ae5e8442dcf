/** `bench`: operations per second of the shapes in Node and in browsers, beside the BEAM on the same machine. */

import { fail, type Subcommand } from "../subcommand.ts";
import { type Beam, startBeam } from "./beam.ts";
import { browserEngine } from "./browser-engine.ts";
import type { Engine } from "./engine.ts";
import { nodeEngine } from "./node-engine.ts";
import { type BenchOptions, type EngineName, readOptions } from "./options.ts";
import { ordersFor } from "./orders.ts";
import { isOnPath } from "./programs.ts";
import { reportOf } from "./report.ts";
import { runSession, type SessionOutcome } from "./session.ts";

const USAGE = `usage: npm run -s cli -- bench [options]

  --shape ID[,ID]   only these shapes
  --engine NAME     node (default), chromium, firefox, both (node and chromium), or all; browsers need the development
                    tools; CHROMIUM_PATH and FIREFOX_PATH name their program files
  --beam            measure the BEAM in the same session; done anyway when erl is there, unless --quick or --slopes
  --no-beam         quote the published BEAM figures instead
  --runs N          whole runs, each in isolates of its own: 3, or 1 with --quick or --slopes
  --by CLOCK        what rates and verdicts go by: wall (default), or cpu, processor time, for a machine with neighbours
  --fresh           a new isolate for every shape: the best case; otherwise all shapes share one, as in a real program
  --slopes          ns per operation with 1,000 to 1,000,000 processes, timers or rows
  --quick           smaller worlds: seconds instead of minutes, and rougher figures
  --json            print one JSON object, {version: 2, ...}

A figure is the median over whole runs of the median over their passes, with the spread over the runs. Exit code 0; 1
when hashes differ between passes or engines, 2 for a wrong command. docs/benchmarks.md says how to read the table.`;

/** A full session with everything stays below this. */
const LIMIT_MS = 12 * 60_000;

const ENGINES: Readonly<Record<EngineName, () => Engine>> = {
  node: nodeEngine,
  chromium: () => browserEngine("chromium"),
  firefox: () => browserEngine("firefox"),
};

export const benchCommand: Subcommand = {
  name: "bench",
  summary: "measure messages, calls, spawns, restarts, timers and tables per second, beside the BEAM",
  usage: USAGE,
  async run(args) {
    const read = readOptions(args);
    if (!read.ok) return fail(read.error);
    const options = read.value;
    if (options.beam === "always" && !isOnPath("erl")) return fail("--beam needs erl and erlc on the path");
    const beam = wantsBeam(options) ? await startBeam() : undefined;
    const outcome = await measureAll(options, beam);
    const { json, text, differing } = reportOf(options, outcome, beam?.title);
    process.stdout.write(`${options.asJson ? JSON.stringify(json) : text}\n`);
    return differing.length === 0 ? 0 : 1;
  },
};

function wantsBeam({ beam, isQuick }: BenchOptions): boolean {
  if (beam === "auto") return !isQuick && isOnPath("erl");
  return beam === "always";
}

async function measureAll(options: BenchOptions, beam: Beam | undefined): Promise<SessionOutcome> {
  const engines = options.engines.map((name) => ENGINES[name]());
  const plan = {
    orders: ordersFor(options),
    engines,
    beam,
    runs: options.runs,
    isFresh: options.isFresh,
    limitMs: LIMIT_MS,
    // On standard error, so that standard output is the answer alone.
    say: (line: string) => void process.stderr.write(`${line}\n`),
  };
  // Whoever is interrupted leaves through the exit, where the browsers and isolates are ended.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  try {
    return await runSession(plan, () => performance.now());
  } finally {
    for (const engine of engines) await engine.close();
    beam?.close();
  }
}
