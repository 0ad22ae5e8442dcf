/**
 * Hand and keyboard on the picture. Drag and wheel pan along the lines, wheel with control, pinch, + and − zoom; arrows
 * go from mark to mark, Enter selects, with Shift the second of two.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Easel, Point } from "./easel.ts";
import type { Step } from "./walk.ts";

/** What the picture does with what is pointed at; marks are indices of the scene, -1 for none. */
export interface Gestures {
  readonly onPoint: (mark: number, by: "hand" | "keyboard") => void;
  readonly onPick: (mark: number, isSecond: boolean) => void;
  readonly onName: (line: string) => void;
  /** Escape; true when it was of use. */
  readonly onEscape: () => boolean;
}

const ZOOM_STEP = 1.6;
const WHEEL_SPEED = 0.009;
const WHEEL_UNIT_PX = [1, 30, 400];
const WHEEL_STEP_MAX = 240;
/** A press that moves less is a pick. */
const SLOP_PX = 5;
const NEAR_PX = { mouse: 9, pen: 12, touch: 20 } as const;
const PAGE_SHARE = 0.8;

interface Touch {
  readonly start: Point;
  at: Point;
}

export function useSpacetimeInput(easel: Easel, frame: RefObject<HTMLElement | null>, gestures: Gestures) {
  const touches = useRef(new Map<number, Touch>());
  const isDragged = useRef(false);
  useWheel(easel, frame);

  const pointOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const nearOf = (event: PointerEvent) => NEAR_PX[event.pointerType as keyof typeof NEAR_PX] ?? NEAR_PX.mouse;
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = pointOf(event);
    if (touches.current.size === 0) isDragged.current = false;
    touches.current.set(event.pointerId, { start: at, at });
    event.currentTarget.setPointerCapture?.(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = pointOf(event);
    const touch = touches.current.get(event.pointerId);
    if (touch === undefined) {
      gestures.onPoint(easel.markAt(at, nearOf(event)), "hand");
      return;
    }
    if (Math.hypot(at.x - touch.start.x, at.y - touch.start.y) > SLOP_PX) isDragged.current = true;
    if (isDragged.current) moveWith(easel, touches.current, touch, at);
    touch.at = at;
  };
  const onPointerUp = (event: PointerEvent) => {
    const touch = touches.current.get(event.pointerId);
    touches.current.delete(event.pointerId);
    if (touch === undefined || isDragged.current || touches.current.size > 0) return;
    const name = easel.nameAt(touch.at);
    const mark = easel.markAt(touch.at, nearOf(event));
    if (name !== undefined) gestures.onName(name);
    else if (mark >= 0) gestures.onPick(mark, event.shiftKey);
  };
  const onPointerCancel = (event: PointerEvent) => void touches.current.delete(event.pointerId);
  const onPointerLeave = () => gestures.onPoint(-1, "hand");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!press(easel, gestures, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave, onKeyDown };
}

/** Wheel events must be refused to the page, which React's own listeners cannot. */
function useWheel(easel: Easel, frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const unit = WHEEL_UNIT_PX[event.deltaMode] ?? 1;
      const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      const px = Math.max(-WHEEL_STEP_MAX, Math.min(WHEEL_STEP_MAX, delta * unit));
      if (!event.ctrlKey) {
        easel.pan(-px);
        return;
      }
      const box = element.getBoundingClientRect();
      const { along } = easel.plotPoint({ x: event.clientX - box.left, y: event.clientY - box.top });
      easel.zoom(Math.exp(-px * WHEEL_SPEED), along);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [easel, frame]);
}

function moveWith(easel: Easel, touches: ReadonlyMap<number, Touch>, touch: Touch, at: Point): void {
  const other = Array.from(touches.values()).find((entry) => entry !== touch);
  const [was, is] = [easel.plotPoint(touch.at).along, easel.plotPoint(at).along];
  if (other === undefined) {
    easel.pan(is - was);
    return;
  }
  const fixed = easel.plotPoint(other.at).along;
  const before = Math.hypot(touch.at.x - other.at.x, touch.at.y - other.at.y);
  const after = Math.hypot(at.x - other.at.x, at.y - other.at.y);
  easel.pan((is - was) / 2);
  if (before > 0) easel.zoom(after / before, (is + fixed) / 2);
}

const ACROSS: Readonly<Record<string, Step>> = {
  ArrowLeft: "earlier",
  ArrowRight: "later",
  ArrowUp: "lineBefore",
  ArrowDown: "lineAfter",
};

const DOWN: Readonly<Record<string, Step>> = {
  ArrowUp: "earlier",
  ArrowDown: "later",
  ArrowLeft: "lineBefore",
  ArrowRight: "lineAfter",
};

const VIEW_KEYS: Readonly<Record<string, (easel: Easel) => void>> = {
  "+": (easel) => easel.zoom(ZOOM_STEP, cursorAlong(easel)),
  "=": (easel) => easel.zoom(ZOOM_STEP, cursorAlong(easel)),
  "-": (easel) => easel.zoom(1 / ZOOM_STEP, cursorAlong(easel)),
  _: (easel) => easel.zoom(1 / ZOOM_STEP, cursorAlong(easel)),
  Home: (easel) => easel.fit(),
  End: (easel) => easel.follow(),
  PageUp: (easel) => easel.pan(PAGE_SHARE * easel.layout.along),
  PageDown: (easel) => easel.pan(-PAGE_SHARE * easel.layout.along),
};

/** Zooming by key keeps the cursor's mark where it is. */
function cursorAlong(easel: Easel): number {
  const { cursor } = easel;
  const along = cursor < 0 ? -1 : easel.plotPoint(easel.pointAt(cursor)).along;
  return along >= 0 && along <= easel.layout.along ? along : easel.layout.along / 2;
}

/** True when the key was of use here. */
function press(easel: Easel, gestures: Gestures, { key, shiftKey }: KeyboardEvent): boolean {
  const step = (easel.layout.isVertical ? DOWN : ACROSS)[key];
  if (step !== undefined) {
    const mark = easel.step(step);
    if (mark >= 0) gestures.onPoint(mark, "keyboard");
    return true;
  }
  if (key === "Enter") {
    if (easel.cursor < 0) return false;
    gestures.onPick(easel.cursor, shiftKey);
    return true;
  }
  if (key === "Escape") return gestures.onEscape();
  const act = VIEW_KEYS[key];
  act?.(easel);
  return act !== undefined;
}
