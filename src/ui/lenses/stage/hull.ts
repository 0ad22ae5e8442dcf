/**
 * The outline round an island: convex hull of everything that belongs to its nodes, with rounded corners.
 *
 * Source of the algorithm: Andrew's monotone chain (1979), O(n log n).
 * Invariants (hull.test.ts): every point lies inside or on the hull; the hull of the hull is the hull.
 */
import { between, distance, type Point, turn } from "./plane.ts";

/** Corners of the convex hull, in one turning direction, without repeats and without points on straight edges. */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const lower = chain(sorted);
  const upper = chain([...sorted].reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** Corners of a regular polygon that wraps a circle: the points whose hull stands for the circle. */
export function aroundCircle(centre: Point, radius: number, corners = 16): readonly Point[] {
  const reach = radius / Math.cos(Math.PI / corners);
  return Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * (corner + 0.5)) / corners;
    return { x: centre.x + reach * Math.cos(angle), y: centre.y + reach * Math.sin(angle) };
  });
}

/** SVG path of a closed polygon whose corners are rounded by at most `radius` (never past an edge's middle). */
export function roundedPath(corners: readonly Point[], radius: number): string {
  if (corners.length < 3) return "";
  const parts: string[] = [];
  corners.forEach((corner, index) => {
    const before = corners[(index + corners.length - 1) % corners.length] ?? corner;
    const after = corners[(index + 1) % corners.length] ?? corner;
    const enter = towards(corner, before, radius);
    const leave = towards(corner, after, radius);
    parts.push(`${index === 0 ? "M" : "L"}${text(enter)}Q${text(corner)} ${text(leave)}`);
  });
  return `${parts.join("")}Z`;
}

function chain(sorted: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of sorted) {
    while (kept.length >= 2 && turn(kept.at(-2) ?? point, kept.at(-1) ?? point, point) <= 0) kept.pop();
    kept.push(point);
  }
  return kept;
}

function towards(from: Point, to: Point, radius: number): Point {
  const length = distance(from, to);
  return length === 0 ? from : between(from, to, Math.min(0.5, radius / length));
}

function text(point: Point): string {
  return `${Math.round(point.x * 10) / 10} ${Math.round(point.y * 10) / 10}`;
}
