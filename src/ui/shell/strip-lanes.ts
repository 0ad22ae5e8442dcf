/**
 * The other branches as lanes below the open one: where each leaves what is open, and which are drawn.
 *
 * Invariants
 * - A lane begins where its story and that of the open branch part, which is not always its own fork: seen from a
 *   branch, `main` goes on alone from where the branch left it.
 * - At most `lanesMax` lanes, the youngest branches; the others are counted, and all stand in the menu.
 */
import type { TimelineAssigns } from "../../view/index.ts";

type Branches = TimelineAssigns["branches"];

export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly fromUs: number;
  readonly toUs: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Branches for which there is no lane. */
  readonly more: number;
}

/** Pixels from the top of the strip. Lanes follow below the body, one under the other; the style sheet agrees. */
export const STRIP = {
  aboveY: 9,
  baseY: 24,
  belowY: 31,
  tickTextY: 46,
  bodyHeight: 49,
  laneHeight: 15,
} as const;

/** Middle of a lane. */
export function laneY(at: number): number {
  return STRIP.bodyHeight + (at + 0.5) * STRIP.laneHeight;
}

export function layLanes(timeline: TimelineAssigns, lanesMax: number): Lanes {
  const { branch, branches, branchOrder } = timeline;
  const others = branchOrder.filter((id) => id !== branch && branches[id] !== undefined);
  const shown = others.slice(Math.max(0, others.length - lanesMax));
  const lanes = shown.map((id): Lane => {
    const { name = id, frontierUs: toUs = 0 } = branches[id] ?? {};
    return { id, name, fromUs: Math.min(toUs, partingUs(branches, branch, id)), toUs };
  });
  return { lanes, more: others.length - lanes.length };
}

/** The moment up to which two branches share one story. */
export function partingUs(branches: Branches, one: string, other: string): number {
  const path = pathOf(branches, one);
  const otherPath = pathOf(branches, other);
  let depth = 0;
  while (depth < path.length && path[depth] === otherPath[depth]) depth++;
  const leaves = [path[depth], otherPath[depth]].map((id) =>
    id === undefined ? Number.POSITIVE_INFINITY : (branches[id]?.forkUs ?? 0),
  );
  return Math.min(...leaves);
}

/** A branch with its ancestors, the first one first. Bounded, should the parents ever form a ring. */
function pathOf(branches: Branches, id: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null && !path.includes(at); at = branches[at]?.parent ?? null)
    path.push(at);
  return path.reverse();
}
