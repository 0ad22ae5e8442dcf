/**
 * Islands: groups of nodes that can still reach each other while the network is cut.
 *
 * A node that is down is not part of any island: it is drawn as down, and calling it "an island of its own" would
 * tell a crash as a partition. With one island or none there is nothing to outline.
 */
import type { StageAssigns } from "../../../view/index.ts";
import { aroundCircle, convexHull, roundedPath } from "./hull.ts";
import { type Box, boxesOverlap, boxInside, type Point } from "./plane.ts";
import { labelHeight, type RingLayout } from "./ring-layout.ts";

export interface Island {
  /** "A", "B" … in the order in which the islands' first nodes stand on the ring. */
  readonly letter: string;
  readonly members: readonly string[];
  /** "island A: n1 n2". */
  readonly caption: string;
}

export interface IslandShape extends Island {
  readonly path: string;
  /** Middle of the caption. */
  readonly captionAt: Point;
}

const CAPTION_HEIGHT = 18;
const CHARACTER_WIDTH = 6.6;
const LABEL_HALF_WIDTH = 62;
const CORNER_RADIUS = 30;
/** Space between a node's text and the outline, on which the caption sits. */
const CAPTION_GAP = 14;
const EDGE = 2;

/** The islands of a partitioned cluster, or an empty list when the running nodes form one whole. */
export function findIslands(stage: Pick<StageAssigns, "order" | "nodes">): readonly Island[] {
  const groups = new Map<number, string[]>();
  for (const id of stage.order) {
    const node = stage.nodes[id];
    if (node === undefined || node.status === "down") continue;
    const group = groups.get(node.island);
    if (group === undefined) groups.set(node.island, [id]);
    else group.push(id);
  }
  if (groups.size < 2) return [];
  return [...groups.values()].map((members, index) => {
    const letter = letterOf(index);
    return { letter, members, caption: `island ${letter}: ${listed(members)}` };
  });
}

/** Outline and caption place of each island on this ring. */
export function shapeIslands(
  islands: readonly Island[],
  order: readonly string[],
  ring: RingLayout,
): readonly IslandShape[] {
  const taken: Box[] = [];
  return islands.map((island) => {
    const corners = convexHull(island.members.flatMap((id) => extentOf(order.indexOf(id), ring)));
    const captionAt = placeCaption(island.caption, corners, ring, taken);
    taken.push(captionBox(island.caption, captionAt));
    return { ...island, path: roundedPath(corners, CORNER_RADIUS), captionAt };
  });
}

/** Everything of one node that the outline must hold: its circle and its text. */
function extentOf(index: number, ring: RingLayout): readonly Point[] {
  const centre = ring.points[index];
  if (centre === undefined) return [];
  const pad = 4 + ring.nodeRadius * 0.08;
  const circle = aroundCircle(centre, ring.nodeRadius + pad);
  if (ring.detail === "dot") return circle;
  const side = ring.labelSides[index] === "above" ? -1 : 1;
  const y = centre.y + side * (ring.nodeRadius + labelHeight(ring.detail) + CAPTION_GAP);
  const half = ring.detail === "processes" ? LABEL_HALF_WIDTH : ring.nodeRadius;
  const x = centre.x + (ring.labelShifts[index] ?? 0);
  const left = Math.max(EDGE, x - half);
  const right = Math.min(ring.size.width - EDGE, x + half);
  return [...circle, { x: left, y }, { x: right, y }];
}

/** On the outline's outer side where there is room, else on the other side. */
function placeCaption(
  caption: string,
  corners: readonly Point[],
  ring: RingLayout,
  taken: readonly Box[],
): Point {
  const top = Math.min(...corners.map((corner) => corner.y));
  const bottom = Math.max(...corners.map((corner) => corner.y));
  const isUpper = (top + bottom) / 2 <= ring.centre.y;
  const outer = isUpper ? top : bottom;
  const inner = isUpper ? bottom : top;
  const room: Box = { x: 0, y: 0, width: ring.size.width, height: ring.size.height };
  for (const y of [outer, inner]) {
    const point = within(room, { x: middleAt(corners, y), y }, caption);
    const box = captionBox(caption, point);
    if (boxInside(box, room) && !taken.some((other) => boxesOverlap(box, other))) return point;
  }
  return within(room, { x: middleAt(corners, outer), y: outer }, caption);
}

/** Middle of the outline's part near this height. */
function middleAt(corners: readonly Point[], y: number): number {
  const near = corners.filter((corner) => Math.abs(corner.y - y) < 2).map((corner) => corner.x);
  return near.length === 0 ? 0 : (Math.min(...near) + Math.max(...near)) / 2;
}

function within(room: Box, point: Point, caption: string): Point {
  const half = (caption.length * CHARACTER_WIDTH) / 2 + 8;
  const low = CAPTION_HEIGHT / 2 + 1;
  return {
    x: half * 2 > room.width ? room.width / 2 : Math.min(room.width - half, Math.max(half, point.x)),
    y: Math.min(room.height - low, Math.max(low, point.y)),
  };
}

function captionBox(caption: string, at: Point): Box {
  const width = caption.length * CHARACTER_WIDTH + 12;
  return { x: at.x - width / 2, y: at.y - CAPTION_HEIGHT / 2, width, height: CAPTION_HEIGHT };
}

/** Long lists are cut: the list twin names every member. */
function listed(members: readonly string[]): string {
  return members.length <= 6 ? members.join(" ") : `${members.slice(0, 5).join(" ")} +${members.length - 5}`;
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}
