/**
 * What the picture needs between two drawings, outside React: scene, camera, what is pointed at. Moving the camera
 * renders nothing; the next animation frame draws.
 *
 * Invariants
 * - While it follows, the newest end stays in sight. Whoever pans, steps or selects stops that, and in a playing run
 *   asks the worker to hold what is being read.
 * - Cursor and pointer are kept as ordinals, so that they stay on their event when older ones leave.
 */
import type { Params, SpacetimeAnswers, SpacetimeAssigns } from "../../../view/index.ts";
import {
  type Axis,
  atEnd,
  type Camera,
  extentOf,
  firstCamera,
  fitAll,
  isAtEnd,
  panBy,
  placeOf,
  show,
  zoomAt,
} from "./camera.ts";
import { type Layout, layoutOf, lineAt, type Size } from "./layout.ts";
import type { Cones } from "./look.ts";
import { Painter, type Scenery } from "./painter.ts";
import { type Palette, readPalette } from "./palette.ts";
import { idOf, type Scene, sceneOf } from "./scene.ts";
import { markAt, nearestOn, type Step, stepFrom } from "./walk.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

const PIXEL_RATIO_MAX = 2;
const NONE = -1;
/** After a whole painting, news wait so many times as long as it took. */
const REST_SHARE = 2;

export class Easel {
  assigns: SpacetimeAssigns;
  scene: Scene;
  size: Size = { width: 0, height: 0 };
  layout: Layout;
  axis: Axis = "time";
  isPlaying = false;
  isFollowing = true;
  selection: string | null = null;
  /** Told when following begins or ends. */
  onFollowing: (isFollowing: boolean) => void = () => undefined;
  readonly push: (params: Params) => void;
  #camera: Camera | null = null;
  #cursor = NONE;
  #hover = NONE;
  #palette: Palette | null = null;
  #painter: Painter | null = null;
  #isDirty = true;
  /** The run has gone on; that alone may wait for a picture that is dear to paint. */
  #isNews = false;
  #restUntilMs = 0;

  constructor(assigns: SpacetimeAssigns, push: (params: Params) => void) {
    this.assigns = assigns;
    this.push = push;
    this.scene = sceneOf(assigns);
    this.layout = layoutOf(this.size, assigns.lines);
  }

  get camera(): Camera {
    const { along } = this.layout;
    const camera = this.#camera ?? firstCamera(this.scene, this.axis, along);
    return this.isFollowing ? atEnd(extentOf(this.scene, this.axis), camera.scale, along) : camera;
  }

  /** The mark the keyboard is on; -1 when the keyboard is not in use or its event has left. */
  get cursor(): number {
    return this.#indexOf(this.#cursor);
  }

  take(assigns: SpacetimeAssigns): void {
    const before = this.assigns;
    this.assigns = assigns;
    this.#isDirty = true;
    if (
      assigns.folded === before.folded &&
      assigns.lines === before.lines &&
      assigns.chunks === before.chunks
    ) {
      if (!assigns.held) this.scene = { ...this.scene, nowUs: assigns.nowUs };
      return;
    }
    const anchor = this.isFollowing || this.axis === "time" ? NONE : this.#middleMark();
    const [ordinal, place] = [anchor + this.scene.from, this.scene.layer[anchor] ?? 0];
    this.scene = sceneOf(assigns);
    this.layout = layoutOf(this.size, assigns.lines);
    const moved = anchor < 0 ? NONE : this.#indexOf(ordinal);
    if (moved >= 0 && this.#camera !== null) {
      const start = this.#camera.start + (this.scene.layer[moved] as number) - place;
      this.#camera = { ...this.#camera, start };
    }
  }

  resize(size: Size): void {
    this.size = size;
    this.layout = layoutOf(size, this.assigns.lines);
    this.#isDirty = true;
  }

  setAxis(axis: Axis): void {
    if (axis === this.axis) return;
    const mark = this.isFollowing ? NONE : this.#middleMark();
    this.axis = axis;
    this.#camera = null;
    this.#isDirty = true;
    if (mark >= 0) this.goTo(mark);
  }

  pan(px: number): void {
    const extent = extentOf(this.scene, this.axis);
    this.#camera = panBy(this.camera, px, extent, this.layout.along);
    this.#setFollowing(px < 0 && isAtEnd(this.#camera, extent, this.layout.along));
  }

  zoom(factor: number, at: number = this.layout.along / 2): void {
    const room = { extent: extentOf(this.scene, this.axis), axis: this.axis };
    this.#camera = zoomAt(this.camera, { factor, at }, room, this.layout.along);
    this.#isDirty = true;
  }

  fit(): void {
    this.#camera = fitAll(extentOf(this.scene, this.axis), this.layout.along);
    this.#setFollowing(false);
  }

  follow(): void {
    this.#setFollowing(true);
  }

  /** Has an event in sight, and stays there. */
  goTo(at: number): void {
    if (at < 0) return;
    this.#camera = show(this.camera, placeOf(this.scene, this.axis, at), this.layout.along);
    this.#setFollowing(false);
  }

  showOrdinal(ordinal: number): void {
    this.goTo(this.#indexOf(ordinal));
  }

  /** Stops following without moving: somebody reads. */
  stay(): void {
    this.#setFollowing(false);
  }

  /** Moves the keyboard's mark; the first key press only finds a place to start. Returns the mark, or -1. */
  step(step: Step): number {
    const from = this.cursor >= 0 ? (this.scene.markOf[this.cursor] as number) : this.#startMark();
    const to = this.cursor < 0 ? from : stepFrom(this.scene, from, step, this.axis);
    if (to < 0) return NONE;
    this.setCursor(to);
    return to;
  }

  setCursor(at: number): void {
    this.#cursor = at < 0 ? NONE : at + this.scene.from;
    this.goTo(at);
    this.#isDirty = true;
  }

  setHover(at: number): void {
    if (at === this.#indexOf(this.#hover)) return;
    this.#hover = at < 0 ? NONE : at + this.scene.from;
    this.#isDirty = true;
  }

  select(selection: string | null): void {
    this.selection = selection;
    this.#isDirty = true;
  }

  /** Along and across in the plot, from a point of the frame. */
  plotPoint({ x, y }: Point): { along: number; across: number } {
    const { isVertical, gutter } = this.layout;
    return isVertical ? { along: y - gutter, across: x } : { along: x - gutter, across: y };
  }

  /** The mark at a point of the frame; -1 when there is none. */
  markAt(point: Point, slopPx: number): number {
    const { along, across } = this.plotPoint(point);
    if (along < 0 || this.scene.count === 0) return NONE;
    const line = lineAt(this.layout, across, this.scene.lineCount);
    return markAt(this.scene, { axis: this.axis, camera: this.camera }, { line, px: along }, slopPx);
  }

  /** The line whose name is at a point; undefined beside the names. */
  nameAt(point: Point): string | undefined {
    const { along, across } = this.plotPoint(point);
    if (along >= 0) return undefined;
    return this.assigns.lines[lineAt(this.layout, across, this.scene.lineCount)]?.id;
  }

  /** Where an event is drawn. */
  pointAt(at: number): Point {
    const along = (placeOf(this.scene, this.axis, at) - this.camera.start) * this.camera.scale;
    const across = this.layout.top + ((this.scene.line[at] ?? 0) + 0.5) * this.layout.lane;
    const { isVertical, gutter } = this.layout;
    return isVertical ? { x: across, y: gutter + along } : { x: gutter + along, y: across };
  }

  idAt(at: number): string {
    return idOf(this.scene, at);
  }

  forgetColours(): void {
    this.#palette = null;
    this.#isDirty = true;
  }

  /** Draws when something has changed since the last time. */
  draw(canvas: HTMLCanvasElement): void {
    const isDue = this.#isDirty || (this.#isNews && performance.now() >= this.#restUntilMs);
    if (!isDue || this.size.width === 0) return;
    const context = canvas.getContext("2d");
    if (context === null) return;
    this.#isDirty = false;
    this.#isNews = false;
    this.#palette ??= readPalette(canvas);
    const ratio = Math.min(PIXEL_RATIO_MAX, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(this.size.width * ratio), Math.round(this.size.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const startMs = performance.now();
    this.#painter ??= new Painter();
    const isWhole = this.#painter.paint(context, this.#scenery(this.#palette), ratio);
    const endMs = performance.now();
    if (isWhole) this.#restUntilMs = endMs + REST_SHARE * (endMs - startMs);
  }

  #scenery(palette: Palette): Scenery {
    const { scene, size, layout, axis, camera, selection } = this;
    const { lines, answers } = this.assigns;
    return {
      scene,
      lines,
      size,
      layout,
      axis,
      camera,
      palette,
      cones: this.#conesOf(answers),
      path: (answers.other?.path ?? []).map(({ at }) => this.#indexOf(at)).filter((at) => at >= 0),
      other: answers.other === null ? NONE : this.#indexOf(answers.other.at),
      cursor: this.cursor,
      hover: this.#indexOf(this.#hover),
      selection,
    };
  }

  #conesOf({ focus }: SpacetimeAnswers): Cones | null {
    const at = focus === null ? NONE : this.#indexOf(focus.at);
    const isOfThese = focus !== null && focus.clock.length === this.scene.lineCount;
    return at < 0 || !isOfThese ? null : { at, clock: focus.clock, future: focus.future };
  }

  #indexOf(ordinal: number): number {
    const at = ordinal - this.scene.from;
    return at >= 0 && at < this.scene.count ? at : NONE;
  }

  /** A mark about in the middle of the sight. */
  #middleMark(): number {
    const { camera, scene } = this;
    const place = camera.start + this.layout.along / 2 / camera.scale;
    const found = scene.marks
      .map((_, line) => nearestOn(scene, line, this.axis, place))
      .filter((at) => at >= 0);
    const gap = (at: number) => Math.abs(placeOf(scene, this.axis, at) - place);
    return found.reduce((best, at) => (best < 0 || gap(at) < gap(best) ? at : best), NONE);
  }

  /** Where the keyboard begins: on the selected event, or in the middle. */
  #startMark(): number {
    const { focus } = this.assigns.answers;
    const selected = focus === null ? NONE : this.#indexOf(focus.at);
    return selected >= 0 ? (this.scene.markOf[selected] as number) : this.#middleMark();
  }

  #setFollowing(isFollowing: boolean): void {
    this.#isDirty = true;
    if (isFollowing === this.isFollowing) return;
    if (!isFollowing) this.#camera ??= this.camera;
    this.isFollowing = isFollowing;
    this.push({ hold: !isFollowing && this.isPlaying });
    this.onFollowing(isFollowing);
  }
}
