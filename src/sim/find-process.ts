/** The live process a target names: by pid (`<n3.17>`) or by the name it is registered under on a node (`n3:consensus`). */

import type { Process } from "../kernel/index.ts";
import { parsePid, parseRegistered } from "./faults/index.ts";
import type { World } from "./world.ts";

export function findProcess(world: Pick<World, "nodes">, target: string): Process | undefined {
  const id = parsePid(target);
  if (id !== undefined)
    return world.nodes[id.node]?.slots.find((process) => process?.pid.serial === id.serial);
  const registered = parseRegistered(target);
  const node = registered === undefined ? undefined : world.nodes[registered.node];
  const pid = node?.names.get(registered?.name ?? "");
  return pid === undefined ? undefined : node?.find(pid);
}
