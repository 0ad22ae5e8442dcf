/** The little statistics that figures need: quantiles by rank, spreads, and the mean of ratios. */

/** The value at a share of the sorted values, an actual one of them; NaN when there are none. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function highestOf(values: readonly number[]): number {
  return quantileOf(values, 1);
}

/** A median and how far values are from it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: quantileOf(values, 0.5), low: quantileOf(values, 0), high: highestOf(values) };
}

/** The mean of ratios: twice as fast here and half as fast there make 1. NaN when there are none. */
export function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
