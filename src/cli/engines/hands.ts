/**
 * What a person does to a world: one of each kind, at fixed shares of the run. Nodes and links that a world does not
 * have are refused by the world, which is part of the comparison.
 */

import { createPrng } from "../../base/index.ts";
import type { Action, InputRecord, World } from "../../sim/index.ts";

export interface Deed {
  /** Of the whole run's time. */
  readonly share: number;
  /** Undefined when there is nobody to aim at. */
  readonly actionFor: (world: World, seed: number) => Action | undefined;
}

type Aimed = "kill_process" | "exit_process" | "suspend_process";

/** Needs no look at the world. */
const BLIND: readonly (readonly [share: number, action: Action])[] = [
  [0.1, { kind: "loss", target: "n1-n2", percent: 20 }],
  [0.2, { kind: "propose", target: "learning_rate", value: 0.02 }],
  [0.3, { kind: "partition", target: "network", group: ["n1", "n2"] }],
  [0.4, { kind: "crash_node", target: "n3" }],
  [0.5, { kind: "heal_all", target: "network" }],
  [0.55, { kind: "restart_node", target: "n3" }],
  [0.6, { kind: "pause_node", target: "n4" }],
  [0.65, { kind: "cut_link", target: "n1-n5" }],
  [0.7, { kind: "resume_node", target: "n4" }],
  [0.75, { kind: "propose", target: "learning_rate", value: 0.01 }],
  [0.9, { kind: "heal_link", target: "n1-n5" }],
];

export const HANDS: readonly Deed[] = [
  ...BLIND.map(([share, action]) => ({ share, actionFor: () => action })),
  ...aimed(0.15, "kill_process"),
  ...aimed(0.35, "suspend_process"),
  ...aimed(0.6, "exit_process"),
  ...aimed(0.85, "kill_process"),
].sort((a, b) => a.share - b.share);

/** The deeds that need no look at the world, as the inputs of a journal; fit for worlds of five nodes or more. */
export function inputsOf(untilUs: number, nodes: number): readonly InputRecord[] {
  if (nodes < 5) return [];
  return BLIND.filter(([, { kind }]) => kind !== "propose").map(([share, action]) => ({
    atUs: Math.round(share * untilUs),
    action,
  }));
}

/** A living process, drawn from the seed and the moment; undefined when there is none. */
export function victimOf(world: World, seed: number): string | undefined {
  const alive = world.nodes.flatMap((node) => (node.up ? node.processes() : []));
  if (alive.length === 0) return undefined;
  return alive[createPrng(seed, "engines", world.nowUs).nextBelow(alive.length)]?.pid.toString();
}

function aimed(share: number, kind: Aimed): readonly Deed[] {
  const actionFor: Deed["actionFor"] = (world, seed) => {
    const target = victimOf(world, seed);
    if (target === undefined) return undefined;
    if (kind === "suspend_process") return { kind, target };
    if (kind === "exit_process") return { kind, target, reason: "oops" };
    return { kind, target, reason: "kill" };
  };
  return [{ share, actionFor }];
}
