/**
 * The state of the tree grid: what is collapsed, what has the focus, and what keys and presses do.
 *
 * Invariants: the focused row is always among the visible ones (a vanished one hands the focus to its nearest
 * ancestor that is left); arrows are always consumed here.
 */
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Action, SupervisionAssigns } from "../../../view/index.ts";
import { rowAction, rowTarget } from "./row-actions.ts";
import { stepFor, type TreeStep, typeahead } from "./tree-keys.ts";
import { type VisibleRow, visibleRows } from "./visible-rows.ts";

export interface TreeOptions {
  readonly assigns: SupervisionAssigns;
  readonly filter: string;
  readonly collapsed: ReadonlySet<string>;
  readonly setCollapsed: (collapsed: ReadonlySet<string>) => void;
  readonly select: (target: string | null) => void;
  readonly act: (action: Action) => void;
  /** Brings a row into sight before it gets the focus. */
  readonly reveal: (index: number) => void;
  readonly grid: RefObject<HTMLElement | null>;
  readonly onMove: (id: string) => void;
}

/** Letters typed within this time make one word. */
const TYPING_MS = 700;
/** Keys that select the row and are then left to the inspector. */
const PASSED_ON: readonly string[] = ["p"];

export function useTree(options: TreeOptions) {
  const { assigns, filter, collapsed, grid } = options;
  const rows = visibleRows(assigns, { collapsed, filter });
  const [wished, setWished] = useWished(options.onMove);
  const focused = nearestVisible(wished, rows, assigns);
  const wantsFocus = useRef(false);
  const typing = useRef({ text: "", atMs: 0 });

  const lastFocused = useRef<string | null>(null);
  useKeptFocus({ grid, focused, wantsFocus, lastFocused });
  const focus = (id: string) => {
    setWished(id);
    // A row that has the focus already must not claim it later, when it may be elsewhere.
    wantsFocus.current = rowIdOf(document.activeElement) !== id;
    options.reveal(rows.findIndex((row) => row.id === id));
  };
  const toggle = (ids: readonly string[], isOpen: boolean) => {
    const next = new Set(collapsed);
    for (const id of ids) {
      if (isOpen) next.delete(id);
      else next.add(id);
    }
    options.setCollapsed(next);
  };
  const take = (step: TreeStep) => {
    if (step.kind === "focus") focus(step.id);
    else if (step.kind !== "stay") toggle(step.ids, step.kind === "expand");
  };

  /** Goes on with a word, or starts one; false when no name begins so. */
  const type = (event: KeyboardEvent, id: string): boolean => {
    const word = typing.current;
    const isGoingOn = isWordGoingOn(word, event);
    const text = isGoingOn ? word.text + event.key : event.key;
    const found = typeahead(text, rows, id, (one) => assigns.rows[one]?.label ?? "");
    typing.current = { text: found === null && !isGoingOn ? "" : text, atMs: event.timeStamp };
    if (found !== null) focus(found);
    return found !== null || isGoingOn;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = rowIdOf(event.target);
    const isRow = event.target instanceof Element && event.target.matches("[data-row]");
    if (id === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepFor(event.key, rows, id);
    if (step !== null) take(step);
    const isUsed =
      step !== null ||
      (isWordGoingOn(typing.current, event) && type(event, id)) ||
      // Enter on the row's button presses the button.
      ((isRow || event.key !== "Enter") && runRowKey(event.key, id, options)) ||
      (isLetter(event.key) && !PASSED_ON.includes(event.key.toLowerCase()) && type(event, id));
    if (!isUsed) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    const id = rowIdOf(event.target);
    if (id === null) return;
    setWished(id);
    const twisty = event.target instanceof Element ? event.target.closest("[data-twisty=true]") : null;
    if (twisty !== null) toggle([id], collapsed.has(id));
    else selectRow(id, options);
  };
  const onFocus = (event: { readonly target: EventTarget }) => {
    const id = rowIdOf(event.target);
    lastFocused.current = id;
    if (id !== null && id !== wished) setWished(id);
  };
  return { rows, focused, handlers: { onKeyDown, onClick, onFocus } };
}

/** The row that was moved to last; who wants to know is told. */
function useWished(onMove: (id: string) => void) {
  const [wished, setWished] = useState<string | null>(null);
  const move = (id: string) => {
    setWished(id);
    onMove(id);
  };
  return [wished, move] as const;
}

interface KeptFocus {
  readonly grid: RefObject<HTMLElement | null>;
  readonly focused: string | null;
  readonly wantsFocus: RefObject<boolean>;
  readonly lastFocused: RefObject<string | null>;
}

/** Moves the real focus after the wished one, and hands it on when the focused row has vanished. */
function useKeptFocus({ grid, focused, wantsFocus, lastFocused }: KeptFocus): void {
  useEffect(() => {
    const active = document.activeElement;
    const inside = grid.current?.contains(active) === true ? rowIdOf(active) : null;
    const last = lastFocused.current;
    const hasVanished = last !== null && inside === null && rowElement(grid.current, last) === null;
    lastFocused.current = inside;
    if (focused === null || !(wantsFocus.current || (hasVanished && active === document.body))) return;
    wantsFocus.current = false;
    rowElement(grid.current, focused)?.focus({ preventScroll: true });
    lastFocused.current = focused;
  });
}

/**
 * Enter and the keys of the row's action; false when the key is not for the row. P selects the row and lets the key
 * pass, because the inspector, which acts on the selection, knows whether to suspend or to resume.
 */
function runRowKey(key: string, id: string, options: TreeOptions): boolean {
  const row = options.assigns.rows[id];
  if (row === undefined) return false;
  if (key === "Enter" || PASSED_ON.includes(key.toLowerCase())) {
    selectRow(id, options);
    return key === "Enter";
  }
  const entry = rowAction(row);
  if (entry === null || !entry.keys.includes(key.toUpperCase())) return false;
  options.act(entry.action);
  return true;
}

function selectRow(id: string, { assigns, select }: TreeOptions): void {
  const row = assigns.rows[id];
  if (row !== undefined) select(rowTarget(row));
}

/** The wished row if visible, else its nearest visible ancestor, else the first row. */
function nearestVisible(
  wished: string | null,
  rows: readonly VisibleRow[],
  assigns: SupervisionAssigns,
): string | null {
  const visible = new Set(rows.map((row) => row.id));
  for (let id = wished; id !== null; id = assigns.rows[id]?.parent ?? null) if (visible.has(id)) return id;
  return rows[0]?.id ?? null;
}

function isWordGoingOn(
  word: { readonly text: string; readonly atMs: number },
  event: KeyboardEvent,
): boolean {
  return word.text !== "" && /^[a-z0-9_]$/i.test(event.key) && event.timeStamp - word.atMs <= TYPING_MS;
}

function isLetter(key: string): boolean {
  return /^[a-z_]$/i.test(key);
}

export function rowIdOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest("[data-row]")?.getAttribute("data-row") ?? null) : null;
}

function rowElement(grid: HTMLElement | null, id: string): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`) ?? null;
}
