/** Door of the numeric floor: mathematics whose bits are the same in every engine. */

export type { Interval } from "./confidence.ts";
export { meanInterval, meanIntervalOfMoments, shareInterval, studentT975 } from "./confidence.ts";
export { dot, euclideanNorm, interpolate, isBounded } from "./dense.ts";
export type { Distribution } from "./distribution.ts";
export { checkDistribution, meanOf, quantileOf, sample, sampleDurationUs } from "./distribution.ts";
export { selectLttb, selectMinMax } from "./downsample.ts";
export { exp, power } from "./exp.ts";
export { numericFingerprint } from "./fingerprint.ts";
export type { Histogram } from "./histogram.ts";
export {
  barsOf,
  EMPTY_HISTOGRAM,
  histogramOf,
  meanOfHistogram,
  mergeHistograms,
  quantileOfHistogram,
  recordValue,
} from "./histogram.ts";
export { ln } from "./ln.ts";
export type { Moments } from "./moments.ts";
export {
  addToMoments,
  deviationOf,
  EMPTY_MOMENTS,
  mergeMoments,
  momentsOf,
  varianceOf,
} from "./moments.ts";
export { normalCdf, normalDensity, normalQuantile } from "./normal.ts";
export { median, quantileOfSorted, quantiles, sortedCopy } from "./order-statistics.ts";
export { cos, sin } from "./trigonometry.ts";
export type { UniformSource } from "./uniform.ts";
export { nextIndex, nextOpenUnit, shuffledIndices } from "./uniform.ts";
