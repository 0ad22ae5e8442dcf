/**
 * A branch: one future of a run. It shares the past of its parent up to the fork and has its own inputs, frontier,
 * checkpoints and marks from there on.
 */

import type { InputRecord } from "../input.ts";
import type { Run } from "../run.ts";
import { type Moment, momentOf } from "./checkpoint.ts";
import { Checkpoints } from "./checkpoints.ts";
import { Density } from "./density.ts";
import type { Mark } from "./marks.ts";

/** The furthest a branch has been run: everything up to here is known. */
export interface Frontier extends Moment {
  readonly events: number;
  /** Domain events, applied inputs and violations that have been read for marks. */
  readonly domainCount: number;
  readonly notes: number;
  readonly violated: boolean;
}

export interface Branch {
  readonly id: string;
  name: string;
  readonly parent: Branch | undefined;
  readonly fork: Moment;
  /** Per node the newest event of the trace at the fork. */
  readonly forkSeqs: readonly number[];
  /** Inputs from outside, those inherited and those still to come included, in order of time. */
  given: readonly InputRecord[];
  frontier: Frontier;
  /** Hash of the frontier; undefined until the run rested there. */
  hash: string | undefined;
  /** Where the branch was when another was opened. */
  left: Moment;
  readonly checkpoints: Checkpoints;
  readonly density: Density;
  marks: readonly Mark[];
}

/** A branch that begins at the present moment of the run. */
export function makeBranch(run: Run, id: string, name: string, parent: Branch | undefined): Branch {
  const { world } = run;
  const now = momentOf(run);
  return {
    id,
    name,
    parent,
    fork: now,
    forkSeqs: world.nodes.map((node) => node.trace.seq),
    given: world.givenInputs(),
    frontier: frontierOf(run),
    hash: undefined,
    left: now,
    checkpoints: new Checkpoints(),
    density: parent === undefined ? new Density() : parent.density.until(now.nowUs, world.events),
    marks: parent?.marks.filter(({ atUs }) => atUs <= now.nowUs) ?? [],
  };
}

export function frontierOf(run: Run): Frontier {
  return {
    ...momentOf(run),
    events: run.world.events,
    domainCount: run.domain.count,
    notes: run.notes.length,
    violated: run.checks.firstViolation !== undefined,
  };
}

/** From the branch up to the first one. */
export function lineOf(branch: Branch): readonly Branch[] {
  const line: Branch[] = [];
  for (let at: Branch | undefined = branch; at !== undefined; at = at.parent) line.push(at);
  return line;
}

/**
 * Per node the newest event that lies in the past of both branches; undefined when they are the same, where the
 * earlier of two moments decides.
 */
export function commonSeqs(a: Branch, b: Branch): readonly number[] | undefined {
  if (a === b) return undefined;
  const ofA = lineOf(a);
  const ofB = lineOf(b);
  const shared = ofA.find((branch) => ofB.includes(branch));
  const leaving = [ofA, ofB].flatMap((line) => {
    const first = line[line.indexOf(shared as Branch) - 1];
    return first === undefined ? [] : [first.forkSeqs];
  });
  const [one = [], other = one] = leaving;
  return one.map((seq, node) => Math.min(seq, other[node] ?? seq));
}
