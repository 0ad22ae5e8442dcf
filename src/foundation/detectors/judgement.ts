/** The detectors by the kind of their policy: what the server and its checkers ask, without knowing which one it is. */

import { unreachable } from "../../base/index.ts";
import type { DetectorPolicy } from "./detector.ts";
import { FIXED_DETECTOR, type FixedArrivals } from "./fixed-detector.ts";
import { PHI_DETECTOR, type PhiArrivals } from "./phi-detector.ts";

/** What is remembered of one peer, tagged with the kind of detector that can read it. */
export type Arrivals =
  | { readonly kind: "fixed"; readonly of: FixedArrivals }
  | { readonly kind: "phi"; readonly of: PhiArrivals };

/** Begins to watch a peer as if it had been heard now. */
export function beginArrivals(policy: DetectorPolicy, nowUs: number): Arrivals {
  switch (policy.kind) {
    case "fixed":
      return { kind: "fixed", of: FIXED_DETECTOR.begin(policy, nowUs) };
    case "phi":
      return { kind: "phi", of: PHI_DETECTOR.begin(policy, nowUs) };
    default:
      return unreachable(policy);
  }
}

/** With one more heartbeat. */
export function heard(policy: DetectorPolicy, arrivals: Arrivals, nowUs: number): Arrivals {
  if (policy.kind === "fixed" && arrivals.kind === "fixed")
    return { kind: "fixed", of: FIXED_DETECTOR.heard(policy, arrivals.of, nowUs) };
  if (policy.kind === "phi" && arrivals.kind === "phi")
    return { kind: "phi", of: PHI_DETECTOR.heard(policy, arrivals.of, nowUs) };
  return beginArrivals(policy, nowUs);
}

/** How suspicious the silence until `nowUs` is: 1 or more is suspected. */
export function suspicionLevel(policy: DetectorPolicy, arrivals: Arrivals, nowUs: number): number {
  if (policy.kind === "fixed" && arrivals.kind === "fixed")
    return FIXED_DETECTOR.level(policy, arrivals.of, nowUs);
  if (policy.kind === "phi" && arrivals.kind === "phi") return PHI_DETECTOR.level(policy, arrivals.of, nowUs);
  return 0;
}
