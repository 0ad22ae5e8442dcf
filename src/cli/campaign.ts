/** `campaign`: seeds × random faults with every checker on; a failure prints how to see it again. */

import { writeFileSync } from "node:fs";
import { err, ok, type Result } from "../base/index.ts";
import {
  describeAction,
  ENGINE_VERSION,
  findDefect,
  findLargeScenario,
  JOURNAL_VERSION,
  type PlantedDefect,
  resolveParameters,
  runSeed,
  SCENARIOS,
  type Scenario,
  type SeedOptions,
  type SeedOutcome,
  type Shrunk,
  shrink,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { fail, type ParsedOptions, parseDuration, parseOptions, type Subcommand } from "./subcommand.ts";

const USAGE = `usage: npm run -s cli -- campaign [options]

  --scenario ID   which scenario (default: every one; with --plant: the defect's)
  --seeds N       how many seeds of each (default 200)
  --first N       first seed (default 1)
  --minutes M     stop after M minutes of wall time
  --faults TIME   length of the phase with faults (default 8s)
  --healthy TIME  length of the healthy phase (default 4s)
  --plant NAME    switch on a planted defect (docs/defects.md): its checker must find it
  --save FILE     write the journal of the first failure, shrunk
  --json          one JSON object per seed and a last one with the totals

Exit code 0 when no seed failed (with --plant: when the defect's own checker found it), 1 otherwise.`;

const OPTIONS = {
  values: ["scenario", "seeds", "first", "minutes", "faults", "healthy", "plant", "save"],
  flags: ["json"],
};

const FAULTS = "8s";
const HEALTHY = "4s";
const MEAN_GAP_US = 250_000;
/** Failures told in full: shrinking one takes up to a hundred runs. */
const REPORTS_MAX = 5;

export const campaignCommand: Subcommand = {
  name: "campaign",
  summary: "run many seeds under random faults with all checkers on",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    const plan = parsed.ok ? planOf(parsed.value) : parsed;
    return plan.ok ? campaign(plan.value) : fail(plan.error);
  },
};

interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly plant: PlantedDefect | undefined;
  readonly first: number;
  readonly count: number;
  readonly endMs: number;
  readonly phases: Pick<SeedOptions, "faultsUs" | "healthyUs">;
  /** How to ask for these phases again; empty for the usual ones. */
  readonly phaseOptions: string;
  readonly save: string | undefined;
  readonly isJson: boolean;
}

function planOf({ values, flags }: ParsedOptions): Result<Plan> {
  const name = values.get("plant");
  const plant = name === undefined ? undefined : findDefect(name);
  if (plant?.ok === false) return plant;
  const scenarios = scenariosOf(values.get("scenario") ?? plant?.value.scenario);
  if (!scenarios.ok) return scenarios;
  const count = Number(values.get("seeds") ?? 200);
  const first = Number(values.get("first") ?? 1);
  const minutes = Number(values.get("minutes") ?? Number.POSITIVE_INFINITY);
  if (!(Number.isSafeInteger(count) && count > 0)) return err("--seeds takes a whole number above 0");
  if (!(Number.isSafeInteger(first) && first >= 0)) return err("--first takes a whole number, 0 or more");
  if (!(minutes > 0)) return err("--minutes takes a number above 0");
  const faults = parseDuration(values.get("faults") ?? FAULTS);
  const healthy = parseDuration(values.get("healthy") ?? HEALTHY);
  if (!faults.ok) return err(`--faults: ${faults.error}`);
  if (!healthy.ok) return err(`--healthy: ${healthy.error}`);
  const given = ["faults", "healthy"].filter((option) => values.has(option));
  return ok({
    scenarios: scenarios.value,
    plant: plant?.value,
    first,
    count,
    endMs: performance.now() + minutes * 60_000,
    phases: { faultsUs: faults.value, healthyUs: healthy.value },
    phaseOptions: given.map((option) => ` --${option} ${values.get(option)}`).join(""),
    save: values.get("save"),
    isJson: flags.has("json"),
  });
}

function scenariosOf(id: string | undefined): Result<readonly Scenario[]> {
  if (id === undefined) return ok(SCENARIOS);
  const found = findLargeScenario(id);
  return found.ok ? ok([found.value]) : found;
}

function campaign(plan: Plan): number {
  const { plant, first, count, isJson } = plan;
  let seeds = 0;
  let events = 0;
  let failures = 0;
  let isFound = false;
  for (const scenario of plan.scenarios) {
    const options = optionsFor(scenario, plan);
    for (let seed = first; seed < first + count && performance.now() < plan.endMs && !isFound; seed++) {
      const outcome = runSeed({ ...options, seed });
      seeds++;
      events += outcome.events;
      if (isJson) process.stdout.write(`${JSON.stringify(lineOf(scenario, outcome))}\n`);
      if (outcome.violation === undefined) continue;
      failures++;
      isFound = outcome.violation.checker === plant?.checker;
      if (failures <= REPORTS_MAX) report({ ...options, seed }, outcome, plan, failures === 1);
    }
  }
  const found = plant === undefined ? {} : { plant: plant.id, found: isFound };
  if (isJson) process.stdout.write(`${JSON.stringify({ seeds, failures, events, ...found })}\n`);
  else process.stdout.write(`${seeds} seeds, ${events} events: ${verdictOf(plan, failures, isFound)}\n`);
  return (plant === undefined ? failures === 0 : isFound) ? 0 : 1;
}

function verdictOf({ plant }: Plan, failures: number, isFound: boolean): string {
  if (plant === undefined) return `${failures} failed`;
  return isFound ? `${plant.id} found by ${plant.checker}` : `${plant.id} not found by ${plant.checker}`;
}

function optionsFor(scenario: Scenario, { plant, phases }: Plan): SeedOptions {
  const parameters = resolveParameters(scenario, scenario.campaignParameters ?? {});
  if (!parameters.ok) throw new Error(parameters.error);
  return {
    scenario,
    parameters: parameters.value,
    resources: readResources(scenario),
    seed: 0,
    defects: plant === undefined ? [] : [plant.id],
    ...phases,
    meanGapUs: MEAN_GAP_US,
  };
}

function lineOf(scenario: Scenario, outcome: SeedOutcome): object {
  const { seed, events, faults, inputs, violation, hash } = outcome;
  const counts = { events, faults: faults.length, inputs: inputs.length };
  return { scenario: scenario.id, seed, ...counts, violation: violation ?? null, hash };
}

/** Shrinking takes many runs, so it is done only for somebody who will see it. */
function report(options: SeedOptions, outcome: SeedOutcome, plan: Plan, isFirst: boolean): void {
  const isSaved = plan.save !== undefined && isFirst;
  if (plan.isJson && !isSaved) return;
  const small = shrink(options, outcome);
  if (isSaved) writeFileSync(plan.save as string, journalText(options, small.outcome));
  if (!plan.isJson) process.stdout.write(`${failureText(options, outcome, small, plan)}\n`);
}

function journalText({ scenario, seed, parameters, defects }: SeedOptions, outcome: SeedOutcome): string {
  const { inputs, untilUs, hash } = outcome;
  const planted = defects.length === 0 ? {} : { defects };
  const run = { scenario: scenario.id, seed, parameters, ...planted };
  const head = { journal: JOURNAL_VERSION, engine: ENGINE_VERSION, ...run };
  return `${JSON.stringify({ ...head, inputs, untilUs, hash }, null, 2)}\n`;
}

function failureText(
  { scenario, seed }: SeedOptions,
  { violation, faults }: SeedOutcome,
  small: Shrunk,
  { plant, phaseOptions }: Plan,
): string {
  const planted = plant === undefined ? "" : ` --plant ${plant.id}`;
  return [
    `FAILED ${scenario.id} seed ${seed}: ${violation?.checker} at t ${secondsOf(violation?.atUs ?? 0)} s`,
    `  ${violation?.text}`,
    `  ${faults.length} faults, ${small.faults.length} after shrinking:`,
    ...small.faults.map(({ atUs, action }) => `    t ${secondsOf(atUs)} s  ${describeAction(action)}`),
    `  again: npm run -s cli -- campaign --scenario ${scenario.id} --first ${seed} --seeds 1${phaseOptions}${planted}`,
  ].join("\n");
}

function secondsOf(us: number): string {
  return (us / 1e6).toFixed(6);
}
