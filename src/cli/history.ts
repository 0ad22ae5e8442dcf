/**
 * `history SCENARIO`: what the clients of a run asked for and were told, as JSON lines for outside linearizability
 * checkers, or judged here and now.
 */

import { err, ok, type Result } from "../base/index.ts";
import {
  judgeRegisters,
  LAG_US,
  Run,
  recordHistory,
  resolveParameters,
  SCENARIOS,
  SCENARIOS_WITH_CLIENTS,
  type Scenario,
  verdictText,
  writeHistory,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { planOf, type RunPlan } from "./run-plan.ts";
import { fail, parseDuration, parseOptions, type Subcommand } from "./subcommand.ts";

const NAMES = SCENARIOS_WITH_CLIENTS.map(({ id }) => id).join(", ");

const USAGE = `usage: npm run -s cli -- history SCENARIO [options]

Writes one JSON object a line: {client, op, key, value, result, call, return}, in the order of calls. Times are µs of
virtual time. Without "return" the outcome is unknown: the operation may take effect at any time after its call, or
never. Operations that certainly did not happen are left out. Operations of registers: read (result: the value, null at
first), write (value: the new one), cas (value: [expected, new]; result: true or false), read_stale (as read, but from
the server next door).

Scenarios that have clients: ${NAMES}

  --seed N          whole number from 0 to 4294967295 (default 42)
  --until TIME      virtual time to reach, e.g. 60s, 1500ms, 2min (default 60s, or the journal's)
  --input FILE      the faults and other inputs of a journal; SCENARIO may be left out
  --faults FILE     a plan as sentences, e.g. "at 5 s: cut n1 from n2 for 3 s", one a line
  --set NAME=VALUE  a parameter of the scenario; several separated by commas
  --defect NAME     switch on a planted defect (see docs/defects.md)
  --check           judge the history and print the verdict instead
  --lag TIME        how old a read_stale may be when judged (default ${LAG_US / 1_000_000}s)
  --json            with --check: the verdict as one JSON object

Exit code 0; with --check 1 when the history is not linearizable or cannot be decided; 2 for a wrong command.`;

const OPTIONS = {
  values: ["seed", "until", "input", "faults", "set", "defect", "lag"],
  flags: ["check", "json"],
};

export const historyCommand: Subcommand = {
  name: "history",
  summary: "write what the clients of a run saw as JSON lines, or judge whether it is linearizable",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    if (!parsed.ok) return fail(parsed.error);
    const { flags, values } = parsed.value;
    const plan = planOf(parsed.value);
    if (!plan.ok) return fail(plan.error);
    const lagUs = parseDuration(values.get("lag") ?? `${LAG_US}us`);
    if (!lagUs.ok) return fail(lagUs.error);
    const run = openRun(plan.value);
    if (!run.ok) return fail(run.error);
    const history = recordHistory(run.value, plan.value.untilUs);
    if (!flags.has("check")) {
      process.stdout.write(writeHistory(history));
      return 0;
    }
    const verdict = judgeRegisters(history, lagUs.value);
    const { scenario, seed } = plan.value;
    const text = flags.has("json")
      ? JSON.stringify({ scenario, seed, operations: history.length, verdict })
      : `${scenario}, seed ${seed}: ${verdictText(verdict)}`;
    process.stdout.write(`${text}\n`);
    return verdict.kind === "linearizable" ? 0 : 1;
  },
};

/** Invariants are not checked: a run would stop at the first broken one, and the history is to show it by itself. */
function openRun({ scenario: id, parameters: given, seed, inputs, defects }: RunPlan): Result<Run> {
  const scenario = findWithClients(id);
  if (!scenario.ok) return scenario;
  const parameters = resolveParameters(scenario.value, given);
  if (!parameters.ok) return parameters;
  const resources = readResources(scenario.value);
  const options = { scenario: scenario.value, parameters: parameters.value, resources };
  return ok(new Run({ ...options, seed, inputs, defects, checks: false }));
}

function findWithClients(id: string): Result<Scenario> {
  const scenario = SCENARIOS_WITH_CLIENTS.find((known) => known.id === id);
  if (scenario !== undefined) return ok(scenario);
  const problem = SCENARIOS.some((known) => known.id === id)
    ? `the scenario ${id} has no clients whose operations are recorded`
    : `there is no scenario "${id}"`;
  return err(`${problem}; scenarios that have clients: ${NAMES}`);
}
