/**
 * What a line drawn across the stage cuts, and how to say it to the worker.
 *
 * Why not simply one action per link: a line that separates the cluster into two parts *is* a partition, and one
 * journal entry "partition n4 n5" reads better, undoes in one step and stays right for every link between the parts.
 *
 * Invariant: the actions cut exactly the links that the line crosses, no more and no fewer.
 */
import type { Action, StageAssigns, StageLink } from "../../../view/index.ts";
import { distanceToSegment, type Point, type Segment, segmentsCross } from "./plane.ts";
import type { RingLayout } from "./ring-layout.ts";

type Cluster = Pick<StageAssigns, "order" | "links">;

/** Where each node stands, by id. */
export function placesOf(order: readonly string[], ring: RingLayout): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>();
  order.forEach((id, index) => {
    const point = ring.points[index];
    if (point !== undefined) places.set(id, point);
  });
  return places;
}

/** Uncut links that the line crosses, in the order of the assigns. */
export function crossedLinks(
  line: Segment,
  cluster: Cluster,
  places: ReadonlyMap<string, Point>,
): readonly string[] {
  return linksOf(cluster)
    .filter((link) => !link.cut)
    .filter((link) => {
      const segment = segmentOf(link, places);
      return segment !== null && segmentsCross(line, segment);
    })
    .map((link) => link.id);
}

/** The link nearest to a point within `reach` pixels, or null. */
export function linkAt(
  point: Point,
  cluster: Cluster,
  places: ReadonlyMap<string, Point>,
  reach: number,
): string | null {
  let nearest: string | null = null;
  let best = reach;
  for (const link of linksOf(cluster)) {
    const segment = segmentOf(link, places);
    if (segment === null) continue;
    const away = distanceToSegment(point, segment);
    if (away <= best) {
      best = away;
      nearest = link.id;
    }
  }
  return nearest;
}

/** The fewest actions that cut exactly these links: one partition where they separate the cluster, else one per link. */
export function cutActions(crossed: readonly string[], cluster: Cluster): readonly Action[] {
  const group = partitionGroup(crossed, cluster);
  const first = group?.[0];
  if (group !== null && first !== undefined) return [{ kind: "partition", target: first, group }];
  return crossed.map((target) => ({ kind: "cut_link", target }));
}

/**
 * The smaller of two groups of nodes such that the crossed links are all the uncut links between them;
 * null when the crossed links do not part the cluster in two.
 */
export function partitionGroup(crossed: readonly string[], cluster: Cluster): readonly string[] | null {
  if (crossed.length < 2) return null;
  const cutting = new Set(crossed);
  const left = linksOf(cluster).filter((link) => !link.cut && !cutting.has(link.id));
  const first = cluster.links[crossed[0] ?? ""];
  if (first === undefined) return null;
  const near = reachable(first.from, left);
  const isParted = crossed.every((id) => {
    const link = cluster.links[id];
    return link !== undefined && near.has(link.from) !== near.has(link.to);
  });
  if (!isParted) return null;
  const inside = cluster.order.filter((id) => near.has(id));
  const outside = cluster.order.filter((id) => !near.has(id));
  return inside.length <= outside.length ? inside : outside;
}

/** The line of a link between the centres of its nodes. */
export function segmentOf(link: StageLink, places: ReadonlyMap<string, Point>): Segment | null {
  const a = places.get(link.from);
  const b = places.get(link.to);
  return a === undefined || b === undefined ? null : { a, b };
}

function linksOf(cluster: Cluster): readonly StageLink[] {
  return Object.values(cluster.links);
}

function reachable(start: string, links: readonly StageLink[]): ReadonlySet<string> {
  const seen = new Set([start]);
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const link of links) {
      const next = link.from === id ? link.to : link.to === id ? link.from : null;
      if (next !== null && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}
