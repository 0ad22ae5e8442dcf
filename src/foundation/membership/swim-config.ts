/** What a member is told when it is made, checked once where it enters. Times are µs of virtual time. */

/** Mistakes that can be planted in the protocol, so that the checkers can be shown to find them. */
export const SWIM_DEFECTS = [
  "swim_dead_not_final",
  "swim_raises_foreign_incarnation",
  "swim_forgets_suspicion",
] as const;

export type SwimDefect = (typeof SWIM_DEFECTS)[number];

export type SwimConfig = {
  /** Index of the own node. */
  readonly node: number;
  /** Nodes to be asked for the list of members as long as nobody else is known. */
  readonly seeds: readonly number[];
  /** One member is probed in each period. */
  readonly periodUs: number;
  /** How long a direct answer may take before others are asked to probe as well. */
  readonly pingTimeoutUs: number;
  /** How many others are asked (SWIM's k). */
  readonly relays: number;
  /** Periods that a suspect has to refute. */
  readonly suspicionPeriods: number;
  /** A saying is passed on this many times ⌈log₂(members + 1)⌉ (SWIM's λ). */
  readonly retransmitFactor: number;
  /** Sayings that ride on one message. */
  readonly sayingsMax: number;
  /** Every so many periods the whole list is exchanged with one other, dead ones included: it mends healed cuts. */
  readonly syncPeriods: number;
  /** Lifeguard's local health (Dadgar et al. 2017): how much a member may slow down while it doubts itself; 0 is off. */
  readonly localHealthMax: number;
  readonly defects: readonly SwimDefect[];
};

/** Fields that have a default, and the default. */
export const SWIM_DEFAULTS = {
  periodUs: 200_000,
  pingTimeoutUs: 50_000,
  relays: 3,
  suspicionPeriods: 5,
  retransmitFactor: 3,
  sayingsMax: 8,
  syncPeriods: 5,
  localHealthMax: 0,
  defects: [] as readonly SwimDefect[],
} as const;

/** What is given, completed by the defaults. */
export type SwimOptions = Pick<SwimConfig, "node" | "seeds"> & Partial<SwimConfig>;

export function completeSwimConfig(options: SwimOptions): SwimConfig {
  return { ...SWIM_DEFAULTS, ...options };
}

/** Why the configuration cannot be used; undefined when it can. */
export function swimRefusal(config: SwimConfig): string | undefined {
  const { seeds, periodUs, pingTimeoutUs, relays, localHealthMax } = config;
  if (!seeds.every((seed) => isCount(seed, 0))) return "seeds: whole numbers from 0";
  if (!isCount(periodUs, 1)) return "periodUs: a whole number of µs from 1";
  if (!isCount(pingTimeoutUs, 1)) return "pingTimeoutUs: a whole number of µs from 1";
  if (2 * pingTimeoutUs > periodUs) return "pingTimeoutUs: at most half a period, others have to answer too";
  if (!isCount(relays, 0)) return "relays: a whole number from 0";
  if (!isCount(config.suspicionPeriods, 1)) return "suspicionPeriods: a whole number from 1";
  if (!isCount(config.retransmitFactor, 1)) return "retransmitFactor: a whole number from 1";
  if (!isCount(config.sayingsMax, 1)) return "sayingsMax: a whole number from 1";
  if (!isCount(config.syncPeriods, 1)) return "syncPeriods: a whole number from 1";
  return isCount(localHealthMax, 0) ? undefined : "localHealthMax: a whole number from 0";
}

/**
 * Within this time every connected member of a cluster of `size` knows a crashed one to be dead, without any help of
 * the others (N9). A round over all others may have just passed the crashed one and the next may come to it last; the
 * probe then takes its period, another may be under way, and the suspect has its time.
 */
export function detectionBoundUs(config: SwimConfig, size: number): number {
  const { periodUs, localHealthMax, suspicionPeriods } = config;
  return periodUs * (1 + localHealthMax) * (2 * (size - 1) + 2) + periodUs * suspicionPeriods;
}

function isCount(value: number, min: number): boolean {
  return Number.isSafeInteger(value) && value >= min;
}
