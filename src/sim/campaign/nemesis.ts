/**
 * The nemesis: random faults from a seed, aimed at whatever is there when they strike.
 *
 * Swarm settings: each seed first draws which families of faults it uses at all, then how rough they are, because mixes
 * of few families find more than everything at once. Every fault and every calm lasts a minimum time. What it does are
 * ordinary inputs, so a run under faults is replayed from its journal without the nemesis.
 */

import { createPrng } from "../../base/index.ts";
import type { World } from "../world.ts";
import { aim, FAULTS, type Fault, type MayHit } from "./aim.ts";
import { plan, STRATAGEMS, type Stratagem } from "./stratagem.ts";
import { atOnce, type Strike } from "./strike.ts";

export type Family = Fault | Stratagem;

/** Families that need more than one node. */
const NETWORK: ReadonlySet<Family> = new Set<Family>(["cut", "partition", "loss"]);

export interface Nemesis {
  /** The families this seed uses. */
  readonly families: readonly Family[];
  /** When to strike next. */
  nextUs(nowUs: number): number;
  /** The next strike, aimed at the world as it is; empty when there is nothing to aim at. */
  strike(world: World): Strike;
}

export interface NemesisOptions {
  readonly seed: number;
  /** Mean time between faults in µs. */
  readonly meanGapUs: number;
  /** Processes that may be killed or suspended; all by default. */
  readonly mayHit?: MayHit;
}

const MIN_GAP_US = 20_000;

/** Percent of the seeds that use a family. Directed faults take their time, so fewer seeds use them. */
const FAULT_SHARE = 55;
const STRATAGEM_SHARE = 30;

export function createNemesis(options: NemesisOptions, nodeCount: number): Nemesis {
  const prng = createPrng(options.seed, "nemesis");
  const faults = FAULTS.filter((family) => nodeCount > 1 || !NETWORK.has(family));
  const chosen: Family[] = faults.filter(() => prng.nextBelow(100) < FAULT_SHARE);
  if (nodeCount > 1) chosen.push(...STRATAGEMS.filter(() => prng.nextBelow(100) < STRATAGEM_SHARE));
  const families = chosen.length > 0 ? chosen : [faults[prng.nextBelow(faults.length)] as Family];
  const roughness = [0.4, 1, 2.5][prng.nextBelow(3)] as number;
  const mayHit = options.mayHit ?? (() => true);
  return {
    families,
    nextUs: (nowUs) => nowUs + MIN_GAP_US + Math.round(2 * options.meanGapUs * roughness * prng.nextUnit()),
    strike(world) {
      const family = families[prng.nextBelow(families.length)] as Family;
      if (isStratagem(family)) return plan(family, world, prng);
      const action = aim(family, world, prng, mayHit);
      return action === undefined ? [] : [atOnce(() => [action])];
    },
  };
}

function isStratagem(family: Family): family is Stratagem {
  return (STRATAGEMS as readonly Family[]).includes(family);
}
