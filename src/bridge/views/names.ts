/** How processes and events are called on the page: names for pids, and the level of words a page asks for. */

import { type Level, type NameOf, ProcessNames, type Run } from "../../sim/index.ts";
import { factsOf } from "./process-facts.ts";

/** The level a page asks for; anything else is the operator's. */
export function levelOf(value: unknown): Level {
  return value === "novice" || value === "raw" ? value : "operator";
}

export interface Names {
  readonly nameOf: NameOf;
  /** Name and pid, for a pid given as text. */
  readonly withName: (pid: string) => string;
}

const known = new WeakMap<Run, ProcessNames>();

/** As the tree calls them: three supervisors of one module have three names there. The dead keep theirs. */
export function namesOf(run: Run): Names {
  const told = known.get(run) ?? new ProcessNames();
  known.set(run, told);
  told.read(run.domain);
  const nameOf: NameOf = (pid) => {
    const node = run.world.nodes[pid.node];
    const process = node?.find(pid);
    if (node !== undefined && process !== undefined) return factsOf(node, process).label;
    return told.of(pid.toString()) ?? pid.toString();
  };
  const withName = (pid: string): string => {
    const name = told.of(pid);
    return name === undefined ? pid : `${name} ${pid}`;
  };
  return { nameOf, withName };
}
