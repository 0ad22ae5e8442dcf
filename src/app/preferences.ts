/**
 * What a person has set for this browser: theme, shortcuts, panels. Kept in local storage, and applied to the page.
 *
 * Invariant: a browser without storage, or with rubbish in it, gets the defaults; nothing here ever throws.
 */
import { INITIAL_UI, INSPECTOR_WIDTH, themeOf, type UiState, type UiStore } from "../view/index.ts";

const STORAGE_KEY = "mabeam.preferences";
const DARK = "(prefers-color-scheme: dark)";

type Preferences = Pick<
  UiState,
  "themeChoice" | "level" | "keyboardEnabled" | "inspectorWidth" | "inspectorOpen" | "railExpanded"
>;

export function followPreferences(uiStore: UiStore): void {
  const dark = window.matchMedia(DARK);
  uiStore.setState({ ...readPreferences(readStorage()), systemTheme: dark.matches ? "dark" : "light" });
  dark.addEventListener("change", () => uiStore.setState({ systemTheme: dark.matches ? "dark" : "light" }));
  applyTheme(uiStore.getState());
  uiStore.subscribe((state, before) => {
    if (themeOf(state) !== themeOf(before)) applyTheme(state);
    if (isChanged(state, before)) writeStorage(pick(state));
  });
}

/** Preferences from stored text; anything missing or of a wrong type is the default. */
export function readPreferences(text: string | null): Preferences {
  const stored = parse(text);
  const { themeChoice, inspectorWidth, level } = stored;
  const isTheme = themeChoice === "light" || themeChoice === "dark" || themeChoice === "system";
  const isWidth =
    typeof inspectorWidth === "number" &&
    inspectorWidth >= INSPECTOR_WIDTH.min &&
    inspectorWidth <= INSPECTOR_WIDTH.max;
  const flag = (name: "keyboardEnabled" | "inspectorOpen" | "railExpanded"): boolean => {
    const value = stored[name];
    return typeof value === "boolean" ? value : INITIAL_UI[name];
  };
  return {
    themeChoice: isTheme ? themeChoice : INITIAL_UI.themeChoice,
    level: level === "novice" || level === "raw" ? level : INITIAL_UI.level,
    inspectorWidth: isWidth ? inspectorWidth : INITIAL_UI.inspectorWidth,
    keyboardEnabled: flag("keyboardEnabled"),
    inspectorOpen: flag("inspectorOpen"),
    railExpanded: flag("railExpanded"),
  };
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function pick(state: UiState): Preferences {
  const { themeChoice, level, keyboardEnabled, inspectorWidth, inspectorOpen, railExpanded } = state;
  return { themeChoice, level, keyboardEnabled, inspectorWidth, inspectorOpen, railExpanded };
}

function isChanged(state: UiState, before: UiState): boolean {
  return JSON.stringify(pick(state)) !== JSON.stringify(pick(before));
}

function applyTheme(state: UiState): void {
  document.documentElement.dataset["theme"] = themeOf(state);
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function writeStorage(preferences: Preferences): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // Private windows may refuse storage: the preference then lasts as long as the page.
  }
}
