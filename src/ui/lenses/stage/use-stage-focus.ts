/**
 * One tab stop for the whole picture: which thing holds it, and how keys move it.
 *
 * Invariants
 * - Exactly one drawn thing has tabindex 0: the one last focused or selected, else the first node.
 * - When the focused thing disappears (its process died), the focus goes to its node instead of being lost.
 */
import { type RefObject, useEffect, useRef, useState } from "react";
import type { StageAssigns } from "../../../view/index.ts";
import { isMoveKey, moveFrom, type Spot, spotOf } from "./neighbourhood.ts";
import { neighbourhoodOf } from "./node-slots.ts";
import type { RingLayout } from "./ring-layout.ts";

export interface StageFocus {
  readonly spot: Spot | null;
  /** Moves by an arrow, Home, End or Escape; false when the key leads nowhere. */
  readonly move: (key: string) => boolean;
  /** Gives a thing the tab stop and the focus. */
  readonly focus: (id: string) => void;
  /** Takes note of a focus that came by itself (Tab, pointer). */
  readonly noticeFocus: (id: string) => void;
}

export interface StageFocusOptions {
  readonly picture: RefObject<HTMLElement | null>;
  readonly stage: StageAssigns;
  readonly ring: RingLayout;
  readonly selection: string | null;
}

export function useStageFocus(options: StageFocusOptions): StageFocus {
  const { picture, stage, ring, selection } = options;
  const [wished, setWished] = useState<Spot | null>(null);
  const lastFocused = useRef<string | null>(null);
  const spot = currentSpot(wished, options);
  const spotId = spot?.id ?? null;

  useEffect(() => {
    const inside = focusedEntity(picture.current);
    if (inside !== null) {
      lastFocused.current = inside;
      return;
    }
    const last = lastFocused.current;
    lastFocused.current = null;
    // A person who leaves the picture leaves the thing there; only a thing that vanished hands its focus on.
    const hasVanished = last !== null && elementOf(picture.current, last) === null;
    if (hasVanished && document.activeElement === document.body && spotId !== null) {
      elementOf(picture.current, spotId)?.focus();
    }
  });

  const goTo = (to: Spot) => {
    setWished(to);
    elementOf(picture.current, to.id)?.focus();
  };
  const map = () => neighbourhoodOf(stage, ring, selection);
  return {
    spot,
    move: (key) => {
      if (spot === null || !isMoveKey(key)) return false;
      const to = moveFrom(spot, key, map());
      if (to === null) return false;
      goTo(to);
      return true;
    },
    focus: (id) => {
      const to = spotOf(id, map());
      if (to !== null) goTo(to);
    },
    noticeFocus: (id) => {
      lastFocused.current = id;
      if (id === spot?.id) return;
      const to = spotOf(id, map());
      if (to !== null) setWished(to);
    },
  };
}

/** The wished spot while it is drawn, else its node, else the selected thing, else the first node. */
function currentSpot(wished: Spot | null, options: StageFocusOptions): Spot | null {
  const { stage, ring, selection } = options;
  const first = stage.order[0];
  if (first === undefined) return null;
  if (wished !== null && stage.nodes[wished.id] !== undefined) return wished;
  if (wished !== null) {
    if (stage.links[wished.id] !== undefined) return wished;
    const map = neighbourhoodOf(stage, ring, selection);
    if (spotOf(wished.id, map) !== null) return wished;
    if (stage.nodes[wished.home] !== undefined) return { id: wished.home, home: wished.home };
  }
  if (selection !== null && stage.nodes[selection] !== undefined) return { id: selection, home: selection };
  return { id: first, home: first };
}

function focusedEntity(picture: HTMLElement | null): string | null {
  const active = document.activeElement;
  return picture?.contains(active) === true ? (active?.getAttribute("data-entity") ?? null) : null;
}

function elementOf(picture: HTMLElement | null, id: string): SVGElement | null {
  return picture?.querySelector<SVGElement>(`[data-entity="${CSS.escape(id)}"]`) ?? null;
}
