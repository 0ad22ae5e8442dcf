/** The palette of faults and the language of plans, for the page; only to be fetched on demand. */

import {
  bridge,
  chain,
  compilePlan,
  deafOrMute,
  FAULTS,
  findFault,
  majoritiesRing,
  makeFault,
  planOfInputs,
  readPlan,
  writeFault,
  writePlan,
} from "../sim/index.ts";

export type { FaultFacts, FaultParameter } from "../sim/index.ts";

/** Partial partitions by name: the links to cut among these nodes. */
const SHAPES = {
  "ring of overlapping majorities": majoritiesRing,
  "bridge in the first node": (nodes: readonly string[]) => bridge(nodes, nodes[0] ?? ""),
  "chain of neighbours": chain,
  "the first node hears nobody": (nodes: readonly string[]) => deafOrMute(nodes, nodes[0] ?? "", "deaf"),
  "nobody hears the first node": (nodes: readonly string[]) => deafOrMute(nodes, nodes[0] ?? "", "mute"),
} as const;

export const faultKit = {
  faults: FAULTS,
  shapes: SHAPES as Readonly<Record<string, (nodes: readonly string[]) => readonly string[]>>,
  find: findFault,
  make: makeFault,
  compile: compilePlan,
  ofInputs: planOfInputs,
  read: readPlan,
  write: writePlan,
  sentence: writeFault,
};

export type FaultKit = typeof faultKit;
