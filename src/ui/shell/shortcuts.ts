/**
 * The one table of keyboard shortcuts: what a key does and what the help sheet says about it.
 *
 * Invariants
 * - No two entries react to the same key.
 * - Entries with a single printable key can be switched off together (WCAG 2.1.4); Escape stays.
 * - K, P, X and C carry no knowledge of the domain: they press the inspector's action with that key.
 */
import {
  LENS_IDS,
  type LensId,
  type RunStore,
  type Session,
  SPEEDS,
  select,
  setLens,
  type UiStore,
} from "../../view/index.ts";
import { LENSES } from "../lenses/index.ts";
import { pressInspectorAction } from "./inspector-action.ts";

export interface ShortcutContext {
  readonly session: Session;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
}

export interface Shortcut {
  /** `KeyboardEvent.key`, lower case for letters. */
  readonly key: string;
  readonly shift?: true;
  /** How the key is written in the help sheet. */
  readonly face: string;
  readonly group: "Time" | "Lens" | "Selection" | "Page";
  readonly text: string;
  readonly run: (context: ShortcutContext) => void;
}

export const STEP_US = 100_000;

const TIME: readonly Shortcut[] = [
  { key: " ", face: "Space", group: "Time", text: "Play or pause", run: togglePlay },
  {
    key: "ArrowRight",
    face: "→",
    group: "Time",
    text: "One event on",
    run: ({ session }) => void session.transport({ kind: "step_event" }),
  },
  {
    key: "ArrowRight",
    shift: true,
    face: "Shift →",
    group: "Time",
    text: "100 ms on",
    run: ({ session }) => void session.transport({ kind: "step_time", us: STEP_US }),
  },
  { key: "[", face: "[", group: "Time", text: "Slower", run: (context) => changeSpeed(context, -1) },
  { key: "]", face: "]", group: "Time", text: "Faster", run: (context) => changeSpeed(context, 1) },
];

const LENS: readonly Shortcut[] = [
  ...LENS_IDS.map((id: LensId): Shortcut => {
    const { key, title } = LENSES[id];
    return { key, face: key, group: "Lens", text: title, run: ({ uiStore }) => setLens(uiStore, id) };
  }),
  { key: "/", face: "/", group: "Lens", text: "Filter the lens", run: focusFilter },
];

const SELECTION: readonly Shortcut[] = [
  pressing("k", "Kill the selected process or node"),
  pressing("p", "Pause, suspend or resume it"),
  pressing("x", "Crash the selected node, or restart it"),
  pressing("c", "Cut or heal the selected link, or cut off the node"),
];

const PAGE: readonly Shortcut[] = [
  {
    key: "i",
    face: "I",
    group: "Page",
    text: "Inspector open or closed",
    run: ({ uiStore }) => uiStore.setState({ inspectorOpen: !uiStore.getState().inspectorOpen }),
  },
  {
    key: "t",
    face: "T",
    group: "Page",
    text: "Light, dark or system theme",
    run: ({ uiStore }) => nextTheme(uiStore),
  },
  { key: "?", face: "?", group: "Page", text: "This sheet", run: ({ uiStore }) => toggleHelp(uiStore) },
  {
    key: "Escape",
    face: "Esc",
    group: "Page",
    text: "Close, or up one level",
    run: ({ uiStore }) => goUp(uiStore),
  },
];

export const SHORTCUTS: readonly Shortcut[] = [...TIME, ...LENS, ...SELECTION, ...PAGE];

/** The shortcut of a key press, if any. Shift counts only where an entry asks for it or the key is not printable. */
export function shortcutFor(event: {
  readonly key: string;
  readonly shiftKey: boolean;
}): Shortcut | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isPrintable = key.length === 1;
  return SHORTCUTS.find(
    (entry) => entry.key === key && (isPrintable || (entry.shift ?? false) === event.shiftKey),
  );
}

export function togglePlay({ session, runStore }: Pick<ShortcutContext, "session" | "runStore">): void {
  const isPlaying = runStore.getState().assigns.run?.playing === true;
  void session.transport({ kind: isPlaying ? "pause" : "play" });
}

export function nextTheme(uiStore: UiStore): void {
  const order = ["system", "light", "dark"] as const;
  const at = order.indexOf(uiStore.getState().themeChoice);
  uiStore.setState({ themeChoice: order[(at + 1) % order.length] ?? "system" });
}

function pressing(key: string, text: string): Shortcut {
  const face = key.toUpperCase();
  return { key, face, group: "Selection", text, run: (context) => pressInspectorAction(context, face) };
}

function changeSpeed({ session, runStore }: ShortcutContext, step: 1 | -1): void {
  const speed = runStore.getState().assigns.run?.speed;
  if (speed === undefined) return;
  const next = step > 0 ? SPEEDS.find((entry) => entry > speed) : SPEEDS.findLast((entry) => entry < speed);
  if (next !== undefined) void session.transport({ kind: "speed", speed: next });
}

function focusFilter(): void {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  field?.focus();
  field?.select();
}

function toggleHelp(uiStore: UiStore): void {
  uiStore.setState({ helpOpen: !uiStore.getState().helpOpen });
}

/** Escape leaves the innermost open thing: help, narration history, then the selection. */
function goUp(uiStore: UiStore): void {
  const { helpOpen, narrationOpen } = uiStore.getState();
  if (helpOpen) uiStore.setState({ helpOpen: false });
  else if (narrationOpen) uiStore.setState({ narrationOpen: false });
  else select(uiStore, null);
}
