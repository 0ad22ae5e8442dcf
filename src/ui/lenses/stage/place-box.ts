/**
 * Finds room for a small box (the invitation, a hover text) beside a round thing on the stage: near it, inside the
 * room, over as little else as possible.
 *
 * Invariant: the result lies inside the room whenever the room is large enough for it.
 */
import type { Box, Point } from "./plane.ts";
import type { Size } from "./ring-layout.ts";

export interface Disc {
  readonly centre: Point;
  readonly radius: number;
}

export interface PlacingScene {
  readonly room: Size;
  readonly centre: Point;
  readonly discs: readonly Disc[];
  readonly boxes: readonly Box[];
}

/** The first candidates, right and left, are where a reader looks; any other place costs a little. */
const SIDES = 2;
const UNUSUAL = 40;
/** Clear space between a thing's halo and the box. */
const GAP = 17;
const DIRECTIONS = 24;
/** Kept free at the edge of the room where there is space. */
const EDGE = 6;

/** Top left corner for a box of `size` beside `anchor`. */
export function placeBox(anchor: Disc, size: Size, scene: PlacingScene): Point {
  let best: Point = { x: 0, y: 0 };
  let bestCost = Number.POSITIVE_INFINITY;
  candidates(anchor, size, scene.centre).forEach((middle, preference) => {
    const box = clamp(middle, size, scene.room);
    const moved = Math.hypot(box.x + size.width / 2 - middle.x, box.y + size.height / 2 - middle.y);
    const away = Math.hypot(middle.x - anchor.centre.x, middle.y - anchor.centre.y);
    const isSide = preference < SIDES;
    const cost =
      covered(box, scene) + discCover(box, anchor) * 3 + (moved + away) * 0.3 + (isSide ? 0 : UNUSUAL);
    if (cost < bestCost - 1e-9) {
      bestCost = cost;
      best = { x: box.x, y: box.y };
    }
  });
  return best;
}

/** Middles to try, the preferred first: right, left, inwards, then all round, near before far. */
function candidates(anchor: Disc, size: Size, centre: Point): readonly Point[] {
  const { x, y } = anchor.centre;
  const gap = anchor.radius + GAP;
  const inward = Math.atan2(centre.y - y, centre.x - x);
  const at = (angle: number, more: number): Point => {
    const unit = { x: Math.cos(angle), y: Math.sin(angle) };
    const reach = gap + more + (Math.abs(unit.x) * size.width + Math.abs(unit.y) * size.height) / 2;
    return { x: x + unit.x * reach, y: y + unit.y * reach };
  };
  const round = Array.from({ length: DIRECTIONS }, (_, i) => (2 * Math.PI * i) / DIRECTIONS);
  const steps = [0, 16, 32, 64, 96, 128, 160];
  return [
    at(0, 0),
    at(Math.PI, 0),
    ...steps.map((more) => at(inward, more)),
    ...steps.flatMap((more) => round.map((angle) => at(angle, more))),
  ];
}

function clamp(middle: Point, size: Size, room: Size): Box {
  const x = Math.max(0, Math.min(room.width - size.width - EDGE, Math.max(EDGE, middle.x - size.width / 2)));
  const y = Math.max(
    0,
    Math.min(room.height - size.height - EDGE, Math.max(EDGE, middle.y - size.height / 2)),
  );
  return { x, y, width: size.width, height: size.height };
}

function covered(box: Box, scene: PlacingScene): number {
  const discs = scene.discs.reduce((sum, disc) => sum + discCover(box, disc), 0);
  return scene.boxes.reduce((sum, other) => sum + overlap(box, other), discs);
}

/** How deep the box reaches into a disc, weighed by the disc's width: 0 when it stays outside. */
function discCover(box: Box, disc: Disc): number {
  const nearX = Math.max(box.x, Math.min(disc.centre.x, box.x + box.width));
  const nearY = Math.max(box.y, Math.min(disc.centre.y, box.y + box.height));
  const away = Math.hypot(nearX - disc.centre.x, nearY - disc.centre.y);
  return Math.max(0, disc.radius + 4 - away) * 2 * disc.radius;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
