/** The fixed timeout: the level is the share of the timeout that has passed in silence. */

import type { Detector, FixedPolicy } from "./detector.ts";

/** When the peer was heard last. */
export type FixedArrivals = { readonly lastUs: number };

export const FIXED_DETECTOR: Detector<FixedPolicy, FixedArrivals> = {
  begin: (_policy, nowUs) => ({ lastUs: nowUs }),
  heard: (_policy, _arrivals, nowUs) => ({ lastUs: nowUs }),
  level: ({ timeoutUs }, { lastUs }, nowUs) => Math.max(0, nowUs - lastUs) / timeoutUs,
};
