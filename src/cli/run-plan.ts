/** Which run a command means: scenario, seed, parameters and inputs from its options or from a journal. */

import { readFileSync } from "node:fs";
import { err, ok, type Result } from "../base/index.ts";
import {
  compilePlan,
  findLargeScenario,
  type InputRecord,
  type Parameters,
  parseJournal,
  parseSeed,
  Run,
  readPlan,
  resolveParameters,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { type ParsedOptions, parseDuration } from "./subcommand.ts";

export interface RunPlan {
  readonly scenario: string;
  readonly seed: number;
  readonly untilUs: number;
  readonly inputs: readonly InputRecord[];
  readonly parameters: Parameters;
  readonly defects: readonly string[];
  /** The journal's hash, where the run ends at the very moment the journal does. */
  readonly expectedHash: string | undefined;
  /** Events after which the journal was written. */
  readonly events: number | undefined;
}

/** Reads `SCENARIO --seed --until --input --faults --set --defect`; every refusal names the option that is wrong. */
export function planOf({ positional, values }: ParsedOptions): Result<RunPlan> {
  const file = values.get("input");
  const journal = file === undefined ? undefined : readJournal(file);
  if (journal !== undefined && !journal.ok) return journal;
  const recorded = journal?.value;
  const scenario = positional[0] ?? recorded?.scenario;
  if (scenario === undefined) return err("which scenario? name one, or give --input FILE; see --help");
  const seed = parseSeed(values.get("seed") ?? String(recorded?.seed ?? 42));
  if (!seed.ok) return seed;
  const until = values.get("until");
  const untilUs = until === undefined ? ok(recorded?.untilUs ?? 60_000_000) : parseDuration(until);
  if (!untilUs.ok) return untilUs;
  const faults = readFaults(values.get("faults"));
  if (!faults.ok) return faults;
  const parameters = parseSettings(values.get("set"));
  if (!parameters.ok) return parameters;
  const same =
    recorded !== undefined &&
    faults.value.length === 0 &&
    untilUs.value === recorded.untilUs &&
    seed.value === recorded.seed;
  return ok({
    scenario,
    seed: seed.value,
    untilUs: untilUs.value,
    inputs: [...(recorded?.inputs ?? []), ...faults.value].sort((a, b) => a.atUs - b.atUs),
    parameters: { ...recorded?.parameters, ...parameters.value },
    defects: values.get("defect")?.split(",") ?? recorded?.defects ?? [],
    expectedHash: same && recorded.hash !== "" ? recorded.hash : undefined,
    events: same ? recorded.events : undefined,
  });
}

/** The run at its beginning, or a sentence about what is wrong with the plan. */
export function openPlan(plan: RunPlan, { checks }: { readonly checks: boolean }): Result<Run> {
  const found = findLargeScenario(plan.scenario);
  if (!found.ok) return found;
  const scenario = found.value;
  const parameters = resolveParameters(scenario, plan.parameters);
  if (!parameters.ok) return parameters;
  const { seed, inputs, defects } = plan;
  const resources = readResources(scenario);
  return ok(new Run({ scenario, seed, parameters: parameters.value, resources, inputs, defects, checks }));
}

/** Carries the run to where the plan ends. */
export function runPlan(run: Run, { untilUs, events }: RunPlan): void {
  if (events === undefined) run.advance(untilUs, Number.POSITIVE_INFINITY);
  else run.advanceTo(untilUs, events);
}

/** The inputs of a plan that was written as sentences. */
function readFaults(file: string | undefined): Result<readonly InputRecord[]> {
  if (file === undefined) return ok([]);
  try {
    const plan = readPlan(readFileSync(file, "utf8"));
    return plan.ok ? ok(compilePlan(plan.value)) : err(`${file}, ${plan.error}`);
  } catch (error) {
    return err(`cannot read the plan ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
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
