/**
 * The one table of keyboard shortcuts: what a key does and what the help sheet says about it.
 *
 * Invariants
 * - No two entries react to the same key.
 * - Entries with a single key can be switched off together (WCAG 2.1.4); Escape and those with control stay.
 * - K, P, X and C carry no knowledge of the domain: they press the inspector's action with that key.
 */
import {
  compareStore,
  LENS_IDS,
  type LensId,
  type RunStore,
  type Session,
  SPEEDS,
  select,
  setLens,
  type Transport,
  toggleBreak,
  toggleCompare,
  toggleGhosts,
  type UiStore,
} from "../../view/index.ts";
import { LENSES } from "../lenses/index.ts";
import { toggleMeasure } from "../measure/measure-button.tsx";
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
  /** Control, or command on a Mac. */
  readonly ctrl?: true;
  /** How the key is written in the help sheet. */
  readonly face: string;
  readonly group: "Time" | "Lens" | "Selection" | "Page";
  readonly text: string;
  /** A promise is settled when the worker has answered: until then a held key does not ask again. */
  readonly run: (context: ShortcutContext) => void | Promise<void>;
}

export const STEP_US = 100_000;

/** The least importance at which `,` and `.` stop. */
const MARK_IMPORTANCE = 2;

const TIME: readonly Shortcut[] = [
  { key: " ", face: "Space", group: "Time", text: "Play or pause", run: togglePlay },
  sending("ArrowLeft", "←", "One event back", { kind: "step_event_back" }),
  sending("ArrowRight", "→", "One event on", { kind: "step_event" }),
  {
    ...sending("ArrowLeft", "Shift ←", "100 ms back", { kind: "step_time", us: -STEP_US }),
    shift: true,
  },
  { ...sending("ArrowRight", "Shift →", "100 ms on", { kind: "step_time", us: STEP_US }), shift: true },
  sending(",", ",", "Important event before", {
    kind: "seek_mark",
    direction: -1,
    importance: MARK_IMPORTANCE,
  }),
  sending(".", ".", "Next important event", {
    kind: "seek_mark",
    direction: 1,
    importance: MARK_IMPORTANCE,
  }),
  { key: "[", face: "[", group: "Time", text: "Slower", run: (context) => changeSpeed(context, -1) },
  { key: "]", face: "]", group: "Time", text: "Faster", run: (context) => changeSpeed(context, 1) },
  sending("f", "F", "Fork: new branch from here", { kind: "fork" }),
  { ...sending("z", "Ctrl/⌘ Z", "Undo the last intervention", { kind: "undo" }), ctrl: true },
  {
    ...sending("z", "Ctrl/⌘ Shift Z", "Redo the intervention", { kind: "redo" }),
    ctrl: true,
    shift: true,
  },
  { ...sending("y", "Ctrl/⌘ Y", "Redo the intervention", { kind: "redo" }), ctrl: true },
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
  { key: "u", face: "U", group: "Selection", text: "Why it happened: the causes", run: openWhy },
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
    key: "d",
    face: "D",
    group: "Page",
    text: "Break: every fault, and the plan",
    run: ({ uiStore }) => toggleBreak(uiStore),
  },
  { key: "m", face: "M", group: "Page", text: "Measure: many seeds, seed hunt", run: toggleMeasure },
  {
    key: "b",
    face: "B",
    group: "Page",
    text: "Compare with another run",
    run: () => toggleCompare(compareStore),
  },
  {
    key: "g",
    face: "G",
    group: "Page",
    text: "Ghost lines of the compared run on or off",
    run: () => toggleGhosts(compareStore),
  },
  {
    key: "t",
    face: "T",
    group: "Page",
    text: "Light, dark or system theme",
    run: ({ uiStore }) => nextTheme(uiStore),
  },
  {
    key: "k",
    ctrl: true,
    face: "Ctrl/⌘ K",
    group: "Page",
    text: "Command palette: everything by name",
    run: ({ uiStore }) => uiStore.setState({ paletteOpen: true }),
  },
  {
    key: "?",
    face: "?",
    group: "Page",
    text: "Help and keyboard",
    run: ({ uiStore }) => toggleHelp(uiStore),
  },
  {
    key: "Escape",
    face: "Esc",
    group: "Page",
    text: "Close, or up one level",
    run: ({ uiStore }) => goUp(uiStore),
  },
];

export const SHORTCUTS: readonly Shortcut[] = [...TIME, ...LENS, ...SELECTION, ...PAGE];

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
}

/**
 * The shortcut of a key press, if any. Shift counts where the key is not printable or is pressed with control;
 * elsewhere it only tells how this keyboard writes the character.
 */
export function shortcutFor(press: KeyPress): Shortcut | undefined {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isCtrl = press.ctrlKey === true || press.metaKey === true;
  const isShiftFree = key.length === 1 && !isCtrl;
  return SHORTCUTS.find(
    (entry) =>
      entry.key === key &&
      (entry.ctrl ?? false) === isCtrl &&
      (isShiftFree || (entry.shift ?? false) === press.shiftKey),
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

function sending(key: string, face: string, text: string, command: Transport): Shortcut {
  return { key, face, group: "Time", text, run: ({ session }) => session.transport(command) };
}

function pressing(key: string, text: string): Shortcut {
  const face = key.toUpperCase();
  return { key, face, group: "Selection", text, run: (context) => pressInspectorAction(context, face) };
}

/** The causes of the selected event, else of the last thing that happened to the selection or in the narration. */
function openWhy({ runStore, uiStore }: ShortcutContext): void {
  const { selection } = uiStore.getState();
  const { run, inspector } = runStore.getState().assigns;
  const ofSelection = inspector?.target === selection ? inspector?.why?.event : undefined;
  const told = run?.narration.findLast(
    ({ event, importance }) => event !== null && importance >= MARK_IMPORTANCE,
  )?.event;
  const event = selection?.includes("#") ? selection : (ofSelection ?? told);
  if (event === null || event === undefined) return;
  select(uiStore, event);
  setLens(uiStore, "events");
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

/** Escape leaves the innermost open thing: help, narration history, the fault palette, then the selection. */
function goUp(uiStore: UiStore): void {
  const { helpOpen, narrationOpen, breakOpen } = uiStore.getState();
  if (helpOpen) uiStore.setState({ helpOpen: false });
  else if (narrationOpen) uiStore.setState({ narrationOpen: false });
  else if (breakOpen) toggleBreak(uiStore);
  else select(uiStore, null);
}
