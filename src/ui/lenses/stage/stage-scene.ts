/**
 * All that the picture is composed of, worked out from the assigns and the room: one pure step between data and
 * elements. Parts that do not depend on the ever-changing fields keep their identity between frames.
 */
import { useMemo } from "react";
import type { StageAssigns } from "../../../view/index.ts";
import { placesOf } from "./cutting.ts";
import { findIslands, type IslandShape, shapeIslands } from "./islands.ts";
import { type DrawnSlots, drawnSlots } from "./node-slots.ts";
import { type Disc, placeBox } from "./place-box.ts";
import { type Box, between, type Point, type Segment } from "./plane.ts";
import { labelHeight, layoutRing, type RingLayout, type Size } from "./ring-layout.ts";

export interface StageScene {
  readonly ring: RingLayout;
  readonly places: ReadonlyMap<string, Point>;
  readonly islands: readonly IslandShape[];
  /** Letter of each node's island; empty without a partition. */
  readonly islandOf: ReadonlyMap<string, string>;
}

export function useStageScene(stage: StageAssigns, size: Size): StageScene {
  const { order } = stage;
  const count = order.length;
  const { width, height } = size;
  const ring = useMemo(() => layoutRing({ width, height }, count), [width, height, count]);
  const places = useMemo(() => placesOf(order, ring), [order, ring]);
  const found = findIslands(stage);
  const key = found.map((island) => island.members.join(" ")).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `found`, which is made anew every frame.
  const islands = useMemo(() => shapeIslands(found, order, ring), [key, order, ring]);
  const islandOf = useMemo(
    () => new Map(islands.flatMap((island) => island.members.map((id) => [id, island.letter] as const))),
    [islands],
  );
  return useMemo(() => ({ ring, places, islands, islandOf }), [ring, places, islands, islandOf]);
}

/** The disc on the stage that stands for a thing: a node, a process inside it, or the middle of a link. */
export function discOf(id: string, stage: StageAssigns, scene: StageScene): Disc | null {
  const { places, ring } = scene;
  const node = places.get(id);
  if (node !== undefined) return { centre: node, radius: ring.nodeRadius };
  const link = stage.links[id];
  if (link !== undefined) {
    const a = places.get(link.from);
    const b = places.get(link.to);
    return a === undefined || b === undefined ? null : { centre: between(a, b, 0.5), radius: 4 };
  }
  for (const owner of stage.order) {
    const home = places.get(owner);
    const data = stage.nodes[owner];
    if (home === undefined || data === undefined) continue;
    const slots = drawnSlots(data, ring.nodeRadius, id);
    const place = slots.places.find((candidate) => candidate.pid === id);
    if (place !== undefined) {
      return { centre: { x: home.x + place.at.x, y: home.y + place.at.y }, radius: slots.glyphRadius };
    }
  }
  return null;
}

/** Top left corner for a box beside a disc, clear of nodes, their texts and island captions. */
export function boxBeside(
  disc: Disc,
  size: Size,
  scene: StageScene,
  inside: DrawnSlots | null = null,
): Point {
  const { ring, islands } = scene;
  const boxes: Box[] = ring.points.map((point, index) => labelBox(point, index, ring));
  for (const island of islands) {
    const width = island.caption.length * 7;
    boxes.push({ x: island.captionAt.x - width / 2, y: island.captionAt.y - 10, width, height: 20 });
  }
  const home = ring.points[0];
  if (inside?.tree != null && home !== undefined) {
    // A node that has the stage to itself is no obstacle: its processes and their names are.
    const radius = inside.glyphRadius;
    const discs = inside.places.map(({ at }) => ({ centre: { x: home.x + at.x, y: home.y + at.y }, radius }));
    for (const { centre } of discs) {
      const x = centre.x - 2 * radius;
      // Its name below, its stem above.
      boxes.push({ x, y: centre.y + radius, width: 4 * radius, height: 2 * NAME_HEIGHT });
      boxes.push({ x, y: centre.y - 5 * radius, width: 4 * radius, height: 4 * radius });
    }
    return placeBox(disc, size, { room: ring.size, centre: ring.centre, discs, boxes });
  }
  const discs = ring.points.map((centre) => ({ centre, radius: ring.nodeRadius + 8 }));
  return placeBox(disc, size, { room: ring.size, centre: ring.centre, discs, boxes });
}

const NAME_HEIGHT = 15;

/** What is drawn inside a node that has the stage to itself; null when there are several. */
export function aloneSlots(stage: StageAssigns, scene: StageScene): DrawnSlots | null {
  const [id, ...others] = stage.order;
  const node = id === undefined || others.length > 0 ? undefined : stage.nodes[id];
  return node === undefined ? null : drawnSlots(node, scene.ring.nodeRadius, null);
}

/** Whether a line runs through the text beside a node: a tie that does so is better left out. */
export function crossesLabel(line: Segment, id: string, stage: StageAssigns, scene: StageScene): boolean {
  const index = stage.order.indexOf(id);
  const point = scene.ring.points[index];
  if (point === undefined) return false;
  const box = labelBox(point, index, scene.ring);
  const along = [0, 0.25, 0.5, 0.75, 1].map((share) => between(line.a, line.b, share));
  return along.some(
    ({ x, y }) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
  );
}

function labelBox(point: Point, index: number, ring: RingLayout): Box {
  const height = labelHeight(ring.detail);
  const half = ring.detail === "processes" ? 62 : ring.nodeRadius;
  const isAbove = ring.labelSides[index] === "above";
  const y = isAbove ? point.y - ring.nodeRadius - height : point.y + ring.nodeRadius;
  return { x: point.x + (ring.labelShifts[index] ?? 0) - half, y, width: 2 * half, height };
}
