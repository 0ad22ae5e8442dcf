/**
 * `travel --every-kind`: the timeline's promise over as many random moves as one likes. Seed after seed a run is opened and
 * moved about in every way there is; a moment must have one hash, whichever way and in whichever branch one comes there.
 */

import { WANDER_KINDS, type WanderKind, type WanderReport, wander } from "../sim/index.ts";

/** Opens the run of a seed with inputs. */
export type OpenSeed = (seed: number) => Parameters<typeof wander>[0]["open"];

export interface EverywherePlan {
  readonly scenario: string;
  readonly open: OpenSeed;
  readonly firstSeed: number;
  readonly moves: number;
  readonly untilUs: number;
  readonly budgetBytes: number;
}

/** Moves in one run; then the next seed has its turn, so that branches and memory stay small. */
const MOVES_PER_SEED = 200;
const CHECKPOINT_EVERY_EVENTS = 1_000;
const TOLD_MAX = 5;

export interface EverywhereResult {
  readonly scenario: string;
  readonly seeds: number;
  readonly moves: number;
  readonly made: Readonly<Record<WanderKind, number>>;
  readonly compared: number;
  readonly fresh: number;
  readonly branches: number;
  readonly wallS: number;
  readonly differing: readonly string[];
}

export function travelEverywhere(plan: EverywherePlan): EverywhereResult {
  const startMs = performance.now();
  const reports: WanderReport[] = [];
  const differing: string[] = [];
  let moves = 0;
  // Moves that make no sense where one is are not counted, so a few seeds more are needed than the sum says.
  for (let seed = plan.firstSeed; moves < plan.moves; seed++) {
    const report = wander({
      open: plan.open(seed),
      seed,
      moves: MOVES_PER_SEED,
      untilUs: plan.untilUs,
      interval: CHECKPOINT_EVERY_EVENTS,
      budgetBytes: plan.budgetBytes,
    });
    reports.push(report);
    moves += sumOf(WANDER_KINDS.map((kind) => report.made[kind]));
    differing.push(...report.differing.map((text) => `seed ${seed}: ${text}`));
  }
  const sum = (read: (report: WanderReport) => number): number => sumOf(reports.map(read));
  return {
    scenario: plan.scenario,
    seeds: reports.length,
    moves,
    made: Object.fromEntries(
      WANDER_KINDS.map((kind) => [kind, sum(({ made }) => made[kind])]),
    ) as unknown as WanderReport["made"],
    compared: sum(({ compared }) => compared),
    fresh: sum(({ fresh }) => fresh),
    branches: sum(({ branches }) => branches),
    wallS: Math.round((performance.now() - startMs) / 100) / 10,
    differing,
  };
}

export function everywhereText(result: EverywhereResult): string {
  const { scenario, seeds, moves, made, compared, fresh, branches, wallS, differing } = result;
  const kinds = WANDER_KINDS.map((kind) => `${made[kind]} ${kind}`).join(", ");
  return [
    `${scenario}: ${moves} moves in ${seeds} runs, ${branches} branches, ${wallS} s`,
    `moves        ${kinds}`,
    `compared     ${compared} stops at moments seen before, ${fresh} moments made again from the start`,
    differing.length === 0 ? "every moment has one hash" : `DIFFERENT ${differing.length} times`,
    ...differing.slice(0, TOLD_MAX),
    "",
  ].join("\n");
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
