/**
 * Recording: a run is carried on and its client events are collected as they come, because a run keeps only its newest
 * events.
 */

import { assert } from "../../base/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import type { Run } from "../run.ts";
import type { Scenario } from "../scenario.ts";
import { asymmetricCut } from "../scenarios/asymmetric-cut.ts";
import { flappingLink } from "../scenarios/flapping-link.ts";
import { gcPauseLeader } from "../scenarios/gc-pause-leader.ts";
import { CLIENT_EVENTS } from "./events.ts";
import { historyOf } from "./history-of.ts";
import type { Operation } from "./operation.ts";
import { registersScenario } from "./registers-scenario.ts";

/** Scenarios whose clients emit these events; the others have no history. */
export const SCENARIOS_WITH_CLIENTS: readonly Scenario[] = [
  registersScenario,
  asymmetricCut,
  flappingLink,
  gcPauseLeader,
];

/** Events handled between two collections: fewer domain events than a run keeps. */
const SLICE_EVENTS = 2_000;

/** Carries a run from its beginning to `untilUs`; the operations its clients have asked for, in the order of calls. */
export function recordHistory(run: Run, untilUs: number): readonly Operation[] {
  const heard: DomainEvent[] = [];
  let told = 0;
  assert(run.domain.count === 0, "a history is recorded from the beginning of a run");
  for (;;) {
    const handled = run.advance(untilUs, SLICE_EVENTS);
    heard.push(...run.domain.since(told).filter(({ name }) => Object.hasOwn(CLIENT_EVENTS, name)));
    told = run.domain.count;
    if (handled === 0 || run.stopped || run.world.nowUs >= untilUs) return historyOf(heard);
  }
}
