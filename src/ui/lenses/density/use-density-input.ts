/**
 * Hand and keyboard on the picture. Drag or arrows move it, wheel, pinch, + and − zoom, Home shows everything; a press
 * or Enter opens the process there, or goes nearer where one cannot tell processes apart yet.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { APART_PX, placeAt } from "./density-camera.ts";
import type { Easel, Point } from "./easel.ts";

/** What the picture does with what the hand points at. Points are in CSS pixels of the sight. */
export interface DensityGestures {
  readonly onPoint: (at: Point | null) => void;
  readonly onPick: (place: Point) => void;
}

const ZOOM_STEP = 2;
const NEARER = 4;
const WHEEL_SPEED = 0.0018;
/** Lines and pages of a wheel event in pixels. */
const WHEEL_UNIT_PX = [1, 30, 400];
const WHEEL_STEP_MAX = 240;
/** A press that moves less is a pick. */
const SLOP_PX = 5;
const PAN_SHARE = 1 / 8;

interface Touch {
  readonly start: Point;
  at: Point;
}

export function useDensityInput(
  easel: Easel,
  frame: RefObject<HTMLDivElement | null>,
  gestures: DensityGestures,
) {
  const touches = useRef(new Map<number, Touch>());
  const isDragged = useRef(false);
  useWheel(easel, frame);

  const pointOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = pointOf(event);
    easel.byKeyboard = false;
    if (touches.current.size === 0) isDragged.current = false;
    touches.current.set(event.pointerId, { start: at, at });
    event.currentTarget.setPointerCapture?.(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = pointOf(event);
    const touch = touches.current.get(event.pointerId);
    easel.byKeyboard = false;
    if (touch === undefined) {
      gestures.onPoint(at);
      return;
    }
    if (Math.hypot(at.x - touch.start.x, at.y - touch.start.y) > SLOP_PX) isDragged.current = true;
    if (isDragged.current) {
      moveWith(easel, touches.current, touch, at);
      gestures.onPoint(null);
    }
    touch.at = at;
  };
  const onPointerUp = (event: PointerEvent) => {
    const touch = touches.current.get(event.pointerId);
    touches.current.delete(event.pointerId);
    if (touch === undefined || isDragged.current || touches.current.size > 0) return;
    gestures.onPoint(touch.at);
    pick(easel, gestures, touch.at);
  };
  const onPointerCancel = (event: PointerEvent) => void touches.current.delete(event.pointerId);
  const onPointerLeave = () => {
    if (touches.current.size === 0) gestures.onPoint(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isPictureKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    easel.byKeyboard = true;
    const middle = { x: easel.sight.width / 2, y: easel.sight.height / 2 };
    if (event.key === "Enter") pick(easel, gestures, middle);
    else press(easel, event.key);
    gestures.onPoint(middle);
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave, onKeyDown };
}

/** Wheel events must be refused to the page, which React's own listeners cannot. */
function useWheel(easel: Easel, frame: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const step = event.deltaY * (WHEEL_UNIT_PX[event.deltaMode] ?? 1);
      const bounded = Math.max(-WHEEL_STEP_MAX, Math.min(WHEEL_STEP_MAX, step));
      // A pinch on a touchpad comes as a wheel with the control key, in smaller steps.
      const speed = event.ctrlKey ? 5 * WHEEL_SPEED : WHEEL_SPEED;
      easel.zoom(Math.exp(-bounded * speed), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [easel, frame]);
}

function moveWith(easel: Easel, touches: ReadonlyMap<number, Touch>, touch: Touch, at: Point): void {
  const other = Array.from(touches.values()).find((entry) => entry !== touch);
  if (other === undefined) {
    easel.pan({ x: at.x - touch.at.x, y: at.y - touch.at.y });
    return;
  }
  const before = Math.hypot(touch.at.x - other.at.x, touch.at.y - other.at.y);
  const after = Math.hypot(at.x - other.at.x, at.y - other.at.y);
  const middle = { x: (at.x + other.at.x) / 2, y: (at.y + other.at.y) / 2 };
  easel.pan({ x: (at.x - touch.at.x) / 2, y: (at.y - touch.at.y) / 2 });
  if (before > 0) easel.zoom(after / before, middle);
}

function pick(easel: Easel, gestures: DensityGestures, at: Point): void {
  if (easel.eye.scale < APART_PX) easel.zoom(NEARER, at);
  else gestures.onPick(placeAt(easel.eye, at, easel.sight));
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

const ZOOMS: Readonly<Record<string, number>> = {
  "+": ZOOM_STEP,
  "=": ZOOM_STEP,
  "-": 1 / ZOOM_STEP,
  _: 1 / ZOOM_STEP,
};

function isPictureKey(key: string): boolean {
  return Object.hasOwn(ARROWS, key) || Object.hasOwn(ZOOMS, key) || key === "Home" || key === "Enter";
}

/** An arrow goes an eighth of the sight, or to the next process where they are large. */
function press(easel: Easel, key: string): void {
  const arrow = ARROWS[key];
  const zoom = ZOOMS[key];
  if (zoom !== undefined) easel.zoom(zoom);
  else if (arrow === undefined) easel.fit();
  else {
    const { width, height } = easel.sight;
    const { scale } = easel.eye;
    const far = Math.min(width, height) * PAN_SHARE;
    const step = scale >= far / 2 ? scale : far;
    easel.pan({ x: arrow.x * step, y: arrow.y * step });
  }
}
