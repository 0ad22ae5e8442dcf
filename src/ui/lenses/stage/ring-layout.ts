/**
 * Where the nodes stand: on an ellipse that fits the container, first node on top, equal steps along the line.
 *
 * Why an ellipse and not a circle: a phone is tall and a lens is wide; the ring follows the room it gets, so that
 * nodes stay as large as possible. Positions depend only on the size and the number of nodes, never on the state of
 * the run: a node that crashes or changes role stays where the eye left it.
 *
 * Invariants (ring-layout.test.ts)
 * - No two nodes touch; every node with its label lies inside the container.
 * - The same size and count always give the same layout.
 */
import { distance, distanceToSegment, type Point } from "./plane.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much of a node can be drawn: processes one by one, their number only, or a plain dot. */
export type NodeDetail = "processes" | "count" | "dot";

export interface RingLayout {
  readonly size: Size;
  readonly centre: Point;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly nodeRadius: number;
  readonly detail: NodeDetail;
  /** Centre of each node, in node order. */
  readonly points: readonly Point[];
  /** Side of each node on which its text stands: away from the middle, where the messages fly. */
  readonly labelSides: readonly LabelSide[];
  /** How far the text stands aside from its node: in a tall room, away from the steep links above. */
  readonly labelShifts: readonly number[];
  /** Unit vector of each node away from the ring's middle. */
  readonly outwards: readonly Point[];
}

export type LabelSide = "above" | "below";

const NODE_RADIUS_MAX = 84;
const NODE_RADIUS_MIN = 7;
const ALONE_RADIUS_MAX = 320;
/** Below this radius process glyphs would be smaller than a 24 px target allows. */
const PROCESSES_RADIUS_MIN = 46;
const COUNT_RADIUS_MIN = 18;
/** Half the width of the longest usual label, "term 12 · commit 4 321". */
const LABEL_HALF_WIDTH = 66;
const MARGIN = 10;
/** Room for an island's outline and its caption beyond the labels. */
const ISLAND_MARGIN = 30;
const ASPECT_MAX = 1.75;
/** The ring is at least this much wider than a node, so that links have a middle in which to be seen. */
const RING_TO_NODE_MIN = 1.95;
const LABEL_SHIFT = 12;
const FITTING_PASSES = 3;
const MESH_RADIUS = 54;
const LINK_CLEARANCE = 12;
/** Room for a short name beside a small node. */
const NAME_WIDTH = 34;
const STEPS = 360;

/** Height of the text beside a node of this detail, in CSS pixels. */
export function labelHeight(detail: NodeDetail): number {
  return detail === "processes" ? 42 : detail === "count" ? 22 : 16;
}

/** The largest nodes that fit: bisection over the radius, because room shrinks as nodes grow. */
export function layoutRing(size: Size, count: number): RingLayout {
  if (count === 1) return aloneIn(size);
  let low = NODE_RADIUS_MIN;
  let high = NODE_RADIUS_MAX;
  if (fits(size, count, high)) return ringWith(size, count, high);
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (fits(size, count, middle)) low = middle;
    else high = middle;
  }
  return ringWith(size, count, Math.floor(low * 2) / 2);
}

/** A node without others takes the whole room; its text stands above it. */
function aloneIn(size: Size): RingLayout {
  const across = size.width / 2 - 2 * MARGIN;
  const down = (size.height - labelHeight("processes")) / 2 - 2 * MARGIN;
  const nodeRadius = Math.round(
    Math.min(ALONE_RADIUS_MAX, Math.max(NODE_RADIUS_MIN, Math.min(across, down))),
  );
  const label = labelHeight(detailOf(nodeRadius));
  const centre = { x: size.width / 2, y: (size.height + label) / 2 };
  return {
    size,
    centre,
    radiusX: 0,
    radiusY: 0,
    nodeRadius,
    detail: detailOf(nodeRadius),
    points: [centre],
    labelSides: ["above"],
    labelShifts: [0],
    outwards: [{ x: 0, y: -1 }],
  };
}

/** How much can be drawn of a node of this radius. */
export function detailOf(nodeRadius: number): NodeDetail {
  if (nodeRadius >= PROCESSES_RADIUS_MIN) return "processes";
  return nodeRadius >= COUNT_RADIUS_MIN ? "count" : "dot";
}

interface Ring {
  readonly radiusX: number;
  readonly radiusY: number;
  /** Ellipse's centre relative to the room's centre. */
  readonly shiftY: number;
  /** Node centres relative to the ellipse's centre. */
  readonly offsets: readonly Point[];
}

function fits(size: Size, count: number, nodeRadius: number): boolean {
  const ring = ringFor(size, count, nodeRadius);
  if (Math.min(ring.radiusX, ring.radiusY) < nodeRadius * (count > 2 ? RING_TO_NODE_MIN : 1.25)) return false;
  const room = 2 * nodeRadius + Math.max(4, nodeRadius * 0.5);
  return (
    ring.offsets.every((point, index) => {
      const next = ring.offsets[(index + 1) % count];
      return next === undefined || count < 2 || distance(point, next) >= room;
    }) && linksPassBeside(ring.offsets, nodeRadius)
  );
}

/**
 * Large nodes shrink until the link between a node's two neighbours passes clear of it; below MESH_RADIUS they keep
 * their size, because seeing the processes is worth more (the link then passes under the node).
 */
function linksPassBeside(offsets: readonly Point[], nodeRadius: number): boolean {
  const count = offsets.length;
  if (count < 4 || nodeRadius <= MESH_RADIUS) return true;
  return offsets.every((point, index) => {
    const before = offsets[(index + count - 1) % count];
    const after = offsets[(index + 1) % count];
    if (before === undefined || after === undefined) return true;
    return distanceToSegment(point, { a: before, b: after }) >= nodeRadius + LINK_CLEARANCE;
  });
}

function ringWith(size: Size, count: number, nodeRadius: number): RingLayout {
  const ring = ringFor(size, count, nodeRadius);
  const centre = { x: size.width / 2, y: size.height / 2 + ring.shiftY };
  const isTall = ring.radiusY > ring.radiusX;
  return {
    size,
    centre,
    radiusX: ring.radiusX,
    radiusY: ring.radiusY,
    nodeRadius,
    detail: detailOf(nodeRadius),
    points: ring.offsets.map((offset) => ({ x: centre.x + offset.x, y: centre.y + offset.y })),
    labelSides: ring.offsets.map((offset) => (offset.y <= ring.radiusY * 0.05 ? "above" : "below")),
    labelShifts: ring.offsets.map((offset) =>
      isTall && Math.abs(offset.x) > ring.radiusX * 0.8 ? Math.sign(offset.x) * LABEL_SHIFT : 0,
    ),
    outwards: ring.offsets.map(unit),
  };
}

/** The ellipse whose points, not whose outline, fill the room: a pentagon does not reach its circle's bottom. */
function ringFor(size: Size, count: number, nodeRadius: number): Ring {
  const half = roomFor(size, nodeRadius);
  const start = startAngle(size, count);
  let radius = limitAspect(half);
  for (let pass = 0; pass < FITTING_PASSES; pass++) {
    const reach = extentOf(placeOnEllipse(radius, count, start));
    radius = limitAspect({
      x: reach.x === 0 ? radius.x : (radius.x * half.x) / reach.x,
      y: reach.height === 0 ? radius.y : (radius.y * 2 * half.y) / reach.height,
    });
  }
  const offsets = placeOnEllipse(radius, count, start);
  const reach = extentOf(offsets);
  const scaleX = Math.min(1, reach.x === 0 ? 1 : half.x / reach.x);
  const scaleY = Math.min(1, reach.height === 0 ? 1 : (2 * half.y) / reach.height);
  return {
    radiusX: radius.x * scaleX,
    radiusY: radius.y * scaleY,
    shiftY: -reach.middleY * scaleY,
    offsets: offsets.map((offset) => ({ x: offset.x * scaleX, y: offset.y * scaleY })),
  };
}

/** Half the room that node centres may take, leaving nodes, labels and island captions inside. */
function roomFor(size: Size, nodeRadius: number): Point {
  const detail = detailOf(nodeRadius);
  const halfWidth = detail === "processes" ? Math.max(nodeRadius, LABEL_HALF_WIDTH) : nodeRadius + NAME_WIDTH;
  return {
    x: Math.max(1, size.width / 2 - halfWidth - MARGIN),
    y: Math.max(1, size.height / 2 - nodeRadius - labelHeight(detail) - ISLAND_MARGIN),
  };
}

function limitAspect(half: Point): Point {
  return { x: Math.min(half.x, half.y * ASPECT_MAX), y: Math.min(half.y, half.x * ASPECT_MAX) };
}

function extentOf(points: readonly Point[]): {
  readonly x: number;
  readonly height: number;
  readonly middleY: number;
} {
  const top = Math.min(...points.map((point) => point.y));
  const bottom = Math.max(...points.map((point) => point.y));
  const x = Math.max(...points.map((point) => Math.abs(point.x)));
  return { x: round(x), height: round(bottom - top), middleY: (top + bottom) / 2 };
}

function unit(offset: Point): Point {
  const length = Math.hypot(offset.x, offset.y);
  return length === 0 ? { x: 0, y: 1 } : { x: offset.x / length, y: offset.y / length };
}

/** Keeps the noise of sin and cos out of divisions. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Two nodes stand beside each other in a wide room; all other rings start on top. */
function startAngle(size: Size, count: number): number {
  return count === 2 && size.width > size.height ? -Math.PI : -Math.PI / 2;
}

/** Points at equal distances along the ellipse, clockwise on the screen, relative to the centre. */
function placeOnEllipse(ring: Point, count: number, start: number): readonly Point[] {
  const at = (step: number): Point => {
    const angle = start + (2 * Math.PI * step) / STEPS;
    return { x: ring.x * Math.cos(angle), y: ring.y * Math.sin(angle) };
  };
  const travelled = [0];
  for (let step = 1; step <= STEPS; step++) {
    travelled.push((travelled[step - 1] ?? 0) + distance(at(step - 1), at(step)));
  }
  const whole = travelled[STEPS] ?? 0;
  const points: Point[] = [];
  let step = 0;
  for (let index = 0; index < count; index++) {
    const goal = (whole * index) / count;
    while (step < STEPS && (travelled[step + 1] ?? whole) <= goal) step++;
    const from = travelled[step] ?? 0;
    const length = (travelled[step + 1] ?? whole) - from;
    points.push(at(step + (length > 0 ? (goal - from) / length : 0)));
  }
  return points;
}
