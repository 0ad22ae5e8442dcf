/** The colours of the canvas, read from the theme's tokens: once per theme, not once per frame. */

export interface FlightPalette {
  /** Fill per message class, in the order of FLIGHT_CLASS. */
  readonly classes: readonly string[];
  readonly lost: string;
  readonly weight: string;
  readonly timer: string;
  readonly timerLate: string;
  readonly text: string;
  readonly surface: string;
  readonly font: string;
}

const CLASS_TOKENS = [
  "--flight-heartbeat",
  "--flight-append",
  "--flight-vote",
  "--flight-reply",
  "--flight-work",
  "--flight-control",
] as const;

export function readFlightPalette(element: Element): FlightPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    classes: CLASS_TOKENS.map(token),
    lost: token("--danger"),
    weight: token("--text-hint"),
    timer: token("--text-hint"),
    timerLate: token("--state-candidate"),
    text: token("--text-secondary"),
    surface: token("--surface"),
    font: `600 12px ${token("--font-ui") || "sans-serif"}`,
  };
}
