/** `run SCENARIO`: one run at full speed; prints events, virtual time, invariants and the hash. */

import { err, ok, type Result } from "../base/index.ts";
import { findLargeScenario, resolveParameters } from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { openPlan, planOf as planOfRun, type RunPlan, runPlan } from "./run-plan.ts";
import { fail, type ParsedOptions, parseOptions, type Subcommand } from "./subcommand.ts";
import { chooseByPrefix, runSpread } from "./workers/run-spread.ts";

const USAGE = `usage: npm run -s cli -- run SCENARIO [options]

  --seed N          whole number from 0 to 4294967295 (default 42)
  --until TIME      virtual time to reach, e.g. 60s, 1500ms, 2min (default 60s, or the journal's)
  --input FILE      replay a journal exported from the page; SCENARIO may be left out
  --faults FILE     a plan as sentences, e.g. "at 5 s: cut n1 from n2 for 3 s", one a line
  --set NAME=VALUE  a parameter of the scenario; several separated by commas
  --defect NAME     switch on a planted defect (see docs/defects.md)
  --no-checks       do not check invariants (for timing)
  --workers K       spread the world over K threads (default 1), or "auto": as many as a measured prefix says will pay.
                    The hash does not depend on it. Checks need one worker: with more, no invariant is checked
  --json            print one JSON object

Exit code 0 when every invariant held (and the hash equals the journal's), 1 when not, 2 for a wrong command.`;

const OPTIONS = {
  values: ["seed", "until", "input", "faults", "set", "defect", "workers"],
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

interface Plan extends RunPlan {
  readonly workers: number | "auto";
}

function planOf(options: ParsedOptions): Result<Plan> {
  const plan = planOfRun(options);
  if (!plan.ok) return plan;
  const workers = parseWorkers(options.values.get("workers") ?? "1");
  return workers.ok ? ok({ ...plan.value, workers: workers.value }) : workers;
}

const WORKERS_MAX = 64;

function parseWorkers(text: string): Result<number | "auto"> {
  if (text === "auto") return ok("auto");
  const workers = Number(text);
  if (Number.isInteger(workers) && workers >= 1 && workers <= WORKERS_MAX) return ok(workers);
  return err(`--workers takes a whole number from 1 to ${WORKERS_MAX}, or "auto"; got "${text}"`);
}

function execute(plan: Plan, flags: ReadonlySet<string>): number {
  const opened = openPlan(plan, { checks: !flags.has("no-checks") });
  if (!opened.ok) return fail(opened.error);
  const run = opened.value;
  const startedMs = performance.now();
  runPlan(run, plan);
  const wallMs = performance.now() - startedMs;
  const hash = run.world.hash();
  const violation = run.checks.firstViolation;
  const hashMatches = plan.expectedHash === undefined ? undefined : plan.expectedHash === hash;
  const report = {
    scenario: run.world.scenario.id,
    seed: plan.seed,
    untilUs: plan.untilUs,
    virtualUs: run.world.nowUs,
    events: run.world.events,
    inputs: plan.inputs.length,
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
