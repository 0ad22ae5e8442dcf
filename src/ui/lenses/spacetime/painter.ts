/**
 * Paints the picture: a ground of lanes, messages and marks, and over it rings, names and scale.
 *
 * The ground is kept as an image. While only the camera moves along, what stays in sight is moved and only the stretch
 * that comes into sight is painted: panning over ten thousand events costs as much as the step is wide.
 *
 * Invariant: a moved ground looks like one that was painted whole; so the camera stands on whole pixels, and how crowded
 * the sight is, is judged by the zoom, not by the stretch.
 */
import { extentOf } from "./camera.ts";
import type { Look } from "./look.ts";
import { paintFrame, paintLanes } from "./paint-lanes.ts";
import { paintMarks, paintRings } from "./paint-marks.ts";
import { paintMessages } from "./paint-messages.ts";

type Context = CanvasRenderingContext2D;
type Sight = Look["sight"];
/** What the caller knows; the painter adds what depends on how it paints. */
export type Scenery = Omit<Look, "sight" | "crowd">;

export class Painter {
  readonly #ground = document.createElement("canvas");
  #painted: { readonly scenery: Scenery; readonly ratio: number } | undefined;

  /** True when everything had to be painted. */
  paint(context: Context, scenery: Scenery, ratio: number): boolean {
    const standing = onWholePixels(scenery);
    const isWhole = this.#paintGround(standing, ratio);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#ground, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const look = lookOf(standing, { from: 0, to: standing.layout.along });
    paintRings(context, look);
    paintFrame(context, look);
    return isWhole;
  }

  #paintGround(scenery: Scenery, ratio: number): boolean {
    const ground = this.#ground;
    const context = ground.getContext("2d");
    if (context === null) return true;
    const { along } = scenery.layout;
    const before = this.#painted;
    this.#painted = { scenery, ratio };
    const px = before === undefined ? Number.NaN : movedBy(before.scenery, scenery);
    const isMovable = before?.ratio === ratio && Number.isInteger(px * ratio) && Math.abs(px) < along / 2;
    if (!isMovable) {
      const { width, height } = scenery.size;
      Object.assign(ground, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paintStretch(context, scenery, { from: 0, to: along });
      return true;
    }
    if (px === 0) return false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    const isDown = scenery.layout.isVertical;
    context.drawImage(ground, isDown ? 0 : px * ratio, isDown ? px * ratio : 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintStretch(context, scenery, px < 0 ? { from: along + px, to: along } : { from: 0, to: px });
    return false;
  }
}

function onWholePixels(scenery: Scenery): Scenery {
  const { start, scale } = scenery.camera;
  return { ...scenery, camera: { start: Math.round(start * scale) / scale, scale } };
}

/** By how many pixels the ground moves from one to the other; NaN when it has to be painted anew. */
function movedBy(before: Scenery, after: Scenery): number {
  const isSame =
    before.scene === after.scene &&
    before.axis === after.axis &&
    before.layout === after.layout &&
    before.size === after.size &&
    before.palette === after.palette &&
    before.camera.scale === after.camera.scale &&
    before.cones?.at === after.cones?.at &&
    before.cones?.clock === after.cones?.clock;
  return isSame ? Math.round((before.camera.start - after.camera.start) * after.camera.scale) : Number.NaN;
}

function lookOf(scenery: Scenery, sight: Sight): Look {
  const { scene, axis, camera, layout } = scenery;
  const { min, max } = extentOf(scene, axis);
  const share = Math.min(1, layout.along / ((max - min) * camera.scale));
  const marks = scene.marks.reduce((sum, { length }) => sum + length, 0);
  return {
    ...scenery,
    sight,
    crowd: { marks: share * marks, messages: (share * scene.messages.length) / 2 },
  };
}

function paintStretch(context: Context, scenery: Scenery, sight: Sight): void {
  const look = lookOf(scenery, sight);
  const { isVertical, gutter } = look.layout;
  const { width, height } = look.size;
  const length = sight.to - sight.from;
  context.save();
  context.beginPath();
  if (isVertical) context.rect(0, gutter + sight.from, width, length);
  else context.rect(gutter + sight.from, 0, length, height);
  context.clip();
  context.fillStyle = look.palette.surface;
  context.fillRect(0, 0, width, height);
  paintLanes(context, look);
  paintMessages(context, look);
  paintMarks(context, look);
  context.restore();
}
