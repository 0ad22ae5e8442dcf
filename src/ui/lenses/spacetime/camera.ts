/**
 * The camera along the lines, as arithmetic: where the sight begins, in units of the axis, and how many CSS pixels a
 * unit has. The axis is virtual time in microseconds, or order in layers of marks.
 *
 * Invariants: at the widest everything is in sight; the sight never leaves what there is by more than half of itself.
 */
import type { Scene } from "./scene.ts";

export type Axis = "time" | "order";

export interface Camera {
  readonly start: number;
  readonly scale: number;
}

/** What there is along the axis. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** Pixels left free at both ends. */
export const END_PX = 18;
/** The deepest zoom: a microsecond, a layer. */
const SCALE_MAX: Readonly<Record<Axis, number>> = { time: 8, order: 72 };
/** At first a layer has so many pixels, and about so many marks are in sight. */
const LAYER_PX = 20;
const MARKS_AT_FIRST = 140;
const SPAN_MIN_US = 5_000;

export function extentOf(scene: Scene, axis: Axis): Extent {
  if (axis === "order") return { min: 0, max: Math.max(1, scene.layers - 1) };
  const min = scene.timeUs[0] ?? 0;
  return { min, max: Math.max(scene.nowUs, min + 1) };
}

/** Where an event lies along the axis. */
export function placeOf(scene: Scene, axis: Axis, at: number): number {
  return (axis === "time" ? scene.timeUs[at] : scene.layer[at]) ?? 0;
}

export function fitAll({ min, max }: Extent, length: number): Camera {
  const scale = Math.max(1, length - 2 * END_PX) / (max - min);
  return { start: min - END_PX / scale, scale };
}

/** So near that single marks can be read, at the newest end. */
export function firstCamera(scene: Scene, axis: Axis, length: number): Camera {
  const extent = extentOf(scene, axis);
  const widest = fitAll(extent, length).scale;
  if (axis === "order") return atEnd(extent, Math.max(widest, LAYER_PX), length);
  const marks = scene.sizeOf;
  let left = MARKS_AT_FIRST;
  let at = scene.count - 1;
  while (at > 0 && left > 0) if ((marks[at--] as number) > 0) left--;
  const spanUs = Math.max(SPAN_MIN_US, scene.nowUs - (scene.timeUs[at] ?? 0));
  return atEnd(extent, Math.max(widest, length / spanUs), length);
}

export function atEnd({ max }: Extent, scale: number, length: number): Camera {
  return { start: max - (length - END_PX) / scale, scale };
}

/** Whether the newest end is in sight. */
export function isAtEnd(camera: Camera, { max }: Extent, length: number): boolean {
  return (max - camera.start) * camera.scale <= length;
}

export function panBy(camera: Camera, px: number, extent: Extent, length: number): Camera {
  return keepIn({ ...camera, start: camera.start - px / camera.scale }, extent, length);
}

/** Zooms so that what is under the pixel `at` stays there. */
export function zoomAt(
  camera: Camera,
  { factor, at }: { readonly factor: number; readonly at: number },
  { extent, axis }: { readonly extent: Extent; readonly axis: Axis },
  length: number,
): Camera {
  const widest = fitAll(extent, length).scale;
  const scale = Math.min(Math.max(SCALE_MAX[axis], widest), Math.max(widest, camera.scale * factor));
  return keepIn({ start: camera.start + at / camera.scale - at / scale, scale }, extent, length);
}

function keepIn(camera: Camera, { min, max }: Extent, length: number): Camera {
  const seen = length / camera.scale;
  const low = min - Math.min(seen / 2, (END_PX / length) * seen + Math.max(0, seen - (max - min)));
  const high = Math.max(low, max - seen / 2);
  return { ...camera, start: Math.min(high, Math.max(low, camera.start)) };
}

/** Moves as little as needed to have a place in sight, with some room around it. */
export function show(camera: Camera, place: number, length: number): Camera {
  const px = (place - camera.start) * camera.scale;
  const room = Math.min(80, length / 4);
  if (px >= room && px <= length - room) return camera;
  const isFar = px < -length || px > 2 * length;
  const wanted = isFar ? length / 2 : px < room ? room : length - room;
  return { ...camera, start: place - wanted / camera.scale };
}
