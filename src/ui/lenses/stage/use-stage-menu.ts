/** The open action menu of the stage: where it is, what it acts on, and where the focus goes back to. */
import { type RefObject, useCallback, useState } from "react";
import { MENU_WIDTH } from "./action-menu.tsx";
import type { Point } from "./plane.ts";

export interface OpenMenu {
  readonly target: string | null;
  readonly at: Point;
  readonly returnTo: Element | null;
}

export interface StageMenu {
  readonly menu: OpenMenu | null;
  readonly openMenu: (target: string | null, at: Point) => void;
  /** Opens it under the element that was pressed. */
  readonly openMenuAt: (target: string, trigger: HTMLElement) => void;
  readonly closeMenu: () => void;
}

export function useStageMenu(room: RefObject<HTMLElement | null>): StageMenu {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const openMenu = useCallback((target: string | null, at: Point) => {
    setMenu({ target, at, returnTo: document.activeElement });
  }, []);
  const closeMenu = useCallback(() => {
    setMenu((open) => {
      if (open?.returnTo instanceof HTMLElement || open?.returnTo instanceof SVGElement)
        open.returnTo.focus();
      return null;
    });
  }, []);
  const openMenuAt = (target: string, trigger: HTMLElement) => {
    const outer = room.current?.getBoundingClientRect();
    const inner = trigger.getBoundingClientRect();
    openMenu(target, {
      x: inner.left - (outer?.left ?? 0) - MENU_WIDTH,
      y: inner.bottom - (outer?.top ?? 0),
    });
  };
  return { menu, openMenu, openMenuAt, closeMenu };
}
