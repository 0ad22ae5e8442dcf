/**
 * The menu of things that can be done to an entity: the keyboard's equal of right click, long press and drag.
 *
 * Invariants: focus enters with the menu and returns to the entity; Escape, Tab and a press outside close it; each
 * entry shows its single key, which also works while the menu is open.
 */
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import type { Action } from "../../../view/index.ts";
import type { Point } from "./plane.ts";
import type { StageAction } from "./stage-actions.ts";
import "./action-menu.css";

export interface ActionMenuProps {
  /** What the menu acts on: "node n3". */
  readonly title: string;
  readonly actions: readonly StageAction[];
  /** Top left corner inside the stage's room. */
  readonly at: Point;
  readonly onAct: (action: Action) => void;
  readonly onClose: () => void;
}

export const MENU_WIDTH = 216;

/** Height of a menu with this many entries, in CSS pixels. */
export function menuHeight(entries: number): number {
  return 40 + Math.max(1, entries) * 32;
}

export function ActionMenu({ title, actions, at, onAct, onClose }: ActionMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => itemsOf(menu.current)[0]?.focus(), []);
  usePressOutside(menu, onClose);
  const run = (action: Action) => {
    onAct(action);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" || event.key === "Tab") onClose();
    else if (!moveFocus(event.key, itemsOf(menu.current))) {
      const named = actions.find((action) => action.key?.toLowerCase() === event.key.toLowerCase());
      if (named === undefined) return event.stopPropagation();
      run(named.action);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={menu}
      className="action-menu"
      role="menu"
      aria-label={`Actions on ${title}`}
      tabIndex={-1}
      style={{ left: at.x, top: at.y, width: MENU_WIDTH }}
      onKeyDown={onKeyDown}
    >
      <p className="action-menu-title" role="presentation">
        {title}
      </p>
      {actions.map((entry) => (
        <MenuItem key={entry.label} entry={entry} onPress={() => run(entry.action)} />
      ))}
      {actions.length === 0 ? (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled="true"
          className="action-menu-item"
          onClick={onClose}
        >
          No action fits now
        </button>
      ) : null}
    </div>
  );
}

function MenuItem({ entry, onPress }: { readonly entry: StageAction; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="action-menu-item"
      data-danger={entry.danger}
      aria-keyshortcuts={entry.key ?? undefined}
      onClick={onPress}
    >
      {entry.label}
      {entry.key === null ? null : (
        <span className="action-menu-key" aria-hidden="true">
          {entry.key}
        </span>
      )}
    </button>
  );
}

function usePressOutside(menu: RefObject<HTMLElement | null>, onPress: () => void): void {
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && menu.current?.contains(event.target) === false) onPress();
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, [menu, onPress]);
}

/** Moves by arrow, Home and End; false for any other key. */
function moveFocus(key: string, items: readonly HTMLElement[]): boolean {
  const here = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[key];
  if (to === undefined || items.length === 0) return false;
  items.at(to % items.length)?.focus();
  return true;
}

function itemsOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return menu === null ? [] : [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}
