/**
 * Which lines there are: one per node, or the most active processes beside a line per node for everything else there.
 *
 * Invariant: lines stand grouped by node, a node's own line first, its processes by age.
 */

import { EVENT_KIND, type Node, type World } from "../../sim/index.ts";
import type { SpacetimeLine, SpacetimeMode } from "../spacetime-assigns.ts";
import { findBySerial } from "./process-facts.ts";
import type { SpacetimeWindow } from "./spacetime-window.ts";

export interface LinePlan {
  readonly mode: SpacetimeMode;
  readonly lines: readonly SpacetimeLine[];
  /** Line of a process; serial 0 is the node itself. */
  lineOf(node: number, serial: number): number;
}

export interface LineWish {
  readonly mode: SpacetimeMode;
  /** Lines there is room for. */
  readonly room: number;
  /** A process that shall have a line of its own, if it took part in anything. */
  readonly favourite: { readonly node: number; readonly serial: number } | undefined;
}

/** A process that has a line keeps it against one that is less than so much more active. */
const LOYALTY = 1.5;
const SERIALS = 2 ** 32;

export function planLines(
  world: World,
  window: SpacetimeWindow,
  wish: LineWish,
  before: LinePlan | undefined,
): LinePlan {
  const { nodes } = world;
  if (wish.mode === "nodes") {
    if (before?.mode === "nodes" && before.lines.length === nodes.length) return before;
    return { mode: "nodes", lines: nodes.map(nodeLine), lineOf: (node) => node };
  }
  const chosen = mostActive(window, nodes.length, wish, before);
  const lines: SpacetimeLine[] = [];
  const place = new Map<number, number>();
  for (const node of nodes) {
    place.set(node.index * SERIALS, lines.length);
    lines.push(nodeLine(node));
    for (const serial of chosen.get(node.index) ?? []) {
      place.set(node.index * SERIALS + serial, lines.length);
      lines.push(processLine(node, serial, window));
    }
  }
  if (before !== undefined && isSame(before.lines, lines)) return before;
  const lineOf = (node: number, serial: number) =>
    place.get(node * SERIALS + serial) ?? place.get(node * SERIALS) ?? 0;
  return { mode: "processes", lines, lineOf };
}

/** Serials of the processes with lines, by node, oldest first. */
function mostActive(
  window: SpacetimeWindow,
  nodeCount: number,
  { room, favourite }: LineWish,
  before: LinePlan | undefined,
): Map<number, number[]> {
  const activity = new Map<number, number>();
  for (let at = window.from; at < window.to; at++) {
    const record = window.eventAt(at)?.record;
    if (record === undefined || record.actor === 0) continue;
    const key = record.node * SERIALS + record.actor;
    activity.set(key, (activity.get(key) ?? 0) + 1);
  }
  const worth = (key: number, count: number): number => {
    if (favourite !== undefined && key === favourite.node * SERIALS + favourite.serial)
      return Number.POSITIVE_INFINITY;
    const node = Math.floor(key / SERIALS);
    const hasLine =
      before?.mode === "processes" && before.lineOf(node, key % SERIALS) !== before.lineOf(node, 0);
    return hasLine ? count * LOYALTY : count;
  };
  const ranked = Array.from(activity, ([key, count]) => ({ key, worth: worth(key, count) }));
  ranked.sort((a, b) => (a.worth === b.worth ? a.key - b.key : b.worth - a.worth));
  const chosen = new Map<number, number[]>();
  for (const { key } of ranked.slice(0, Math.max(1, room - nodeCount))) {
    const node = Math.floor(key / SERIALS);
    chosen.set(node, [...(chosen.get(node) ?? []), key % SERIALS]);
  }
  for (const serials of chosen.values()) serials.sort((a, b) => a - b);
  return chosen;
}

function nodeLine(node: Node): SpacetimeLine {
  return { id: node.name, node: node.name, label: node.name, isNode: true };
}

function processLine(node: Node, serial: number, window: SpacetimeWindow): SpacetimeLine {
  const id = `<${node.name}.${serial}>`;
  const label = findBySerial(node, serial)?.label ?? labelAtBirth(node, serial, window) ?? id;
  return { id, node: node.name, label, isNode: false };
}

/** The label of a process that has died, when its birth is still kept. */
function labelAtBirth(node: Node, serial: number, window: SpacetimeWindow): string | undefined {
  for (let at = window.from; at < window.to; at++) {
    const record = window.eventAt(at)?.record;
    if (record?.kind !== EVENT_KIND.spawned || record.node !== node.index || record.actor !== serial)
      continue;
    return typeof record.payload === "string" ? record.payload : undefined;
  }
  return undefined;
}

function isSame(a: readonly SpacetimeLine[], b: readonly SpacetimeLine[]): boolean {
  return a.length === b.length && a.every(({ id }, i) => id === b[i]?.id);
}
