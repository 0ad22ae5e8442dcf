/**
 * How quantities are written: the unit always, three significant digits, one spelling of virtual time.
 *
 * Invariants: a space that belongs to a quantity does not break ("12.3 ms" stays on one line); a missing value is
 * an en dash, never a zero.
 */

const NBSP = "\u00a0";
const MISSING = "–";
const US_PER_S = 1_000_000;
const US_PER_MS = 1_000;
/** Enough for three digits of the smallest number written without an exponent. */
const DECIMALS_MAX = 6;

/** Virtual time of an event or of now: `t 12.345 s`. Whole milliseconds, so that digits do not dance. */
export function formatTime(us: number | null): string {
  if (us === null) return MISSING;
  return `t${NBSP}${(us / US_PER_S).toFixed(3)}${NBSP}s`;
}

/** A span of virtual time with three significant digits: `850 µs`, `12.3 ms`, `4.57 s`. */
export function formatDuration(us: number | null): string {
  if (us === null) return MISSING;
  const size = Math.abs(us);
  if (size < US_PER_MS) return `${significant(us)}${NBSP}µs`;
  if (size < US_PER_S) return `${significant(us / US_PER_MS)}${NBSP}ms`;
  return `${significant(us / US_PER_S)}${NBSP}s`;
}

/** A measured quantity with three significant digits and its unit: `formatNumber(12345, "events/s")` is `12.3 k events/s`. */
export function formatNumber(value: number | null, unit = ""): string {
  if (value === null || Number.isNaN(value)) return MISSING;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const [scaled, prefix] = scale(value);
  // kB is one word; "k events" are two.
  const gap = prefix !== "" && unit !== "" && unit !== "B" ? NBSP : "";
  const suffix = `${prefix}${gap}${unit}`;
  if (unit === "%") return `${significant(value)}${NBSP}%`;
  return suffix === "" ? significant(scaled) : `${significant(scaled)}${NBSP}${suffix}`;
}

/** A whole count in full, in groups of three: `1 234 567`. */
export function formatCount(value: number | null): string {
  if (value === null) return MISSING;
  const digits = String(Math.abs(Math.trunc(value)));
  const grouped = digits.replace(/\B(?=(\d{3})+(?!\d))/g, NBSP);
  return value < 0 ? `−${grouped}` : grouped;
}

/** Playback speed: `0.25×`, `max`. */
export function formatSpeed(speed: number): string {
  return Number.isFinite(speed) ? `${speed}×` : "max";
}

function scale(value: number): readonly [number, string] {
  const size = Math.abs(value);
  if (size >= 999_500_000) return [value / 1e9, "G"];
  if (size >= 999_500) return [value / 1e6, "M"];
  if (size >= 999.5) return [value / 1e3, "k"];
  return [value, ""];
}

/** Three significant digits without an exponent; integers below 1000 stay integers. */
function significant(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (Number.isInteger(value) && size < 1000) return signed(value, String(size));
  if (size < 0.0005)
    return signed(value, size.toExponential(2).replace("e-", "·10⁻").replace(/\d+$/, superscript));
  return signed(value, size.toFixed(decimalsOf(size)));
}

/** Decimals that leave three significant digits, counted after rounding: 0.09996 is written 0.100. */
function decimalsOf(size: number): number {
  let decimals = 0;
  for (let limit = 99.95; size < limit && decimals < DECIMALS_MAX; limit /= 10) decimals++;
  return decimals;
}

function signed(value: number, text: string): string {
  return value < 0 ? `−${text}` : text;
}

function superscript(digits: string): string {
  return [...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? digit).join("");
}
