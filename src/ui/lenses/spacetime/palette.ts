/** The colours of the picture, read from the theme's tokens when it is drawn. */
import { SPACETIME_MARK } from "../../../view/index.ts";

export interface Palette {
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly textHint: string;
  readonly accent: string;
  readonly focus: string;
  readonly danger: string;
  readonly message: string;
  readonly past: string;
  readonly future: string;
  /** By mark. */
  readonly marks: readonly string[];
  readonly fontUi: string;
  readonly fontData: string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const marks: string[] = [];
  for (const [name, value] of Object.entries(MARK_TOKENS))
    marks[SPACETIME_MARK[name as keyof typeof SPACETIME_MARK]] = token(value);
  return {
    surface: token("--surface"),
    raised: token("--surface-raised"),
    sunken: token("--surface-sunken"),
    line: token("--line"),
    text: token("--text"),
    textSecondary: token("--text-secondary"),
    textHint: token("--text-hint"),
    accent: token("--accent"),
    focus: token("--focus"),
    danger: token("--danger"),
    message: token("--flight-heartbeat"),
    past: token("--series-1"),
    future: token("--series-2"),
    marks,
    fontUi: token("--font-ui") || "sans-serif",
    fontData: token("--font-data") || "monospace",
  };
}

const MARK_TOKENS: Readonly<Record<keyof typeof SPACETIME_MARK, string>> = {
  local: "--text-hint",
  send: "--text-secondary",
  receive: "--text-secondary",
  timer: "--text-secondary",
  start: "--state-leader",
  end: "--state-crashed",
  crash: "--danger",
  connection: "--flight-control",
  input: "--accent",
  domain: "--series-4",
  trouble: "--danger",
};
