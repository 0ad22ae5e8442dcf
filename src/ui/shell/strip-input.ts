/**
 * What hands do on the overview strip: keys, press and drag.
 *
 * Invariants
 * - A press on a mark goes to exactly its moment; a press beyond what is known runs on to there.
 * - A drag stays within what is known: nothing is run by a slip of the hand.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Session, TimelineAssigns } from "../../view/index.ts";
import type { Place, Probe, StripScene } from "./strip-scene.ts";
import type { Seeker } from "./strip-seek.ts";

const ARROW_US = 100_000;
const PAGE_US = 1_000_000;
/** A page is at least this part of what is known, so that a long run can be crossed. */
const PAGE_SHARE = 0.05;
/** Less than this is a press with an unsteady hand, and stays on the mark that was pressed. */
const DRAG_PX_MIN = 4;

/** Where a key leads from `atUs`; null when the key is not one of a slider. */
export function keyTargetUs(key: string, atUs: number, frontierUs: number): number | null {
  const pageUs = Math.max(PAGE_US, Math.round(frontierUs * PAGE_SHARE));
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: atUs - ARROW_US,
    ArrowDown: atUs - ARROW_US,
    ArrowRight: atUs + ARROW_US,
    ArrowUp: atUs + ARROW_US,
    PageDown: atUs - pageUs,
    PageUp: atUs + pageUs,
    Home: 0,
    End: frontierUs,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(frontierUs, Math.max(0, target));
}

export interface StripInput {
  readonly session: Session;
  readonly timeline: () => TimelineAssigns | undefined;
  /** The scene exists once the strip is on the page. */
  readonly scene: () => StripScene | null;
  readonly seeker: Seeker;
}

export function useStripInput({ session, timeline, scene, seeker }: StripInput) {
  /** Where the hand pressed on something known, and whether it has left that place since. */
  const drag = useRef<{ readonly x: number; isMoving: boolean } | null>(null);
  const seek = (us: number) => {
    seeker.seek(us);
    scene()?.refresh(us);
  };
  const onPress = (event: PointerEvent<HTMLElement>, probe: Probe) => {
    const { lane, mark, us, isKnown } = probe;
    if (lane !== null && event.pointerType !== "touch")
      return void session.transport({ kind: "branch", id: lane.id, us: Math.min(us, lane.toUs) });
    drag.current = isKnown ? { x: event.clientX, isMoving: false } : null;
    if (isKnown) event.currentTarget.setPointerCapture(event.pointerId);
    seek(mark?.mark.atUs ?? us);
  };
  const onDrag = (event: PointerEvent<HTMLElement>, us: number) => {
    if (drag.current === null) return;
    drag.current.isMoving ||= Math.abs(event.clientX - drag.current.x) >= DRAG_PX_MIN;
    if (drag.current.isMoving) seek(Math.min(us, timeline()?.frontierUs ?? 0));
  };
  const endDrag = () => {
    drag.current = null;
  };
  return {
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const facts = timeline();
      if (facts === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const target = keyTargetUs(event.key, seeker.targetUs() ?? facts.nowUs, facts.frontierUs);
      if (target === null) return;
      event.preventDefault();
      seek(target);
    },
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const probe = scene()?.probe(placeOf(event)) ?? null;
      if (event.button === 0 && probe !== null) onPress(event, probe);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const place = placeOf(event);
      const probe = scene()?.probe(place) ?? null;
      scene()?.pointAt(place);
      if (probe !== null) onDrag(event, probe.us);
    },
    onPointerUp: endDrag,
    onPointerCancel: endDrag,
    onPointerLeave() {
      scene()?.pointAt(null);
    },
  };
}

function placeOf(event: PointerEvent<HTMLElement>): Place {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
