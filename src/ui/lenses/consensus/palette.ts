/** The colours of the lanes, read from the theme's tokens when they are drawn. */

export interface Palette {
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly textHint: string;
  readonly focus: string;
  readonly accent: string;
  readonly danger: string;
  readonly timer: string;
  readonly timerLate: string;
  readonly heartbeat: string;
  /** By term, in turn. */
  readonly terms: readonly string[];
  readonly fontData: string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: token("--surface"),
    raised: token("--surface-raised"),
    sunken: token("--surface-sunken"),
    line: token("--line"),
    text: token("--text"),
    textSecondary: token("--text-secondary"),
    textHint: token("--text-hint"),
    focus: token("--focus"),
    accent: token("--accent"),
    danger: token("--danger"),
    timer: token("--text-hint"),
    timerLate: token("--state-candidate"),
    heartbeat: token("--state-leader"),
    terms: [1, 3, 4, 2, 5].map((series) => token(`--series-${series}`)),
    fontData: token("--font-data") || "monospace",
  };
}

export function termColour({ terms, text }: Palette, term: number): string {
  return terms[term % terms.length] ?? text;
}
