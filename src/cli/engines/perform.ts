/**
 * Performs one run of the list, in whatever engine this is loaded into: no host time, no host randomness, nothing but
 * the run itself.
 *
 * Invariants: the answer is a pure function of the run and of the data files. A moment that is come back to must have
 * the hash it had; where it has not, `problems` says so, which is wrong in any engine.
 */

import {
  describeAction,
  type Resources,
  Run,
  runSeed,
  runShardsInProcess,
  type Scenario,
  type Target,
  Timeline,
} from "../../sim/index.ts";
import { withSharedCode } from "../workers/equal-hashes.ts";
import { HANDS, inputsOf, victimOf } from "./hands.ts";
import { type EngineRun, scenarioNamed } from "./run-list.ts";

export interface RunAnswer {
  /** At every moment that was looked at, in the order of looking; the last one is the run's. */
  readonly hashes: readonly string[];
  readonly events: number;
  /** What else was seen, in words: faults that struck, interventions that made no sense in the world as it was. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

interface Order {
  readonly run: EngineRun;
  readonly scenario: Scenario;
  readonly resources: Resources;
}

const SHARDS = 3;
const EVENTS_PER_SLICE = 256;
/** Checkpoints so close that every way back begins at another one. */
const CHECKPOINT_EVERY_EVENTS = 300;
const STEPS_BACK = 3;

const decoded = new Map<string, Scenario>();

/** Decoding the data costs more than a short run, so it is done once for a scenario. */
export function perform(run: EngineRun, resources: Resources): RunAnswer {
  const scenario = decoded.get(run.scenario) ?? withSharedCode(scenarioNamed(run.scenario));
  decoded.set(run.scenario, scenario);
  const order = { run, scenario, resources };
  switch (run.way) {
    case "plain":
      return plain(order);
    case "nemesis":
      return nemesis(order);
    case "hands":
      return hands(order);
    case "spread":
      return spread(order);
    case "travel":
      return travel(order);
  }
}

function optionsOf({ run: { seed, parameters }, scenario, resources }: Order) {
  return { scenario, seed, parameters, resources, defects: [] };
}

function answerOf(run: Run, found: Partial<RunAnswer> = {}): RunAnswer {
  const violation = run.checks.firstViolation;
  return {
    hashes: [...(found.hashes ?? []), run.world.hash()],
    events: run.world.events,
    notes: found.notes ?? [],
    problems: [...(found.problems ?? []), ...(violation === undefined ? [] : [violation.text])],
  };
}

function plain(order: Order): RunAnswer {
  const run = new Run(optionsOf(order));
  run.advance(order.run.untilUs, Number.POSITIVE_INFINITY);
  return answerOf(run);
}

function nemesis(order: Order): RunAnswer {
  const { untilUs } = order.run;
  const times = { faultsUs: untilUs / 2, healthyUs: untilUs / 2, meanGapUs: untilUs / 20 };
  const { hash, events, faults, violation } = runSeed({ ...optionsOf(order), ...times });
  // What has not healed in so short a time is no fault of the engine; that all engines say the same is compared.
  const notes = faults.map(({ atUs, action }) => `${atUs} µs: ${describeAction(action)}`);
  if (violation !== undefined) notes.push(violation.text);
  return { hashes: [hash], events, notes, problems: [] };
}

function hands(order: Order): RunAnswer {
  const run = new Run(optionsOf(order));
  const timeline = timelineOf(run);
  const notes: string[] = [];
  for (const { share, actionFor } of HANDS) {
    go(timeline, { kind: "time", us: Math.round(share * order.run.untilUs) });
    const action = actionFor(run.world, order.run.seed);
    const given = action === undefined ? undefined : timeline.act(action);
    if (given !== undefined && !given.ok) notes.push(given.error);
  }
  go(timeline, { kind: "time", us: order.run.untilUs });
  return answerOf(run, { notes });
}

function spread(order: Order): RunAnswer {
  const { scenario, run } = order;
  const inputs = [...(scenario.script ?? []), ...inputsOf(run.untilUs, scenario.nodes)];
  const options = { ...optionsOf(order), inputs, shards: Math.min(SHARDS, scenario.nodes) };
  const { hash, figures } = runShardsInProcess(options, run.untilUs);
  const events = figures.reduce((sum, shard) => sum + shard.events, 0);
  return { hashes: [hash], events, notes: [], problems: [] };
}

/** There, half way back, step by step further back, aside, undone, redone, and to the end of the first branch. */
function travel(order: Order): RunAnswer {
  const run = new Run(optionsOf(order));
  const timeline = timelineOf(run);
  const main = timeline.branch;
  const end: Target = { kind: "time", us: order.run.untilUs };
  const middle: Target = { kind: "time", us: Math.round(order.run.untilUs / 2) };
  const hashes: string[] = [];
  const problems: string[] = [];
  const look = (target: Target): string => {
    go(timeline, target);
    hashes.push(run.world.hash());
    return hashes.at(-1) as string;
  };
  const stepBack = (): void => {
    for (let i = 0; i < STEPS_BACK; i++) timeline.stepBack();
    hashes.push(run.world.hash());
  };
  const middleHash = look(middle);
  const endHash = look(end);
  if (look(middle) !== middleHash) problems.push("the middle has another hash when it is come back to");
  stepBack();
  const victim = victimOf(run.world, order.run.seed);
  const given = victim && timeline.act({ kind: "kill_process", target: victim, reason: "crash" });
  const asideHash = look(end);
  const undo = timeline.undo();
  if (undo !== undefined) {
    look(undo.target);
    undo.onArrival?.();
  }
  const redo = timeline.redo();
  if (redo !== undefined && look(redo.target) !== asideHash)
    problems.push("the branch aside has another hash when it is come back to");
  timeline.open(main, order.run.untilUs);
  if (look(end) !== endHash) problems.push("the end has another hash when it is come back to");
  stepBack();
  if (look(end) !== endHash) problems.push("the end has another hash after steps back");
  return answerOf(run, { hashes, problems, notes: given && !given.ok ? [given.error] : [] });
}

function timelineOf(run: Run): Timeline {
  return new Timeline({ run, interval: CHECKPOINT_EVERY_EVENTS });
}

function go(timeline: Timeline, target: Target): void {
  timeline.seek(target);
  while (!timeline.goTowards(target, EVENTS_PER_SLICE) && !timeline.run.stopped);
}
