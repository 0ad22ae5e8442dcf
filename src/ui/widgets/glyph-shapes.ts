/**
 * The shape code: what a thing is can be read from its outline alone, without colour.
 *
 * The outlines are SVG path data centred on 0,0, so that the same strings draw in SVG (`<path d>`) and on a canvas
 * (`new Path2D(d)`). All shapes have about the same area for one radius, so that none looks heavier.
 */

export type GlyphKind = "node" | "supervisor" | "worker" | "agent" | "table";
export type GlyphState = "running" | "waiting" | "leader" | "candidate" | "crashed" | "suspended";

/** Outline of a kind inside a circle of radius `r`. */
export function glyphOutline(kind: GlyphKind, r: number): string {
  switch (kind) {
    case "supervisor":
      return square(r * 0.82);
    case "agent":
      return hexagon(r);
    case "table":
      return cylinder(r * 0.78, r * 0.9);
    case "node":
    case "worker":
      return disc(r * 0.92);
  }
}

/** The cross that marks a crashed thing, drawn over its outline. */
export function glyphCross(r: number): string {
  const d = round(r * 0.5);
  return `M${-d} ${-d}L${d} ${d}M${d} ${-d}L${-d} ${d}`;
}

/** The token that colours a state. */
export const GLYPH_COLOUR: Readonly<Record<GlyphState, string>> = {
  running: "--state-running",
  waiting: "--state-waiting",
  leader: "--state-leader",
  candidate: "--state-candidate",
  crashed: "--state-crashed",
  suspended: "--state-suspended",
};

function disc(r: number): string {
  const x = round(r);
  return `M${-x} 0A${x} ${x} 0 1 1 ${x} 0A${x} ${x} 0 1 1 ${-x} 0Z`;
}

function square(half: number): string {
  const x = round(half);
  return `M${-x} ${-x}H${x}V${x}H${-x}Z`;
}

function hexagon(r: number): string {
  const x = round(r);
  const half = round(r / 2);
  const y = round(r * 0.866);
  return `M${x} 0L${half} ${y}L${-half} ${y}L${-x} 0L${-half} ${-y}L${half} ${-y}Z`;
}

function cylinder(halfWidth: number, halfHeight: number): string {
  const w = round(halfWidth);
  const bend = round(halfHeight * 0.3);
  const top = round(-halfHeight + bend);
  const bottom = round(halfHeight - bend);
  const lid = `M${-w} ${top}A${w} ${bend} 0 0 1 ${w} ${top}A${w} ${bend} 0 0 1 ${-w} ${top}Z`;
  return `${lid}M${-w} ${top}V${bottom}A${w} ${bend} 0 0 0 ${w} ${bottom}V${top}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
