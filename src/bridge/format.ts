/** Figures as words, for texts made in the worker: three significant digits, always a unit. */

export function formatUs(us: number): string {
  if (us < 1_000) return `${round3(us)} µs`;
  if (us < 1_000_000) return `${round3(us / 1_000)} ms`;
  return `${round3(us / 1_000_000)} s`;
}

export function formatPercent(share: number): string {
  return `${round3(100 * share)} %`;
}

/** Three significant digits without an exponent for everyday sizes. */
export function round3(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1_000) return String(Math.round(value));
  if (size < 0.000_1) return value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}

export function formatAt(us: number): string {
  return `t ${(us / 1_000_000).toFixed(3)} s`;
}
