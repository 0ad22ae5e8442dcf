/** `engines`: the same runs in Node, Chromium, Firefox and WebKit; their hashes must be the same. */

import { err, ok, type Result } from "../../base/index.ts";
import { fail, type ParsedOptions, parseOptions, type Subcommand } from "../subcommand.ts";
import { type Comparison, compare, type EngineOutcome, renderComparison } from "./comparison.ts";
import type { RunAnswer } from "./perform.ts";
import { ENGINE_NAMES, type EngineName, findPlace, type Place } from "./places.ts";
import { type EngineRun, RUNS, runList } from "./run-list.ts";

const USAGE = `usage: npm run -s cli -- engines [options]

  --runs N         the first N runs of the list (default ${RUNS}); it has as many as are asked for
  --only N,N       only the runs of these numbers
  --engine NAMES   node, chromium, firefox, webkit, several separated by commas, or all (default): those that are there;
                   what is named must be there, also beside all, as in chromium,all
  --json           print one JSON object, {version: 1, ...}

The list is fixed: every scenario in turn, as a visitor meets it, under random faults, with interventions, over several
shards, and taken back in time, aside and forward again. An engine agrees when hash, number of events and everything
seen on the way are the same. FIREFOX_PATH, CHROMIUM_PATH and WEBKIT_PATH name other programs.

Exit code 0 when all are equal, 1 when not, or when an engine that was asked for by its name is not there, 2 for a wrong
command.`;

const OPTIONS = { values: ["runs", "only", "engine"], flags: ["json"] };

interface Plan {
  readonly runs: readonly EngineRun[];
  readonly engines: readonly EngineName[];
  /** Asked for by name, so that they must be there. */
  readonly needed: readonly EngineName[];
}

export const enginesCommand: Subcommand = {
  name: "engines",
  summary: "the same runs in Node, Chromium, Firefox and WebKit: equal hashes",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    const plan = parsed.ok ? planOf(parsed.value) : parsed;
    if (!plan.ok) return fail(plan.error);
    // Whoever is interrupted leaves through the exit, where the browsers are ended.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
    const comparison = await runEverywhere(plan.value);
    const isJson = parsed.ok && parsed.value.flags.has("json");
    process.stdout.write(isJson ? `${JSON.stringify(asJson(comparison))}\n` : renderComparison(comparison));
    return isGood(comparison, plan.value) ? 0 : 1;
  },
};

export function planOf({ values, positional }: ParsedOptions): Result<Plan> {
  if (positional[0] !== undefined)
    return err(`"${positional[0]}" is no option; engines are named by --engine`);
  const only = values.get("only")?.split(",").map(Number);
  const count = Number(values.get("runs") ?? Math.max(RUNS, ...(only ?? [])));
  if (!Number.isInteger(count) || count < 1) return err("--runs takes a whole number from 1");
  const list = runList(count);
  const unknown = only?.find((number) => !list.some((run) => run.number === number));
  if (unknown !== undefined) return err(`--only takes numbers from 1 to ${count}; got ${unknown}`);
  const names = (values.get("engine") ?? "all").split(",");
  const wrong = names.find((name) => name !== "all" && !ENGINE_NAMES.some((known) => known === name));
  if (wrong !== undefined)
    return err(`there is no engine "${wrong}"; known: ${ENGINE_NAMES.join(", ")}, all`);
  const needed = ENGINE_NAMES.filter((name) => names.includes(name));
  return ok({
    runs: only === undefined ? list : list.filter(({ number }) => only.includes(number)),
    engines: names.includes("all") ? ENGINE_NAMES : needed,
    needed,
  });
}

/** All engines at once: they do not disturb each other's hashes. */
async function runEverywhere({ runs, engines }: Plan): Promise<Comparison> {
  const places: Place[] = [];
  const missing: EngineName[] = [];
  for (const name of engines) {
    const place = await findPlace(name, runs);
    if (place === undefined) missing.push(name);
    else places.push(place);
  }
  const outcomes = await Promise.all(places.map((place) => performAll(place, runs)));
  return compare(runs, outcomes, missing);
}

async function performAll(place: Place, runs: readonly EngineRun[]): Promise<EngineOutcome> {
  const answers = new Map<number, RunAnswer>();
  const startedMs = performance.now();
  const outcome = (): Omit<EngineOutcome, "failure"> => ({
    name: place.name,
    title: place.title(),
    answers,
    wallMs: performance.now() - startedMs,
  });
  try {
    for (const run of runs) answers.set(run.number, await place.perform(run));
    return outcome();
  } catch (error) {
    return { ...outcome(), failure: error instanceof Error ? error.message : String(error) };
  } finally {
    await place.close();
  }
}

function isGood({ differing, wrong, missing, outcomes }: Comparison, { needed }: Plan): boolean {
  const isThere = !missing.some((name) => needed.includes(name));
  return isThere && outcomes.length > 0 && differing.length === 0 && wrong.length === 0;
}

function asJson({ runs, outcomes, missing, differing, wrong }: Comparison): object {
  return {
    version: 1,
    runs: runs.length,
    equal: runs.length - differing.length,
    differing: differing.map(({ number }) => number),
    wrong: wrong.map(({ number }) => number),
    missing,
    engines: outcomes.map(({ name, title, answers, wallMs, failure }) => ({
      name,
      title,
      wallMs: Math.round(wallMs),
      ...(failure === undefined ? {} : { failure }),
      runs: runs.map((run) => {
        const answer = answers.get(run.number);
        return { ...run, hash: answer?.hashes.at(-1) ?? null, ...answer };
      }),
    })),
  };
}
