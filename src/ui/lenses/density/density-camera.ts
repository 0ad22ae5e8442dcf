/**
 * The camera over the picture, as arithmetic: what is in the middle, in places, and how many CSS pixels a place has.
 *
 * Invariants: the picture never leaves the sight; at the deepest zoom a few processes fill it, at the widest all do.
 */

export interface Camera {
  /** Place in the middle of the sight. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels per place. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the picture in places. */
export interface Part extends Size {
  readonly x: number;
  readonly y: number;
}

/** From this size of a place on, single processes stand apart and can be picked. */
export const APART_PX = 7;
/** Pixels around the whole picture, for the names of nodes. */
const MARGIN_PX = 20;
/** At the deepest zoom about so many processes lie side by side. */
const NEAREST = 3;
const SCALE_MAX_PX = 220;
/** The worker is asked for so much around the sight, so that a small pan needs nothing new. */
const AROUND = 0.25;

export function fitAll(world: Size, sight: Size): Camera {
  const free = (length: number) => Math.max(1, length - 2 * MARGIN_PX);
  const scale = Math.min(free(sight.width) / world.width, free(sight.height) / world.height);
  return { x: world.width / 2, y: world.height / 2, scale: Math.min(scale, deepest(sight)) };
}

function deepest(sight: Size): number {
  return Math.min(SCALE_MAX_PX, Math.min(sight.width, sight.height) / NEAREST);
}

/** Zooms by a factor so that the point of the sight under the pointer stays where it is. */
export function zoomAt(
  camera: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
  { world, sight }: { readonly world: Size; readonly sight: Size },
): Camera {
  const low = fitAll(world, sight).scale;
  const scale = Math.min(Math.max(deepest(sight), low), Math.max(low, camera.scale * factor));
  const dx = at.x - sight.width / 2;
  const dy = at.y - sight.height / 2;
  const x = camera.x + dx / camera.scale - dx / scale;
  const y = camera.y + dy / camera.scale - dy / scale;
  return keepIn({ x, y, scale }, world, sight);
}

/** Moves the picture by CSS pixels. */
export function panBy(
  camera: Camera,
  by: { readonly x: number; readonly y: number },
  { world, sight }: { readonly world: Size; readonly sight: Size },
): Camera {
  const moved = { ...camera, x: camera.x - by.x / camera.scale, y: camera.y - by.y / camera.scale };
  return keepIn(moved, world, sight);
}

function keepIn(camera: Camera, world: Size, sight: Size): Camera {
  const x = keepAxis(camera.x, world.width, sight.width / camera.scale);
  const y = keepAxis(camera.y, world.height, sight.height / camera.scale);
  return { ...camera, x, y };
}

/** A picture smaller than the sight stands in its middle; a larger one shows no more than half a sight of nothing. */
function keepAxis(middle: number, length: number, seen: number): number {
  if (length <= seen) return length / 2;
  return Math.min(Math.max(middle, 0), length);
}

/** The place under a point of the sight. */
export function placeAt(
  camera: Camera,
  at: { readonly x: number; readonly y: number },
  sight: Size,
): { readonly x: number; readonly y: number } {
  return {
    x: camera.x + (at.x - sight.width / 2) / camera.scale,
    y: camera.y + (at.y - sight.height / 2) / camera.scale,
  };
}

/** Where a place lies in the sight, in CSS pixels. */
export function pointOf(
  camera: Camera,
  place: { readonly x: number; readonly y: number },
  sight: Size,
): { readonly x: number; readonly y: number } {
  return {
    x: sight.width / 2 + (place.x - camera.x) * camera.scale,
    y: sight.height / 2 + (place.y - camera.y) * camera.scale,
  };
}

/** What the camera sees. */
export function seenBy(camera: Camera, sight: Size): Part {
  const width = sight.width / camera.scale;
  const height = sight.height / camera.scale;
  return { x: camera.x - width / 2, y: camera.y - height / 2, width, height };
}

/** What the worker is asked for: what is seen and something around it. */
export function wantedFor(camera: Camera, sight: Size): Part {
  const { x, y, width, height } = seenBy(camera, sight);
  return {
    x: Math.floor(x - AROUND * width),
    y: Math.floor(y - AROUND * height),
    width: Math.ceil((1 + 2 * AROUND) * width),
    height: Math.ceil((1 + 2 * AROUND) * height),
  };
}

/** Whether a part asked for before still serves: it holds what is seen, and its cells are not too coarse for it. */
export function serves(asked: Part, camera: Camera, sight: Size): boolean {
  const seen = seenBy(camera, sight);
  const holds =
    asked.x <= seen.x &&
    asked.y <= seen.y &&
    asked.x + asked.width >= seen.x + seen.width &&
    asked.y + asked.height >= seen.y + seen.height;
  return holds && asked.width <= seen.width * (1 + 4 * AROUND);
}
