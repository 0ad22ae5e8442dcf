/**
 * The plane of the stage: points, segments, and the three questions asked about them.
 *
 * Why its own file: cutting links, clicking a link and drawing islands all need the same few lines of geometry, and
 * each of them must agree with the others about what "crosses" means.
 *
 * Invariant: touching counts as crossing, so a line drawn exactly through a node's end of a link cuts that link.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Segment {
  readonly a: Point;
  readonly b: Point;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Twice the signed area of the triangle a, b, c: positive when c lies to the left of a → b (y upwards). */
export function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Whether two segments share at least one point. */
export function segmentsCross(p: Segment, q: Segment): boolean {
  const a = Math.sign(turn(p.a, p.b, q.a));
  const b = Math.sign(turn(p.a, p.b, q.b));
  const c = Math.sign(turn(q.a, q.b, p.a));
  const d = Math.sign(turn(q.a, q.b, p.b));
  if (a !== b && c !== d) return true;
  return (
    (a === 0 && withinBounds(p, q.a)) ||
    (b === 0 && withinBounds(p, q.b)) ||
    (c === 0 && withinBounds(q, p.a)) ||
    (d === 0 && withinBounds(q, p.b))
  );
}

/** Distance from a point to the nearest point of a segment. */
export function distanceToSegment(point: Point, segment: Segment): number {
  const dx = segment.b.x - segment.a.x;
  const dy = segment.b.y - segment.a.y;
  const lengthSquared = dx * dx + dy * dy;
  const along = (point.x - segment.a.x) * dx + (point.y - segment.a.y) * dy;
  const share = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, along / lengthSquared));
  return distance(point, { x: segment.a.x + share * dx, y: segment.a.y + share * dy });
}

/** Distance between two points. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** The point at `share` of the way from a to b. */
export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** Whether two boxes share area. */
export function boxesOverlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a box lies wholly inside another. */
export function boxInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function withinBounds(segment: Segment, point: Point): boolean {
  return (
    point.x >= Math.min(segment.a.x, segment.b.x) &&
    point.x <= Math.max(segment.a.x, segment.b.x) &&
    point.y >= Math.min(segment.a.y, segment.b.y) &&
    point.y <= Math.max(segment.a.y, segment.b.y)
  );
}
