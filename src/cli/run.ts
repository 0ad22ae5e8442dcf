/** `run SCENARIO`: one run at full speed; prints events, virtual time, invariants and the hash. */

import { readFileSync } from "node:fs";
import { err, ok, type Result } from "../base/index.ts";
import {
  findScenario,
  type InputRecord,
  type Parameters,
  parseJournal,
  parseSeed,
  Run,
  resolveParameters,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { fail, type ParsedOptions, parseDuration, parseOptions, type Subcommand } from "./subcommand.ts";

const USAGE = `usage: npm run -s cli -- run SCENARIO [options]

  --seed N          whole number from 0 to 4294967295 (default 42)
  --until TIME      virtual time to reach, e.g. 60s, 1500ms, 2min (default 60s, or the journal's)
  --input FILE      replay a journal exported from the page; SCENARIO may be left out
  --set NAME=VALUE  a parameter of the scenario; several separated by commas
  --defect NAME     switch on a planted defect (see docs/defects.md)
  --no-checks       do not check invariants (for timing)
  --workers K       1 (more workers follow in a later version; the hash does not depend on it)
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
    return execute(plan.value, parsed.value.flags);
  },
};

interface Plan {
  readonly scenario: string;
  readonly seed: number;
  readonly untilUs: number;
  readonly inputs: readonly InputRecord[];
  readonly parameters: Parameters;
  readonly defects: readonly string[];
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
  if ((values.get("workers") ?? "1") !== "1")
    return err("this version runs a world on one worker: leave --workers out or give 1");
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
    expectedHash: same && recorded.hash !== "" ? recorded.hash : undefined,
    events: same ? recorded.events : undefined,
  });
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
  const found = findScenario(plan.scenario);
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
