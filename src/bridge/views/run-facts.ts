/** What the run is and where it stands: the part of its assigns that needs no story and no checker. */

import { type Run, readLeader } from "../../sim/index.ts";
import type { RunAssigns } from "../assigns.ts";
import type { Driving } from "../live-view.ts";

/** What the page opens with; its still first frame already says what this is. */
const OPENING_SCENARIO = "learning-cluster";

type Told = "narration" | "invariants" | "inputs" | "invitation" | "outcome";

export function runFacts(run: Run, driving: Driving): Omit<RunAssigns, Told> {
  const { world } = run;
  const leader = readLeader(world.nodes);
  return {
    scenario: world.scenario.id,
    scenarioTitle: world.scenario.title,
    headline: world.scenario.id === OPENING_SCENARIO ? null : world.scenario.summary,
    seed: world.seed,
    defects: world.defects,
    nowUs: world.nowUs,
    ...driving,
    events: world.events,
    hash: run.hash,
    hashAtUs: run.hashAtUs,
    leader: leader === undefined ? null : `n${leader.node + 1}`,
    term: leader?.term ?? 0,
  };
}
