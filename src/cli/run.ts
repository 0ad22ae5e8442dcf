/** `run SCENARIO`: one run at full speed; prints events, virtual time, invariants and the hash. */

import { readFileSync } from "node:fs";
import { err, ok, type Result } from "../base/index.ts";
import {
  findLargeScenario,
  type InputRecord,
  type Parameters,
  parseJournal,
  parseSeed,
  Run,
  resolveParameters,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { fail, type ParsedOptions, parseDuration, parseOptions, type Subcommand } from "./subcommand.ts";
import { chooseByPrefix, runSpread } from "./workers/run-spread.ts";

const USAGE = `usage: npm run -s cli -- run SCENARIO [options]

  --seed N          whole number from 0 to 4294967295 (default 42)
  --until TIME      virtual time to reach, e.g. 60s, 1500ms, 2min (default 60s, or the journal's)
  --input FILE      replay a journal exported from the page; SCENARIO may be left out
  --set NAME=VALUE  a parameter of the scenario; several separated by commas
  --defect NAME     switch on a planted defect (see docs/defects.md)
  --no-checks       do not check invariants (for timing)
  --workers K       spread the world over K threads (default 1), or "auto": as many as a measured prefix says will pay.
                    The hash does not depend on it. Checks need one worker: with more, no invariant is checked
  --json            print one JSON object

Exit code 0 when every invariant held (and the hash equals the journal's), 1 when not, 2 for a wrong command.`;

const OPTIONS = {
  values: ["seed", "until", "input", "set", "defect", "workers"],
  flags: ["json", "no-checks"],
};

export const runCommand: Subcommand = {
  name: "run",
  summary: "run a scenario or replay a journal at full speed and print its hash",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    if (!parsed.ok) return fail(parsed.error);
    const plan = planOf(parsed.value);
    if (!plan.ok) return fail(plan.error);
    const { flags } = parsed.value;
    return plan.value.workers === 1 ? execute(plan.value, flags) : executeSpread(plan.value, flags);
  },
};

interface Plan {
  readonly scenario: string;
  readonly seed: number;
  readonly untilUs: number;
  readonly inputs: readonly InputRecord[];
  readonly parameters: Parameters;
  readonly defects: readonly string[];
  readonly workers: number | "auto";
  readonly expectedHash: string | undefined;
  /** Events after which the journal was written. */
  readonly events: number | undefined;
}

function planOf({ positional, values }: ParsedOptions): Result<Plan> {
  const file = values.get("input");
  const journal = file === undefined ? undefined : readJournal(file);
  if (journal !== undefined && !journal.ok) return journal;
  const recorded = journal?.value;
  const scenario = positional[0] ?? recorded?.scenario;
  if (scenario === undefined)
    return err("which scenario? usage: npm run -s cli -- run SCENARIO; see run --help");
  const seed = parseSeed(values.get("seed") ?? String(recorded?.seed ?? 42));
  if (!seed.ok) return seed;
  const until = values.get("until");
  const untilUs = until === undefined ? ok(recorded?.untilUs ?? 60_000_000) : parseDuration(until);
  if (!untilUs.ok) return untilUs;
  const workers = parseWorkers(values.get("workers") ?? "1");
  if (!workers.ok) return workers;
  const parameters = parseSettings(values.get("set"));
  if (!parameters.ok) return parameters;
  const same = recorded !== undefined && untilUs.value === recorded.untilUs && seed.value === recorded.seed;
  return ok({
    scenario,
    seed: seed.value,
    untilUs: untilUs.value,
    inputs: recorded?.inputs ?? [],
    parameters: { ...recorded?.parameters, ...parameters.value },
    defects: values.get("defect")?.split(",") ?? [],
    workers: workers.value,
    expectedHash: same && recorded.hash !== "" ? recorded.hash : undefined,
    events: same ? recorded.events : undefined,
  });
}

const WORKERS_MAX = 64;

function parseWorkers(text: string): Result<number | "auto"> {
  if (text === "auto") return ok("auto");
  const workers = Number(text);
  if (Number.isInteger(workers) && workers >= 1 && workers <= WORKERS_MAX) return ok(workers);
  return err(`--workers takes a whole number from 1 to ${WORKERS_MAX}, or "auto"; got "${text}"`);
}

function readJournal(file: string): ReturnType<typeof parseJournal> {
  try {
    return parseJournal(readFileSync(file, "utf8"));
  } catch (error) {
    return err(`cannot read the journal ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseSettings(text: string | undefined): Result<Parameters> {
  const parameters: Record<string, number | string | boolean> = {};
  for (const part of text === undefined ? [] : text.split(",")) {
    const [name, value] = part.split("=", 2);
    if (!name || value === undefined) return err(`--set takes NAME=VALUE; got "${part}"`);
    const isNumber = value !== "" && Number.isFinite(Number(value));
    parameters[name] =
      value === "true" || value === "false" ? value === "true" : isNumber ? Number(value) : value;
  }
  return ok(parameters);
}

function execute(plan: Plan, flags: ReadonlySet<string>): number {
  const found = findLargeScenario(plan.scenario);
  if (!found.ok) return fail(found.error);
  const scenario = found.value;
  const parameters = resolveParameters(scenario, plan.parameters);
  if (!parameters.ok) return fail(parameters.error);
  const { seed, inputs, defects, untilUs } = plan;
  const resources = readResources(scenario);
  const checks = !flags.has("no-checks");
  const run = new Run({ scenario, seed, parameters: parameters.value, resources, inputs, defects, checks });
  const startedMs = performance.now();
  if (plan.events === undefined) run.advance(untilUs, Number.POSITIVE_INFINITY);
  else run.advanceTo(untilUs, plan.events);
  const wallMs = performance.now() - startedMs;
  const hash = run.world.hash();
  const violation = run.checks.firstViolation;
  const hashMatches = plan.expectedHash === undefined ? undefined : plan.expectedHash === hash;
  const report = {
    scenario: scenario.id,
    seed,
    untilUs,
    virtualUs: run.world.nowUs,
    events: run.world.events,
    inputs: inputs.length,
    invariants: run.checks
      .states()
      .map(({ id, checked, violation: found }) => ({ id, checked, violation: found?.text ?? null })),
    hash,
    ...(hashMatches === undefined ? {} : { hashMatchesJournal: hashMatches }),
  };
  process.stdout.write(flags.has("json") ? `${JSON.stringify(report)}\n` : asText(report, wallMs));
  return violation === undefined && hashMatches !== false ? 0 : 1;
}

/** A run on several threads. Nobody sees the whole world, so nothing is checked but the hash. */
async function executeSpread(plan: Plan, flags: ReadonlySet<string>): Promise<number> {
  const found = findLargeScenario(plan.scenario);
  if (!found.ok) return fail(found.error);
  const scenario = found.value;
  const parameters = resolveParameters(scenario, plan.parameters);
  if (!parameters.ok) return fail(parameters.error);
  const { seed, inputs, defects, untilUs } = plan;
  const resources = readResources(scenario);
  const order = { scenario: scenario.id, seed, parameters: parameters.value, resources, defects, inputs };
  const choice =
    plan.workers === "auto"
      ? await chooseByPrefix(scenario, order, untilUs)
      : { shards: plan.workers, why: undefined };
  const { hash, events, rounds, wallMs } = await runSpread({ ...order, shards: choice.shards }, untilUs);
  // A journal may end within an instant; several workers only stop between instants.
  const isComparable = plan.expectedHash !== undefined && plan.events === events;
  const hashMatches = isComparable ? plan.expectedHash === hash : undefined;
  const report = {
    scenario: scenario.id,
    seed,
    untilUs,
    virtualUs: untilUs,
    events,
    inputs: inputs.length,
    invariants: [],
    workers: choice.shards,
    ...(choice.why === undefined ? {} : { choice: choice.why }),
    windows: rounds,
    hash,
    ...(hashMatches === undefined ? {} : { hashMatchesJournal: hashMatches }),
  };
  if (flags.has("json")) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    const mode = `  ${choice.shards} worker${choice.shards === 1 ? "" : "s"}, ${rounds} windows, no invariants checked${choice.why === undefined ? "" : `\n  ${choice.why}`}`;
    process.stdout.write(asText(report, wallMs).replace("\n", `\n${mode}\n`));
  }
  return hashMatches === false ? 1 : 0;
}

function asText(
  report: {
    readonly scenario: string;
    readonly seed: number;
    readonly virtualUs: number;
    readonly events: number;
    readonly invariants: readonly {
      readonly id: string;
      readonly checked: number;
      readonly violation: string | null;
    }[];
    readonly hash: string;
    readonly hashMatchesJournal?: boolean;
  },
  wallMs: number,
): string {
  const lines = [
    `${report.scenario}, seed ${report.seed}: ${report.events} events in ${report.virtualUs / 1e6} virtual s (${Math.round(wallMs)} ms of wall time)`,
    ...report.invariants.map(
      ({ id, checked, violation }) =>
        `  ${violation === null ? "holds" : "BROKEN"}  ${id} (${checked} checks)${violation === null ? "" : `: ${violation}`}`,
    ),
    `hash ${report.hash}`,
  ];
  if (report.hashMatchesJournal !== undefined)
    lines.push(
      report.hashMatchesJournal ? "equal to the journal's hash" : "DIFFERENT from the journal's hash",
    );
  return `${lines.join("\n")}\n`;
}
