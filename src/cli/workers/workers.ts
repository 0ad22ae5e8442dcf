/** `workers`: one world over several workers; that its hash stays the same, what it gains, and from when it pays. */

import { availableParallelism } from "node:os";
import { err, ok, type Result } from "../../base/index.ts";
import { findLargeScenario, resolveParameters, SCENARIOS, type Scenario } from "../../sim/index.ts";
import { readResources } from "../resources.ts";
import { fail, type ParsedOptions, parseDuration, parseOptions, type Subcommand } from "../subcommand.ts";
import { proveInBrowser } from "./browser-proof.ts";
import { compareSeed, runWhole, type SeedVerdict, SHARD_COUNTS, withSharedCode } from "./equal-hashes.ts";
import {
  type BreakEven,
  measureBreakEven,
  measureSpeed,
  type SpeedFigures,
  type SpeedPlan,
} from "./speed.ts";

const USAGE = `usage: npm run -s cli -- workers [options]

  --seeds N         compare hashes on 1, 2, 4 and 8 shards with one worker's, under random faults: N seeds of each
                    scenario (default 20)
  --first N         first seed (default 1)
  --scenario ID     only this scenario
  --faults TIME     length of the phase with faults (default 2s)
  --speed           instead: time the large world (thousand-nodes) on one worker and on several
  --browser         instead: run the large world on 1, 2 and 4 workers in Chromium, on a page without isolation headers,
                    and compare with Node (needs the development tools)
  --break-even      instead: the events per window from which several workers pay
  --shards K        how many are several (default 2)
  --nodes N         nodes of the large world (default 1000)
  --set NAME=VALUE  its parameters: processes (per node), farPercent, wakeEveryMs; several separated by commas
  --until TIME      virtual time to measure (default 500ms)
  --runs N          pairs of runs (default 3)
  --json            one JSON object

Windows are as long as the smallest delay between nodes. Shards exchange messages, no shared memory. Exit code 0 when all
hashes are equal, 1 when not, 2 for a wrong command. docs/decisions/0007-many-workers.md has the figures.`;

const OPTIONS = {
  values: ["seeds", "first", "scenario", "faults", "shards", "nodes", "set", "until", "runs"],
  flags: ["speed", "break-even", "browser", "json"],
};

export const workersCommand: Subcommand = {
  name: "workers",
  summary: "spread one world over several workers: equal hashes, speed, break-even",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    if (!parsed.ok) return fail(parsed.error);
    const { flags } = parsed.value;
    if (flags.has("browser")) return prove(parsed.value);
    if (flags.has("speed") || flags.has("break-even")) return time(parsed.value);
    return compare(parsed.value);
  },
};

function wholeNumber(options: ParsedOptions, name: string, initial: number): Result<number> {
  const value = Number(options.values.get(name) ?? initial);
  return Number.isSafeInteger(value) && value >= 1 ? ok(value) : err(`--${name} takes a whole number from 1`);
}

function compare(options: ParsedOptions): number {
  const seeds = wholeNumber(options, "seeds", 20);
  if (!seeds.ok) return fail(seeds.error);
  const first = wholeNumber(options, "first", 1);
  if (!first.ok) return fail(first.error);
  const faults = parseDuration(options.values.get("faults") ?? "2s");
  if (!faults.ok) return fail(`--faults: ${faults.error}`);
  const scenarios = scenariosOf(options.values.get("scenario"));
  if (!scenarios.ok) return fail(scenarios.error);
  const isJson = options.flags.has("json");
  const verdicts: SeedVerdict[] = [];
  for (const scenario of scenarios.value) {
    const own = compareScenario(scenario, { first: first.value, count: seeds.value, faultsUs: faults.value });
    verdicts.push(...own);
    if (!isJson) process.stdout.write(asLine(scenario.id, own));
  }
  const different = verdicts.filter(({ differing }) => differing.length > 0);
  if (isJson) process.stdout.write(`${JSON.stringify({ version: 1, shards: SHARD_COUNTS, verdicts })}\n`);
  else if (different.length === 0) {
    const runs = verdicts.length * SHARD_COUNTS.length;
    process.stdout.write(`${verdicts.length} seeds, ${runs} spread runs: every hash equals one worker's\n`);
  }
  return different.length === 0 ? 0 : 1;
}

function scenariosOf(id: string | undefined): Result<readonly Scenario[]> {
  if (id !== undefined) {
    const found = findLargeScenario(id, SMALL_NODES);
    return found.ok ? ok([found.value]) : found;
  }
  const small = findLargeScenario("thousand-nodes", SMALL_NODES);
  return small.ok ? ok([...SCENARIOS.filter(({ nodes }) => nodes > 1), small.value]) : small;
}

/** Nodes of the large world where hashes are compared: faults need few nodes, and many seeds need little time. */
const SMALL_NODES = 12;

function compareScenario(
  scenario: Scenario,
  { first, count, faultsUs }: { readonly first: number; readonly count: number; readonly faultsUs: number },
): SeedVerdict[] {
  const parameters = resolveParameters(scenario, scenario.campaignParameters ?? {});
  if (!parameters.ok) throw new Error(parameters.error);
  const options = {
    scenario: withSharedCode(scenario),
    parameters: parameters.value,
    resources: readResources(scenario),
    defects: [],
    faultsUs,
    healthyUs: 600_000,
    meanGapUs: 100_000,
  };
  return Array.from({ length: count }, (_, i) => compareSeed({ ...options, seed: first + i }));
}

function asLine(id: string, verdicts: readonly SeedVerdict[]): string {
  const events = verdicts.reduce((sum, verdict) => sum + verdict.events, 0);
  const inputs = verdicts.reduce((sum, verdict) => sum + verdict.inputs, 0);
  const wrong = verdicts.filter(({ differing }) => differing.length > 0);
  const detail = wrong.map(
    ({ seed, differing }) => `  seed ${seed} DIFFERS on ${differing.join(", ")} shards\n`,
  );
  return `${id}: ${verdicts.length} seeds, ${events} events, ${inputs} inputs, ${wrong.length} different\n${detail.join("")}`;
}

async function prove(options: ParsedOptions): Promise<number> {
  const plan = planOf(options);
  if (!plan.ok) return fail(plan.error);
  const { nodes, parameters, untilUs } = plan.value;
  const found = findLargeScenario("thousand-nodes", nodes);
  if (!found.ok) return fail(found.error);
  const world = {
    scenario: found.value.id,
    nodes,
    seed: 1,
    parameters,
    resources: {},
    defects: [],
    inputs: [],
  };
  const { hash } = runWhole({ ...world, scenario: found.value }, [], untilUs);
  const orders = [1, 2, 4].map((shards) => ({ world: { ...world, shards }, untilUs }));
  const answers = await proveInBrowser(orders);
  const isEqual = answers.every((answer) => answer.hash === hash);
  if (options.flags.has("json"))
    process.stdout.write(`${JSON.stringify({ version: 1, hash, isEqual, answers })}\n`);
  else {
    const lines = answers.map(
      ({ shards, wallMs, events, rounds, isIsolated, ...answer }) =>
        `  Chromium, ${shards} workers, ${isIsolated ? "isolated" : "not isolated"}: hash ${answer.hash}, ${events} events in ${rounds} windows, ${Math.round(wallMs)} ms`,
    );
    process.stdout.write(
      `  Node, one worker: hash ${hash}\n${lines.join("\n")}\n${isEqual ? "equal" : "DIFFERENT"}\n`,
    );
  }
  return isEqual ? 0 : 1;
}

async function time(options: ParsedOptions): Promise<number> {
  const plan = planOf(options);
  if (!plan.ok) return fail(plan.error);
  const isJson = options.flags.has("json");
  if (options.flags.has("break-even")) {
    const { shards } = plan.value;
    const found = await measureBreakEven(plan.value);
    process.stdout.write(
      isJson ? `${JSON.stringify({ version: 1, shards, ...found })}\n` : breakEvenText(shards, found),
    );
    return 0;
  }
  const figures = await measureSpeed(plan.value);
  process.stdout.write(
    isJson ? `${JSON.stringify({ version: 1, ...figures })}\n` : speedText(plan.value, figures),
  );
  return figures.isEqual ? 0 : 1;
}

function planOf(options: ParsedOptions): Result<SpeedPlan> {
  const shards = wholeNumber(options, "shards", 2);
  if (!shards.ok) return shards;
  const nodes = wholeNumber(options, "nodes", 1_000);
  if (!nodes.ok) return nodes;
  const runs = wholeNumber(options, "runs", 3);
  if (!runs.ok) return runs;
  const until = parseDuration(options.values.get("until") ?? "500ms");
  if (!until.ok) return until;
  const scenario = findLargeScenario("thousand-nodes", nodes.value);
  if (!scenario.ok) return scenario;
  const settings = options.values.get("set")?.split(",") ?? [];
  const given = Object.fromEntries(
    settings.map((text) => text.split("=", 2)).map(([name, value]) => [name, Number(value)]),
  );
  const parameters = resolveParameters(scenario.value, given);
  if (!parameters.ok) return parameters;
  return ok({
    nodes: nodes.value,
    parameters: parameters.value,
    shards: shards.value,
    untilUs: until.value,
    runs: runs.value,
  });
}

function breakEvenText(shards: number, found: BreakEven): string {
  const { ladder, measuredEvents, expectedEvents, eventUs, exchangeUs } = found;
  const steps = ladder.map(
    ({ eventsPerWindow, wallRatio }) =>
      `  ${Math.round(eventsPerWindow).toString().padStart(5)} events per window: ${wallRatio.toFixed(2)} times as fast on ${shards} workers\n`,
  );
  const measured =
    measuredEvents === undefined ? "nowhere on this ladder" : `from ${Math.ceil(measuredEvents)}`;
  return `${steps.join("")}${shards} workers pay ${measured}; expected from ${Math.ceil(expectedEvents)}, with ${eventUs.toFixed(1)} µs an event and ${exchangeUs.toFixed(0)} µs an exchange\n`;
}

function speedText({ nodes, parameters, shards }: SpeedPlan, figures: SpeedFigures): string {
  const { alone, spread, wallRatio, wallRatios, cpuRatio, isEqual } = figures;
  const list = wallRatios.map((ratio) => ratio.toFixed(2)).join(", ");
  return [
    `thousand-nodes, ${nodes} nodes × ${parameters["processes"]} processes on ${availableParallelism()} cores: ${alone.events} events in ${alone.rounds} windows, ${Math.round(alone.events / alone.rounds)} each`,
    `  1 worker   ${Math.round(alone.wallMs)} ms of wall time${cpuText(alone.cpuMs)}`,
    `  ${shards} workers  ${Math.round(spread.wallMs)} ms of wall time${cpuText(spread.cpuMs)}; the busiest worked ${Math.round(spread.busyMs)} ms; ${spread.letters} letters, ${Math.round(spread.bytes / 1_000)} kB exchanged`,
    `  ${wallRatio.toFixed(2)} times as fast by the wall clock (${list})${cpuRatio === undefined ? "" : `, ${cpuRatio.toFixed(2)} by the processor time of the busiest`}`,
    isEqual ? `  hash ${alone.hash}, equal` : "  hashes DIFFER",
    "",
  ].join("\n");
}

function cpuText(cpuMs: number | undefined): string {
  return cpuMs === undefined ? "" : `, ${Math.round(cpuMs)} ms of processor time on the busiest`;
}
