/**
 * `travel`: the time machine measured. A scenario is run to its end, then moved about at random: seeks over the whole
 * run and single steps back, each timed. At the end the hash must be the one of before, and so it must be after every
 * seek to a moment that was seen before. With `--every-kind` nothing is timed and every kind of move is made.
 */

import { createPrng } from "../base/index.ts";
import {
  findScenario,
  type InputRecord,
  Run,
  resolveParameters,
  type Scenario,
  type Target,
  Timeline,
} from "../sim/index.ts";
import { readResources } from "./resources.ts";
import { fail, parseDuration, parseOptions, type Subcommand } from "./subcommand.ts";
import { everywhereText, travelEverywhere } from "./travel-everywhere.ts";

const USAGE = `usage: npm run -s cli -- travel SCENARIO [options]

  --seed N      default 42
  --until TIME  how far to run first (default 600s)
  --events N    run at least so many events first, however long that takes
  --moves N     random moves (default 400): half seeks, half single steps back
  --budget MB   what the checkpoints may weigh (default 64)
  --every-kind  not timed: seek, step, step back, act, fork, undo, redo and change of branch at random, 200 moves a
                seed from --seed on; every moment must have one hash (here --until is 3s when left out)
  --json        one JSON object

Exit code 0 when the hash after all moves is the one of before, 1 otherwise.`;

const OPTIONS = { values: ["seed", "until", "events", "moves", "budget"], flags: ["json", "every-kind"] };
/** As in the page: work between two checkpoints. */
const CHECKPOINT_EVERY_MS = 40;
const EVENTS_PER_SLICE = 256;

interface Plan {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly untilUs: number;
  readonly events: number;
  readonly moves: number;
  readonly budgetBytes: number;
}

export const travelCommand: Subcommand = {
  name: "travel",
  summary: "how long seeks and steps back take, and whether they end where they began",
  usage: USAGE,
  async run(args) {
    const parsed = parseOptions(args, OPTIONS);
    if (!parsed.ok) return fail(parsed.error);
    const { values, flags, positional } = parsed.value;
    const scenario = findScenario(positional[0] ?? "learning-cluster");
    if (!scenario.ok) return fail(scenario.error);
    const until = parseDuration(values.get("until") ?? (flags.has("every-kind") ? "3s" : "600s"));
    if (!until.ok) return fail(`--until: ${until.error}`);
    const [seed, events, moves, budget] = [
      ["seed", 42],
      ["events", 0],
      ["moves", 400],
      ["budget", 64],
    ].map(([name, otherwise]) => Number(values.get(String(name)) ?? otherwise)) as [
      number,
      number,
      number,
      number,
    ];
    for (const [name, value] of Object.entries({ seed, events, moves, budget }))
      if (!(Number.isSafeInteger(value) && value >= 0))
        return fail(`--${name} takes a whole number from 0 on`);
    const budgetBytes = budget * 1024 * 1024;
    if (flags.has("every-kind")) {
      const all = travelEverywhere({
        scenario: scenario.value.id,
        open: (seedNow) => (inputs) => openRun(scenario.value, seedNow, inputs),
        firstSeed: seed,
        moves,
        untilUs: until.value,
        budgetBytes,
      });
      process.stdout.write(flags.has("json") ? `${JSON.stringify(all)}\n` : everywhereText(all));
      return all.differing.length === 0 ? 0 : 1;
    }
    const result = travel({
      scenario: scenario.value,
      seed,
      untilUs: until.value,
      events,
      moves,
      budgetBytes,
    });
    process.stdout.write(flags.has("json") ? `${JSON.stringify(result)}\n` : report(result));
    return result.isSame ? 0 : 1;
  },
};

function travel(plan: Plan) {
  const { scenario, seed, budgetBytes } = plan;
  const run = openRun(scenario, seed, []);
  const meter = (): number => performance.now();
  const timeline = new Timeline({ run, meter, interval: CHECKPOINT_EVERY_MS, budgetBytes });
  const startMs = meter();
  timeline.advance(plan.untilUs, Number.POSITIVE_INFINITY);
  while (run.world.events < plan.events)
    timeline.advance(run.world.nowUs + 1_000_000, Number.POSITIVE_INFINITY);
  const runMs = meter() - startMs;
  const endUs = run.world.nowUs;
  const hash = run.world.hash();
  const { seeks, steps, differing } = move(timeline, plan, endUs);
  const recording = timeline.recording();
  go(timeline, { kind: "time", us: endUs });
  return {
    scenario: scenario.id,
    seed,
    events: run.world.events,
    virtualS: endUs / 1e6,
    runMs: Math.round(runMs),
    checkpoints: recording.checkpoints,
    checkpointMb: round1(recording.bytes / 1024 / 1024),
    thinned: recording.thinned,
    seekMs: quantiles(seeks),
    stepBackMs: quantiles(steps),
    differing,
    isSame: run.world.hash() === hash && differing === 0,
  };
}

function openRun(scenario: Scenario, seed: number, inputs: readonly InputRecord[]): Run {
  const parameters = resolveParameters(scenario, {});
  if (!parameters.ok) throw new Error(parameters.error);
  const resources = readResources(scenario);
  return new Run({ scenario, seed, parameters: parameters.value, inputs, resources });
}

/** Random moves; a moment that comes up again must have the hash it had. */
function move(timeline: Timeline, { seed, moves }: Plan, endUs: number) {
  const chance = createPrng(seed, 0, "travel", 0);
  const seen = new Map<number, string>();
  const seeks: number[] = [];
  const steps: number[] = [];
  let differing = 0;
  for (let i = 0; i < moves / 2; i++) {
    // Tenths of seconds, so that moments do come up again.
    const us = chance.nextBelow(Math.max(1, Math.floor(endUs / 100_000))) * 100_000 + 1;
    seeks.push(timed(() => go(timeline, { kind: "time", us })));
    const hash = timeline.run.world.hash();
    if ((seen.get(us) ?? hash) !== hash) differing++;
    seen.set(us, hash);
    steps.push(timed(() => timeline.stepBack()));
  }
  return { seeks, steps, differing };
}

function go(timeline: Timeline, target: Target): void {
  timeline.seek(target);
  while (!timeline.goTowards(target, EVENTS_PER_SLICE) && !timeline.run.stopped);
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function quantiles(values: number[]) {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number): number =>
    round1(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

function round1(value: number): number {
  return Math.round(10 * value) / 10;
}

function report(result: ReturnType<typeof travel>): string {
  const { seekMs, stepBackMs } = result;
  return [
    `${result.scenario}, seed ${result.seed}: ${result.events} events in ${result.virtualS} s, run in ${result.runMs} ms`,
    `checkpoints  ${result.checkpoints}, ${result.checkpointMb} MB, ${result.thinned} thinned`,
    `seek         median ${seekMs.p50} ms, p95 ${seekMs.p95} ms, longest ${seekMs.max} ms`,
    `step back    median ${stepBackMs.p50} ms, p95 ${stepBackMs.p95} ms, longest ${stepBackMs.max} ms`,
    result.isSame
      ? "the hash is the same after all moves"
      : `DIFFERENT after the moves (${result.differing} on the way)`,
    "",
  ].join("\n");
}
