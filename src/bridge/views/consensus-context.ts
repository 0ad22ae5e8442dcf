/** What all parts of one rendering of the consensus lens need, and how the lanes are held against each other. */

import { type Run, readLeader } from "../../sim/index.ts";
import type { History } from "./consensus-history.ts";
import type { ConfigurationReading, Lane } from "./consensus-reading.ts";
import type { Situation } from "./consensus-words.ts";

/** What all parts of a rendering need. */
export interface Context {
  readonly run: Run;
  readonly history: History;
  readonly lanes: readonly Lane[];
  readonly situation: Situation;
  /** The leader, or while there is none the server with the newest log. */
  readonly reference: Lane | undefined;
  readonly committed: number;
}

export function contextOf(run: Run, lanes: readonly Lane[], history: History): Context {
  const { nodes, network } = run.world;
  const leading = readLeader(nodes);
  const newest = lanes.reduce<Lane | undefined>(
    (best, lane) => (best === undefined || isNewer(lane, best) ? lane : best),
    undefined,
  );
  const reference = leading === undefined ? newest : lanes[leading.node];
  const members =
    lanes.find(({ raft }) => raft !== undefined)?.raft?.config.members ?? nodes.map(({ index }) => index);
  const configuration: ConfigurationReading = reference?.raft?.configuration ?? { voters: members };
  const term = leading?.term ?? lanes.reduce((most, lane) => Math.max(most, lane.term), 0);
  return {
    run,
    history,
    lanes,
    situation: { lanes, network, configuration, leader: leading?.node ?? null, term },
    reference,
    committed: lanes.reduce((most, lane) => Math.max(most, lane.commitIndex), 0),
  };
}

function isNewer(a: Lane, b: Lane): boolean {
  const [termA, termB] = [a, b].map((lane) => lane.entryAt(lane.lastIndex)?.term ?? 0) as [number, number];
  if ((a.raft === undefined) !== (b.raft === undefined)) return a.raft !== undefined;
  return termA === termB ? a.lastIndex > b.lastIndex : termA > termB;
}
