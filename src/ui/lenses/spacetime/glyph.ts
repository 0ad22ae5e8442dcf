/** The shapes of marks, traced into a path: so that no kind is told by its colour alone. */
import { SPACETIME_MARK } from "../../../view/index.ts";

/** What a path needs; a canvas has it, and so has a Path2D. */
export type Tracer = Pick<CanvasRenderingContext2D, "moveTo" | "lineTo" | "arc" | "rect" | "closePath">;

/** Marks drawn as an outline instead of an area. */
export const OUTLINED: ReadonlySet<number> = new Set<number>([
  SPACETIME_MARK.timer,
  SPACETIME_MARK.connection,
  SPACETIME_MARK.end,
  SPACETIME_MARK.crash,
  SPACETIME_MARK.trouble,
]);

/** Adds the shape of a mark around (x, y) with about radius r; `isDown`: time runs down. */
export function traceMark(
  path: Tracer,
  kind: number,
  { x, y }: { readonly x: number; readonly y: number },
  { r, isDown }: { readonly r: number; readonly isDown: boolean },
): void {
  switch (kind) {
    case SPACETIME_MARK.send:
      traceTriangle(path, x, y, isDown ? { dx: 0, dy: 1.15 * r, w: r } : { dx: 1.15 * r, dy: 0, w: r });
      return;
    case SPACETIME_MARK.start:
    case SPACETIME_MARK.connection:
      path.rect(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r);
      return;
    case SPACETIME_MARK.end:
    case SPACETIME_MARK.crash:
      path.moveTo(x - r, y - r);
      path.lineTo(x + r, y + r);
      path.moveTo(x + r, y - r);
      path.lineTo(x - r, y + r);
      return;
    case SPACETIME_MARK.input:
    case SPACETIME_MARK.domain:
      path.moveTo(x, y - 1.2 * r);
      path.lineTo(x + 1.2 * r, y);
      path.lineTo(x, y + 1.2 * r);
      path.lineTo(x - 1.2 * r, y);
      path.closePath();
      return;
    case SPACETIME_MARK.trouble:
      traceTriangle(path, x, y, { dx: 0, dy: -1.2 * r, w: 1.1 * r });
      return;
    default: {
      const radius = kind === SPACETIME_MARK.local ? 0.7 * r : 0.9 * r;
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
      path.closePath();
    }
  }
}

function traceTriangle(
  path: Tracer,
  x: number,
  y: number,
  { dx, dy, w }: { readonly dx: number; readonly dy: number; readonly w: number },
): void {
  const length = Math.hypot(dx, dy);
  const [sx, sy] = [(-dy / length) * w, (dx / length) * w];
  path.moveTo(x + dx, y + dy);
  path.lineTo(x - 0.8 * dx + sx, y - 0.8 * dy + sy);
  path.lineTo(x - 0.8 * dx - sx, y - 0.8 * dy - sy);
  path.closePath();
}
