/**
 * What pointer and keyboard do on the picture. One handler of each kind serves all things: the thing is found by its
 * data-entity or, for a thin link, by the distance to its line.
 */
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useState,
} from "react";
import type { Action, Invitation, StageAssigns } from "../../../view/index.ts";
import { crossedLinks, cutActions, linkAt } from "./cutting.ts";
import type { Point, Segment } from "./plane.ts";
import { actionsFor } from "./stage-actions.ts";
import { discOf, type StageScene } from "./stage-scene.ts";
import { localPoint, useCutDrag } from "./use-cut-drag.ts";
import type { StageFocus } from "./use-stage-focus.ts";

export interface StageEventsOptions {
  readonly picture: RefObject<HTMLElement | null>;
  readonly stage: StageAssigns;
  readonly scene: StageScene;
  readonly selection: string | null;
  readonly invitation: Invitation | null;
  readonly focus: StageFocus;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
  /** Opens the menu for a thing, or for the ground (null). */
  readonly openMenu: (target: string | null, at: Point) => void;
}

/** A press this near to a link means the link. */
const LINK_REACH_PX = 8;

export function useStageEvents(options: StageEventsOptions) {
  const { picture, stage, scene, focus, select, act, openMenu } = options;
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const entityAt = (target: EventTarget | null, at: Point): string | null =>
    entityOf(target) ?? linkAt(at, stage, scene.places, LINK_REACH_PX);
  const cut = (line: Segment) => {
    for (const action of cutActions(crossedLinks(line, stage, scene.places), stage)) act(action);
  };
  const drag = useCutDrag({
    picture,
    onCut: cut,
    onLongPress: (target, at) => openMenu(entityAt(target, at), at),
  });

  const onClick = (event: MouseEvent) => {
    if (drag.takeClick()) return;
    const id = entityAt(event.target, localPoint(picture.current, event));
    if (id !== null) focus.focus(id);
    select(id);
  };
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const at = localPoint(picture.current, event);
    const id = entityAt(event.target, at);
    if (id !== null) focus.focus(id);
    openMenu(id, at);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    drag.handlers.onPointerMove(event);
    const id = entityAt(event.target, localPoint(picture.current, event));
    if (id !== hovered) setHovered(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = entityOf(event.target);
    if (id === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!focus.move(event.key) && !runKey(event.key, id, options)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocus = (event: FocusEvent) => {
    const id = entityOf(event.target);
    if (id === null) return;
    focus.noticeFocus(id);
    setFocused(event.target.matches(":focus-visible") ? id : null);
  };
  return {
    line: drag.line,
    hovered,
    focused,
    handlers: {
      ...drag.handlers,
      onPointerMove,
      onPointerLeave: () => setHovered(null),
      onClick,
      onContextMenu,
      onKeyDown,
      onFocus,
      onBlur: () => setFocused(null),
    },
  };
}

/** Enter, Escape, M and the single keys of the thing's own actions; false when the key is not for the stage. */
function runKey(key: string, id: string, options: StageEventsOptions): boolean {
  const { stage, scene, selection, invitation, select, act, openMenu } = options;
  switch (key) {
    case "Enter":
      select(id);
      return true;
    case "Escape":
      if (selection !== null) select(null);
      return selection !== null;
    case "m":
    case "M": {
      const disc = discOf(id, stage, scene);
      if (disc !== null) openMenu(id, { x: disc.centre.x, y: disc.centre.y + disc.radius + 4 });
      return true;
    }
    default: {
      const named = actionsFor(id, stage, invitation).find((entry) => entry.key === key.toUpperCase());
      if (named !== undefined) act(named.action);
      return named !== undefined;
    }
  }
}

function entityOf(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest("[data-entity]")?.getAttribute("data-entity") ?? null;
}
