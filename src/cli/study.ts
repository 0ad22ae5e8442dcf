/**
 * `study`: does agreement pay? Each seed runs twice for the same virtual time: once as it is, once with experiments
 * switched off, so that the start value stays. The agreed value is better when the agents end up reading more of the
 * held-out digits right than they do with the start value on the same seed.
 */

import {
  findScenario,
  type Parameters,
  Run,
  readVariables,
  resolveParameters,
  type Scenario,
  variableOf,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { fail, parseDuration, parseOptions, type Subcommand } from "./subcommand.ts";

const USAGE = `usage: npm run -s cli -- study [options]

  --scenario ID  default learning-cluster
  --seeds N      how many seeds (default 20), from 1 on
  --until TIME   virtual time of each run (default 60s)
  --accuracy A   held-out accuracy to reach (default 0.9)
  --need N       seeds that must reach it and end with a better value (default 19 of 20, in proportion)
  --json         one JSON object

Exit code 0 when enough seeds did, 1 otherwise.`;

const OPTIONS = { values: ["scenario", "seeds", "until", "accuracy", "need"], flags: ["json"] };

export const studyCommand: Subcommand = {
  name: "study",
  summary: "many seeds of learning with and without agreement: accuracy and agreed values",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    if (!parsed.ok) return fail(parsed.error);
    const { values, flags } = parsed.value;
    const found = findScenario(values.get("scenario") ?? "learning-cluster");
    if (!found.ok) return fail(found.error);
    const until = parseDuration(values.get("until") ?? "60s");
    if (!until.ok) return fail(`--until: ${until.error}`);
    const seeds = Number(values.get("seeds") ?? 20);
    if (!(Number.isSafeInteger(seeds) && seeds > 0)) return fail("--seeds takes a whole number above 0");
    const accuracy = Number(values.get("accuracy") ?? 0.9);
    const need = Number(values.get("need") ?? Math.ceil(0.95 * seeds));
    return study(found.value, { untilUs: until.value, seeds, accuracy, need, isJson: flags.has("json") });
  },
};

interface Plan {
  readonly untilUs: number;
  readonly seeds: number;
  readonly accuracy: number;
  readonly need: number;
  readonly isJson: boolean;
}

interface SeedResult {
  readonly seed: number;
  readonly accuracy: number;
  readonly startAccuracy: number;
  readonly startValue: number;
  readonly agreedValue: number;
  readonly version: number;
  readonly reached: boolean;
  readonly better: boolean;
}

function study(scenario: Scenario, plan: Plan): number {
  const results: SeedResult[] = [];
  for (let seed = 1; seed <= plan.seeds; seed++) {
    const result = studySeed(scenario, seed, plan);
    results.push(result);
    if (!plan.isJson) process.stdout.write(`${lineOf(result)}\n`);
  }
  const good = results.filter(({ reached, better }) => reached && better).length;
  if (plan.isJson) process.stdout.write(`${JSON.stringify({ results, good, need: plan.need })}\n`);
  else
    process.stdout.write(
      `${good} of ${plan.seeds} seeds reached ${plan.accuracy} and agreed on a better value; ${plan.need} needed\n`,
    );
  return good >= plan.need ? 0 : 1;
}

function studySeed(scenario: Scenario, seed: number, plan: Plan): SeedResult {
  const agreed = finish(scenario, seed, {}, plan.untilUs);
  const fixed = finish(scenario, seed, { trialEveryTasks: 0 }, plan.untilUs);
  const variable = variableOf(readVariables(agreed.world.nodes), "learning_rate");
  const startValue = Number(variable?.spec.initial);
  const agreedValue = Number(variable?.value);
  const accuracy = agreed.scoreboard.accuracy()?.mean ?? 0;
  const startAccuracy = fixed.scoreboard.accuracy()?.mean ?? 0;
  return {
    seed,
    accuracy,
    startAccuracy,
    startValue,
    agreedValue,
    version: variable?.version ?? 1,
    reached: accuracy >= plan.accuracy,
    better: agreedValue !== startValue && accuracy > startAccuracy,
  };
}

function finish(scenario: Scenario, seed: number, given: Parameters, untilUs: number): Run {
  const parameters = resolveParameters(scenario, given);
  if (!parameters.ok) throw new Error(parameters.error);
  const run = new Run({
    scenario,
    seed,
    parameters: parameters.value,
    resources: readResources(scenario),
    checks: false,
  });
  run.advance(untilUs, Number.POSITIVE_INFINITY);
  return run;
}

function lineOf(result: SeedResult): string {
  const { seed, accuracy, startAccuracy, startValue, agreedValue, version, reached, better } = result;
  const verdict = `${reached ? "reached" : "MISSED"}, ${better ? "better" : "NOT better"}`;
  return `seed ${seed}: accuracy ${accuracy.toFixed(3)} (start value kept: ${startAccuracy.toFixed(3)}), learning_rate ${startValue} → ${Number(agreedValue.toPrecision(3))} (version ${version}): ${verdict}`;
}
