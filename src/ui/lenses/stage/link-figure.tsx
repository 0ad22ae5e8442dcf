/**
 * One link: a line between two nodes; dashed where it loses messages, broken off at both ends where it is cut.
 *
 * Invariant: what a link does is readable without colour (whole, dashed, broken) and in words on hover and focus.
 */
import { memo } from "react";
import { between, distance, type Point } from "./plane.ts";

export interface LinkFigureProps {
  readonly id: string;
  readonly a: Point;
  readonly b: Point;
  /** Distance from a node's centre at which the visible line starts. */
  readonly clearance: number;
  readonly cut: boolean;
  readonly lossy: boolean;
  readonly words: string;
  readonly selected: boolean;
  readonly hovered: boolean;
  /** The line being dragged would cut it. */
  readonly doomed: boolean;
  readonly tabbable: boolean;
}

/** Length of the stumps of a cut link, as a share of the free way between the nodes. */
const STUMP_SHARE = 0.2;
const BAR_PX = 6;

export const LinkFigure = memo(function LinkFigure(props: LinkFigureProps) {
  const { id, cut, lossy, words, selected, hovered, doomed, tabbable } = props;
  const [a, b] = shorten(props.a, props.b, props.clearance);
  return (
    <g
      className="stage-link"
      data-entity={id}
      data-cut={cut}
      data-lossy={lossy}
      data-hovered={hovered}
      data-doomed={doomed}
      role="treeitem"
      aria-level={1}
      aria-selected={selected}
      aria-label={words}
      tabIndex={tabbable ? 0 : -1}
    >
      <path className="stage-link-hit" d={`M${point(a)}L${point(b)}`} />
      <path className="stage-link-halo" d={`M${point(a)}L${point(b)}`} />
      <path className="stage-link-line" d={cut ? brokenPath(a, b) : `M${point(a)}L${point(b)}`} />
    </g>
  );
});

/** Two stumps, each closed by a bar across. */
function brokenPath(a: Point, b: Point): string {
  const length = distance(a, b);
  if (length === 0) return "";
  const acrossX = (-(b.y - a.y) / length) * BAR_PX;
  const acrossY = ((b.x - a.x) / length) * BAR_PX;
  const stump = (from: Point, end: Point) =>
    `M${point(from)}L${point(end)}M${point({ x: end.x - acrossX, y: end.y - acrossY })}L${point({ x: end.x + acrossX, y: end.y + acrossY })}`;
  return stump(a, between(a, b, STUMP_SHARE)) + stump(b, between(b, a, STUMP_SHARE));
}

function shorten(a: Point, b: Point, clearance: number): readonly [Point, Point] {
  const length = distance(a, b);
  if (length <= 2 * clearance) return [a, b];
  return [between(a, b, clearance / length), between(b, a, clearance / length)];
}

function point({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
