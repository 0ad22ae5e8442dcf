/**
 * Drawing a line across the stage with a pointer: every open link it crosses is cut when the pointer is released.
 *
 * A drag starts on empty ground or on a link, never on a node, so that a slip while pressing a node cuts nothing.
 * A short press is left to the click handler; a long press of a finger asks for the menu.
 * Invariant: releasing outside the stage, Escape and a cancelled pointer cut nothing.
 */
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Point, Segment } from "./plane.ts";

export interface CutDragOptions {
  readonly picture: RefObject<HTMLElement | null>;
  readonly onCut: (line: Segment) => void;
  readonly onLongPress: (target: Element, at: Point) => void;
}

export interface CutDrag {
  /** The line while it is being drawn. */
  readonly line: Segment | null;
  /** True once after a drag or long press: the click that follows must be ignored. */
  readonly takeClick: () => boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: () => void;
  };
}

/** A press that moves less than this is a click. */
const SLACK_PX = 6;
const LONG_PRESS_MS = 500;

interface Press {
  readonly from: Point;
  readonly mayCut: boolean;
  isDrag: boolean;
  timer: number;
}

export function useCutDrag(options: CutDragOptions): CutDrag {
  const { picture, onCut, onLongPress } = options;
  const [line, setLine] = useState<Segment | null>(null);
  const press = useRef<Press | null>(null);
  const swallow = useRef(false);

  const abandon = useCallback(() => {
    if (press.current !== null) window.clearTimeout(press.current.timer);
    press.current = null;
    setLine(null);
  }, []);

  useEffect(() => {
    if (line === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      swallow.current = true;
      abandon();
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [line, abandon]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    swallow.current = false;
    if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return;
    const { target, pointerType } = event;
    const from = localPoint(picture.current, event);
    const startLongPress = () => {
      swallow.current = true;
      abandon();
      onLongPress(target, from);
    };
    const timer = pointerType === "touch" ? window.setTimeout(startLongPress, LONG_PRESS_MS) : 0;
    press.current = { from, mayCut: target.closest(".stage-group") === null, isDrag: false, timer };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const current = press.current;
    if (current === null) return;
    const to = localPoint(picture.current, event);
    if (!current.isDrag && Math.hypot(to.x - current.from.x, to.y - current.from.y) < SLACK_PX) return;
    window.clearTimeout(current.timer);
    if (!current.mayCut) return;
    if (!current.isDrag) picture.current?.setPointerCapture?.(event.pointerId);
    current.isDrag = true;
    setLine({ a: current.from, b: to });
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const current = press.current;
    abandon();
    if (current?.isDrag !== true) return;
    swallow.current = true;
    onCut({ a: current.from, b: localPoint(picture.current, event) });
  };

  const takeClick = useCallback(() => {
    const taken = swallow.current;
    swallow.current = false;
    return taken;
  }, []);

  return {
    line,
    takeClick,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: abandon },
  };
}

/** Position of a pointer inside the picture, in its own pixels. */
export function localPoint(
  picture: Element | null,
  client: { readonly clientX: number; readonly clientY: number },
): Point {
  const box = picture?.getBoundingClientRect();
  return { x: client.clientX - (box?.left ?? 0), y: client.clientY - (box?.top ?? 0) };
}
