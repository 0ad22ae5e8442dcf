/**
 * What the person has set on this page: lens, selection, open panels, theme, keyboard. Nothing of the run.
 *
 * Invariants
 * - Changing the lens changes neither selection nor parameters of other lenses.
 * - Parameters are kept per view, so a lens opens as it was left.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Level, ViewName } from "../bridge/index.ts";
import { type Display, type Lock, lockSentence, WHOLE_PAGE } from "./display.ts";

export type ThemeChoice = "light" | "dark" | "system";
/** The views that can be opened as a lens; `run`, `timeline` and `inspector` are always there. */
export type LensId = Exclude<ViewName, "run" | "timeline" | "inspector">;
export const LENS_IDS: readonly LensId[] = [
  "stage",
  "supervision",
  "processes",
  "variables",
  "telemetry",
  "events",
  "density",
  "spacetime",
  "consensus",
];

export type Params = Readonly<Record<string, unknown>>;

/** A sentence for the person: what went wrong or well, shown until dismissed. */
export interface Notice {
  readonly id: number;
  readonly tone: "info" | "problem";
  readonly text: string;
  /** What the person can do about it; such a notice stays until dismissed. */
  readonly action?: NoticeAction;
}

export interface NoticeAction {
  readonly label: string;
  readonly press: () => void;
}

export interface UiState {
  readonly lens: LensId;
  readonly selection: string | null;
  readonly params: Readonly<Partial<Record<ViewName, Params>>>;
  readonly inspectorOpen: boolean;
  readonly inspectorWidth: number;
  readonly railExpanded: boolean;
  readonly narrationOpen: boolean;
  readonly helpOpen: boolean;
  readonly paletteOpen: boolean;
  readonly breakOpen: boolean;
  readonly keyboardEnabled: boolean;
  readonly themeChoice: ThemeChoice;
  readonly systemTheme: "light" | "dark";
  /** In which words events are told, everywhere. */
  readonly level: Level;
  /** What the link of this run asks for. */
  readonly display: Display;
  readonly dismissedOutcome: string | null;
  readonly notices: readonly Notice[];
}

export type UiStore = StoreApi<UiState>;

export const INSPECTOR_WIDTH = { min: 320, initial: 340, max: 560 } as const;
/** More notices than this push the oldest out. */
const NOTICES_MAX = 4;

export const INITIAL_UI: UiState = {
  lens: "stage",
  selection: null,
  params: {},
  inspectorOpen: true,
  inspectorWidth: INSPECTOR_WIDTH.initial,
  railExpanded: false,
  narrationOpen: false,
  helpOpen: false,
  paletteOpen: false,
  breakOpen: false,
  keyboardEnabled: true,
  themeChoice: "system",
  systemTheme: "light",
  level: "operator",
  display: WHOLE_PAGE,
  dismissedOutcome: null,
  notices: [],
};

export function createUiStore(initial: Partial<UiState> = {}): UiStore {
  return createStore<UiState>(() => ({ ...INITIAL_UI, ...initial }));
}

/** The theme in force. */
export function themeOf(state: UiState): "light" | "dark" {
  const { display, themeChoice, systemTheme } = state;
  if (display.theme !== null) return display.theme;
  // Dark pages wash out on a projector.
  if (display.frame === "present") return "light";
  return themeChoice === "system" ? systemTheme : themeChoice;
}

/** Selects a thing; selecting opens the inspector's content but never opens a closed inspector by itself. */
export function select(store: UiStore, target: string | null): void {
  store.setState({ selection: target });
}

export function setLens(store: UiStore, lens: LensId): void {
  if (lens !== store.getState().lens && !isLocked(store, "lens")) store.setState({ lens });
}

export function setParams(store: UiStore, view: ViewName, params: Params): void {
  store.setState({ params: { ...store.getState().params, [view]: params } });
}

export function toggleBreak(store: UiStore): void {
  store.setState({ breakOpen: !store.getState().breakOpen });
}

/** Whether the link locks this; a notice has said so then. */
export function isLocked(store: UiStore, lock: Lock): boolean {
  const locked = store.getState().display.lock.includes(lock);
  if (locked) addNotice(store, "info", lockSentence(lock));
  return locked;
}

export function addNotice(store: UiStore, tone: Notice["tone"], text: string, action?: NoticeAction): void {
  const notices = store.getState().notices;
  if (notices.some((notice) => notice.text === text)) return;
  const id = (notices.at(-1)?.id ?? 0) + 1;
  store.setState({
    notices: [...notices, { id, tone, text, ...(action && { action }) }].slice(-NOTICES_MAX),
  });
}

export function dismissNotice(store: UiStore, id: number): void {
  store.setState({ notices: store.getState().notices.filter((notice) => notice.id !== id) });
}

export function setInspectorWidth(store: UiStore, width: number): void {
  const clamped = Math.min(INSPECTOR_WIDTH.max, Math.max(INSPECTOR_WIDTH.min, Math.round(width)));
  store.setState({ inspectorWidth: clamped });
}
