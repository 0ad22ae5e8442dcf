/**
 * One short text that two engines share exactly when they compute the same mathematics: the hash of some thousand results of
 * every special function. A run can carry it, and a page can compare it with the value that Node computed.
 */

import { createLanes, lanesToHex, mixNumber } from "../base/index.ts";
import { exp } from "./exp.ts";
import { ln } from "./ln.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { cos, sin } from "./trigonometry.ts";

const ARGUMENTS = 2000;

/** The fingerprint of this engine, 16 hexadecimal digits. Takes a few milliseconds. */
export function numericFingerprint(): string {
  const lanes = createLanes();
  for (let i = 1; i < ARGUMENTS; i++) {
    const u = i / ARGUMENTS;
    mixNumber(lanes, exp(1490 * (u - 0.5)));
    mixNumber(lanes, exp(u - 0.5));
    mixNumber(lanes, ln(u));
    mixNumber(lanes, ln(exp(1400 * (u - 0.5))));
    mixNumber(lanes, sin(2000 * u));
    mixNumber(lanes, cos(2000 * u));
    mixNumber(lanes, normalCdf(16 * (u - 0.5)));
    mixNumber(lanes, normalQuantile(u));
  }
  return lanesToHex(lanes);
}
