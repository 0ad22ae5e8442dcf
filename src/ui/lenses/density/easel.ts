/**
 * What the picture needs between two drawings, outside React: camera, sight, pointer, palette and the last image. Moving
 * the camera renders nothing; the next animation frame draws, and the worker is asked for what is missing.
 */
import type { DensityAssigns, Params } from "../../../view/index.ts";
import {
  type Camera,
  fitAll,
  type Part,
  panBy,
  type Size,
  serves,
  wantedFor,
  zoomAt,
} from "./density-camera.ts";
import { paintDensity, rasterImage } from "./density-painter.ts";
import { type DensityPalette, readDensityPalette } from "./density-palette.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Two requests to the worker are at least so far apart. */
const ASK_EVERY_MS = 90;
const PIXEL_RATIO_MAX = 2;
/** Cells per side the worker is asked for, on a large and on a small sight. */
const CELLS_LARGE = 512;
const CELLS_SMALL = 256;
const LARGE_PX = 640;

export class Easel {
  density: DensityAssigns;
  sight: Size = { width: 0, height: 0 };
  /** Null: everything is fitted in, also while it grows. */
  camera: Camera | null = null;
  /** The place the keyboard is on is in the middle of the sight while the keyboard is in use. */
  byKeyboard = false;
  /** Changes parameters of the view. */
  readonly push: (params: Params) => void;
  #palette: DensityPalette | null = null;
  #image: HTMLCanvasElement | null = null;
  #imageOf: Uint8Array | null = null;
  #isDirty = true;
  #asked: Part | null = null;
  #askedCells = 0;
  #askedMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(density: DensityAssigns, push: (params: Params) => void) {
    this.density = density;
    this.push = push;
  }

  get eye(): Camera {
    return this.camera ?? fitAll(this.density.world, this.sight);
  }

  get cursor(): Point | null {
    const { x, y } = this.eye;
    return this.byKeyboard ? { x, y } : null;
  }

  zoom(factor: number, at: Point = { x: this.sight.width / 2, y: this.sight.height / 2 }): void {
    const widest = fitAll(this.density.world, this.sight).scale;
    const next = zoomAt(this.eye, factor, at, this.#room);
    this.#move(next.scale <= widest ? null : next);
  }

  pan(by: Point): void {
    if (this.camera !== null) this.#move(panBy(this.camera, by, this.#room));
  }

  goTo(place: Point, scale: number): void {
    const { x, y } = place;
    this.#move(zoomAt({ x, y, scale }, 1, { x: this.sight.width / 2, y: this.sight.height / 2 }, this.#room));
  }

  fit(): void {
    this.#move(null);
  }

  resize(sight: Size): void {
    this.sight = sight;
    this.#move(this.camera);
  }

  take(density: DensityAssigns): void {
    this.density = density;
    this.#isDirty = true;
  }

  forgetColours(): void {
    this.#palette = null;
    this.#isDirty = true;
  }

  /** Draws when something has changed since the last time. */
  draw(canvas: HTMLCanvasElement): void {
    if (!this.#isDirty || this.sight.width === 0) return;
    const context = canvas.getContext("2d");
    if (context === null) return;
    this.#isDirty = false;
    const { density, sight } = this;
    if (this.#palette === null) {
      this.#palette = readDensityPalette(canvas, density.measure);
      this.#imageOf = null;
    }
    if (this.#imageOf !== density.alive) {
      this.#image = rasterImage(density, this.#palette);
      this.#imageOf = density.alive;
    }
    const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(sight.width * ratio), Math.round(sight.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const scene = { density, camera: this.eye, sight, palette: this.#palette, cursor: this.cursor };
    paintDensity(context, scene, this.#image);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  get #room() {
    return { world: this.density.world, sight: this.sight };
  }

  #move(camera: Camera | null): void {
    this.camera = camera;
    this.#isDirty = true;
    this.#ask();
  }

  /** Asks the worker for the part in sight, at most so often, and only when the last one no longer serves. */
  #ask(): void {
    const { camera, sight } = this;
    if (sight.width === 0) return;
    const cells = Math.max(sight.width, sight.height) >= LARGE_PX ? CELLS_LARGE : CELLS_SMALL;
    const isSame = cells === this.#askedCells;
    if (isSame && camera === null && this.#asked === null) return;
    if (isSame && camera !== null && this.#asked !== null && serves(this.#asked, camera, sight)) return;
    clearTimeout(this.#timer);
    const waitMs = this.#askedMs + ASK_EVERY_MS - performance.now();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.#ask(), waitMs);
      return;
    }
    this.#askedMs = performance.now();
    this.#askedCells = cells;
    this.#asked = camera === null ? null : wantedFor(camera, sight);
    this.push({ cells, ...(this.#asked ?? { x: null, y: null, width: null, height: null }) });
  }
}
