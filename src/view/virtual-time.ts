/**
 * Virtual time as a person writes it: seconds with at most six decimals, exactly an integer of microseconds.
 *
 * Invariant: parse(write(us)) = us for every whole us; no floating-point arithmetic touches the digits.
 */

const DECIMALS = 6;
/** A run longer than this (about eleven days) is a slip of the pen. */
export const TIME_MAX_S = 999_999;

/** Microseconds as seconds without useless zeros: 12_100_000 is "12.1". */
export function writeSeconds(us: number): string {
  const whole = Math.floor(us / 1_000_000);
  const rest = String(us - whole * 1_000_000)
    .padStart(DECIMALS, "0")
    .replace(/0+$/, "");
  return rest === "" ? String(whole) : `${whole}.${rest}`;
}

/** Seconds as written by a person, in microseconds; null when it is not such a time. */
export function parseSeconds(text: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = "", rest = ""] = match;
  return Number(whole) * 1_000_000 + Number(rest.padEnd(DECIMALS, "0"));
}
