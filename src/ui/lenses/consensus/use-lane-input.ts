/**
 * Hand and keyboard on the lanes. Wheel and drag move the window, the bar below is pressed or dragged; arrows walk the
 * cells, Enter tells about one.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { ConsensusAssigns, Params } from "../../../view/index.ts";
import { cellAt } from "./lane-cells.ts";
import { fromOnMap, isOnMap, type LaneLayout, type Place, placeAt } from "./lane-layout.ts";

export interface LaneInput {
  readonly assigns: ConsensusAssigns;
  readonly layout: LaneLayout;
  readonly cursor: Place | null;
  readonly setCursor: (place: Place | null) => void;
  readonly push: (change: Params) => void;
  readonly onEntry: (place: Place) => void;
}

/** A press that moves less is a pick. */
const SLOP_PX = 5;
const PAGE_SHARE = 0.8;

interface Drag {
  readonly x: number;
  readonly from: number;
  readonly isMap: boolean;
  isMoved: boolean;
}

export function useLaneInput(input: LaneInput) {
  const { assigns, layout, setCursor, push, onEntry } = input;
  const { window } = assigns;
  const drag = useRef<Drag | null>(null);
  const pointOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const { x, y } = pointOf(event);
    const isMap = isOnMap(layout, y);
    drag.current = { x, from: window.from, isMap, isMoved: false };
    event.currentTarget.setPointerCapture?.(event.pointerId);
    if (isMap) push({ from: fromOnMap(layout, x, window.last) });
  };
  const onPointerMove = (event: PointerEvent) => {
    const { x, y } = pointOf(event);
    const moving = drag.current;
    if (moving === null) {
      const place = placeAt(layout, window.from, x, y);
      setCursor(place !== undefined && hasCell(assigns, place) ? place : null);
      return;
    }
    if (Math.abs(x - moving.x) > SLOP_PX) moving.isMoved = true;
    if (!moving.isMoved) return;
    if (moving.isMap) push({ from: fromOnMap(layout, x, window.last) });
    else push({ from: fromAt(input, moving.from - Math.round((x - moving.x) / layout.cellWidth)) });
  };
  const onPointerUp = (event: PointerEvent) => {
    const moved = drag.current;
    drag.current = null;
    if (moved === null || moved.isMoved || moved.isMap) return;
    const { x, y } = pointOf(event);
    const place = placeAt(layout, window.from, x, y);
    if (place === undefined) return;
    setCursor(place);
    onEntry(place);
  };
  const onPointerLeave = () => {
    if (drag.current === null) setCursor(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !press(input, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: () => {
      drag.current = null;
    },
    onPointerLeave,
    onKeyDown,
    onBlur: () => setCursor(null),
  };
}

function hasCell({ servers, order }: ConsensusAssigns, { lane, index }: Place): boolean {
  const server = servers[order[lane] ?? ""];
  return server !== undefined && (index <= server.baseIndex || cellAt(server, index) !== undefined);
}

/** The parameter for a window from here; 0, the newest, at the end. */
export function fromAt({ assigns, layout }: Pick<LaneInput, "assigns" | "layout">, from: number): number {
  const newest = Math.max(1, assigns.window.last - layout.count + 1);
  return from >= newest ? 0 : Math.max(1, from);
}

const STEPS: Readonly<Record<string, readonly [lanes: number, indexes: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** True when the key was of use here. */
function press(input: LaneInput, key: string): boolean {
  const { assigns, layout, cursor, setCursor, push, onEntry } = input;
  const { from, last } = assigns.window;
  const step = STEPS[key];
  if (step !== undefined) {
    setCursor(stepped(input, step));
    return true;
  }
  const page = Math.max(1, Math.floor(PAGE_SHARE * layout.count));
  switch (key) {
    case "Enter":
      if (cursor === null) return false;
      onEntry(cursor);
      return true;
    case "Escape":
      if (cursor === null) return false;
      setCursor(null);
      return true;
    case "PageUp":
      push({ from: fromAt(input, from - page) });
      return true;
    case "PageDown":
      push({ from: fromAt(input, from + page) });
      return true;
    case "Home":
      push({ from: fromAt(input, 1) });
      setCursor({ lane: cursor?.lane ?? 0, index: 1 });
      return true;
    case "End":
      push({ from: 0 });
      setCursor({ lane: cursor?.lane ?? 0, index: Math.max(1, last) });
      return true;
    default:
      return false;
  }
}

/** The cursor a step further, and the window with it; at first it stands on the newest entry. */
function stepped(
  { assigns, layout, cursor, push }: LaneInput,
  [lanes, indexes]: readonly [number, number],
): Place {
  const { from, to, last } = assigns.window;
  if (cursor === null) return { lane: 0, index: Math.max(1, Math.min(to, last)) };
  const lane = Math.min(assigns.order.length - 1, Math.max(0, cursor.lane + lanes));
  const index = Math.min(Math.max(1, last), Math.max(1, cursor.index + indexes));
  // Who reads does not want the entry to slide away.
  if (index < from) push({ from: index });
  else if (index > to) push({ from: fromAt({ assigns, layout }, index - layout.count + 1) });
  else push({ from: fromAt({ assigns, layout }, from) === 0 && last <= layout.count ? 0 : from });
  return { lane, index };
}
