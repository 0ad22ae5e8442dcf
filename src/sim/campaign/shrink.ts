/**
 * Shrinking a failing run: fewer faults with the same violated invariant (delta debugging: drop halves, then quarters,
 * … then single faults, as long as the same checker still objects).
 */

import type { InputRecord } from "../input.ts";
import { replaySeed, type SeedOptions, type SeedOutcome } from "./seed-run.ts";

export interface Shrunk {
  readonly faults: readonly InputRecord[];
  readonly outcome: SeedOutcome;
  readonly tries: number;
}

const TRIES_MAX = 120;

export function shrink(options: SeedOptions, failing: SeedOutcome): Shrunk {
  const checker = failing.violation?.checker;
  let best: Shrunk = { faults: failing.faults, outcome: failing, tries: 0 };
  let chunk = Math.ceil(failing.faults.length / 2);
  let tries = 0;
  while (chunk >= 1 && tries < TRIES_MAX) {
    let shorter: Shrunk | undefined;
    for (let at = 0; at < best.faults.length && tries < TRIES_MAX; at += chunk) {
      const faults = best.faults.toSpliced(at, chunk);
      const outcome = replaySeed(options, faults);
      tries++;
      if (outcome.violation?.checker !== checker) continue;
      shorter = { faults, outcome, tries };
      break;
    }
    if (shorter !== undefined) best = shorter;
    else if (chunk === 1) break;
    else chunk = Math.ceil(chunk / 2);
  }
  return { ...best, tries };
}
