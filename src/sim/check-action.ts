/** Whether an action makes sense in the world as it is: the sentence a person gets when it does not. */

import type { Process } from "../kernel/index.ts";
import { type Action, nodeIndexOf, parseLink, parsePid } from "./input.ts";
import type { World } from "./world.ts";

/** Undefined when the action can be applied. */
export function checkAction(world: World, action: Action): string | undefined {
  const count = world.nodes.length;
  switch (action.kind) {
    case "kill_process":
    case "exit_process":
    case "suspend_process":
    case "resume_process":
      return checkProcess(world, action);
    case "crash_node":
    case "restart_node":
    case "pause_node":
    case "resume_node":
      return checkNode(world, action);
    case "cut_link":
    case "heal_link":
    case "loss":
      return parseLink(action.target, count) === undefined
        ? `"${action.target}" is not a link; links are named like n1-n2, nodes are n1 to n${count}`
        : undefined;
    case "partition":
      return checkGroup(action.group, count);
    case "heal_all":
      return undefined;
    case "propose":
      return world.nodes.some((node) => node.up && !node.paused && node.names.has("variables"))
        ? undefined
        : "no node that is up runs the variables service, so nobody can take the proposal";
  }
}

function checkProcess(world: World, action: Action): string | undefined {
  const process = findProcess(world, action.target);
  if (parsePid(action.target) === undefined)
    return `"${action.target}" is not a process; processes are named like <n1.17>`;
  if (process === undefined)
    return `${action.target} is not alive (it may have been restarted under a new pid)`;
  if (action.kind === "resume_process" && process.suspensions === 0)
    return `${action.target} is not suspended`;
  return undefined;
}

function checkNode(world: World, action: Action): string | undefined {
  const count = world.nodes.length;
  const index = nodeIndexOf(action.target, count);
  const node = index === undefined ? undefined : world.nodes[index];
  if (node === undefined) return `there is no node "${action.target}"; nodes are n1 to n${count}`;
  if (action.kind === "restart_node") return node.up ? `${node.name} is up; crash it first` : undefined;
  if (!node.up) return `${node.name} is down; restart it first`;
  if (action.kind === "pause_node" && node.paused) return `${node.name} is already paused`;
  if (action.kind === "resume_node" && !node.paused) return `${node.name} is not paused`;
  return undefined;
}

function checkGroup(group: readonly string[], count: number): string | undefined {
  const wrong = group.find((name) => nodeIndexOf(name, count) === undefined);
  if (wrong !== undefined) return `there is no node "${wrong}"; nodes are n1 to n${count}`;
  return new Set(group).size < count ? undefined : "a partition needs at least one node on the other side";
}

/** The live process named by pid text. */
export function findProcess(world: Pick<World, "nodes">, target: string): Process | undefined {
  const id = parsePid(target);
  const node = id === undefined ? undefined : world.nodes[id.node];
  return node?.slots.find((process) => process?.pid.serial === id?.serial);
}
