/**
 * Single faults: one family, one draw, one action at whatever is there.
 *
 * Invariants: draws only from the given stream, and only when it strikes; the world is read, never touched.
 */

import type { Prng } from "../../base/index.ts";
import type { Process } from "../../kernel/index.ts";
import type { Action } from "../input.ts";
import { readLeader } from "../readings/cluster.ts";
import type { World } from "../world.ts";

/** Families of single faults. */
export const FAULTS = ["kill", "crash", "pause", "cut", "partition", "loss", "suspend", "propose"] as const;
export type Fault = (typeof FAULTS)[number];

/** Which processes may be killed or suspended. */
export type MayHit = (process: Process) => boolean;

/** The next action of the family; undefined when there is nothing to aim at. */
export function aim(family: Fault, world: World, prng: Prng, mayHit: MayHit): Action | undefined {
  switch (family) {
    case "kill":
      return aimAtProcess(world, prng, mayHit, (target) => ({
        kind: "kill_process",
        target,
        reason: prng.nextBelow(2) === 0 ? "kill" : "crash",
      }));
    case "suspend":
      return aimSuspension(world, prng, mayHit);
    case "crash":
    case "pause":
      return aimAtNode(family, world, prng);
    case "cut":
    case "loss":
      return aimAtLink(family, world, prng);
    case "partition":
      return aimPartition(world, prng);
    case "propose":
      return { kind: "propose", target: "learning_rate", value: (1 + prng.nextBelow(999)) / 1_000 };
  }
}

type ProcessAim = (target: string) => Action;

function aimAtProcess(world: World, prng: Prng, mayHit: MayHit, make: ProcessAim): Action | undefined {
  const leader = readLeader(world.nodes)?.process;
  if (leader !== undefined && prng.nextBelow(3) === 0 && mayHit(leader)) return make(leader.pid.toString());
  const processes = world.nodes
    .flatMap((node) => node.processes())
    .filter((process) => process.parent !== undefined && mayHit(process));
  const hit = processes[prng.nextBelow(Math.max(1, processes.length))];
  return hit === undefined ? undefined : make(hit.pid.toString());
}

function aimSuspension(world: World, prng: Prng, mayHit: MayHit): Action | undefined {
  const suspended = world.nodes
    .flatMap((node) => node.processes())
    .find((process) => process.suspensions > 0);
  if (suspended !== undefined) return { kind: "resume_process", target: suspended.pid.toString() };
  return aimAtProcess(world, prng, mayHit, (target) => ({ kind: "suspend_process", target }));
}

/** Brings back what is down or paused as often as it takes something down. */
function aimAtNode(family: "crash" | "pause", world: World, prng: Prng): Action | undefined {
  const hurt = world.nodes.filter((node) => !node.up || node.paused);
  if (hurt.length > 0 && (hurt.length * 2 >= world.nodes.length || prng.nextBelow(2) === 0)) {
    const node = hurt[prng.nextBelow(hurt.length)];
    return node === undefined
      ? undefined
      : { kind: node.up ? "resume_node" : "restart_node", target: node.name };
  }
  const well = world.nodes.filter((node) => node.up && !node.paused);
  const node = well[prng.nextBelow(Math.max(1, well.length))];
  return node === undefined
    ? undefined
    : { kind: family === "crash" ? "crash_node" : "pause_node", target: node.name };
}

function aimAtLink(family: "cut" | "loss", world: World, prng: Prng): Action | undefined {
  const count = world.nodes.length;
  const a = prng.nextBelow(count);
  const b = (a + 1 + prng.nextBelow(count - 1)) % count;
  const target = `n${Math.min(a, b) + 1}-n${Math.max(a, b) + 1}`;
  if (family === "cut") return { kind: world.network.isCut(a, b) ? "heal_link" : "cut_link", target };
  return { kind: "loss", target, percent: [0, 5, 30][prng.nextBelow(3)] as number };
}

function aimPartition(world: World, prng: Prng): Action | undefined {
  if (prng.nextBelow(2) === 0) return { kind: "heal_all", target: "network" };
  const leader = readLeader(world.nodes);
  const names = world.nodes.map((node) => node.name);
  const size = 1 + prng.nextBelow(Math.max(1, names.length - 1));
  const from = leader !== undefined && prng.nextBelow(2) === 0 ? leader.node : prng.nextBelow(names.length);
  const group = Array.from({ length: size }, (_, i) => names[(from + i) % names.length] as string);
  return { kind: "partition", target: "network", group };
}
