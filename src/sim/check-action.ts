/** Whether an action makes sense in the world as it is: the sentence a person gets when it does not. */

import type { Node } from "../kernel/index.ts";
import { serverModuleOf } from "../otp/index.ts";
import { canTake } from "./apply-load.ts";
import { groupsOf } from "./apply-network.ts";
import {
  type LoadAction,
  type NetworkAction,
  type NodeAction,
  nodeIndexOf,
  type ProcessAction,
  parseModule,
  parsePid,
  parseRegistered,
  parseWays,
  type StorageAction,
} from "./faults/index.ts";
import { findProcess } from "./find-process.ts";
import type { Action } from "./input.ts";
import type { World } from "./world.ts";

/** Undefined when the action can be applied. */
export function checkAction(world: World, action: Action): string | undefined {
  switch (action.kind) {
    case "propose":
    case "burst":
    case "herd":
      return checkLoad(world, action);
    case "disarm_all":
      return undefined;
    case "fail_next":
      return checkFailing(world, action);
    case "crash_node":
    case "restart_node":
    case "pause_node":
    case "resume_node":
    case "clock":
    case "slow_node":
    case "storage":
      return checkNode(world, action);
    case "kill_process":
    case "exit_process":
    case "suspend_process":
    case "resume_process":
    case "hang_process":
    case "flood_process":
    case "limit_process":
    case "unlimit_process":
    case "send_message":
    case "double_messages":
      return checkProcess(world, action);
    default:
      return checkNetwork(world.nodes.length, action);
  }
}

function checkLoad({ nodes }: World, _action: LoadAction): string | undefined {
  return nodes.some(canTake)
    ? undefined
    : "no node that is up runs the variables service, so nobody can take the proposal";
}

function checkProcess(world: World, { kind, target }: ProcessAction): string | undefined {
  if (parsePid(target) === undefined && parseRegistered(target) === undefined)
    return `"${target}" is not a process; processes are named like <n1.17> or n1:consensus`;
  const process = findProcess(world, target);
  if (process === undefined) return `${target} is not alive (it may have been restarted under a new pid)`;
  if (kind === "resume_process" && process.isHung) return `${target} hangs; only kill ends it`;
  if (kind === "resume_process" && process.suspensions === 0) return `${target} is not suspended`;
  if (kind === "hang_process" && process.isHung) return `${target} hangs already; only kill ends it`;
  return undefined;
}

function checkFailing(
  world: World,
  action: Extract<Action, { readonly kind: "fail_next" }>,
): string | undefined {
  const { target, where } = action;
  const process = findProcess(world, target);
  if (process === undefined && (parsePid(target) ?? parseRegistered(target)) !== undefined)
    return checkProcess(world, action);
  const named = parseModule(target);
  const module = process === undefined ? named?.module : serverModuleOf(process);
  if (module === undefined)
    return process === undefined
      ? `"${target}" is neither a process nor a module`
      : `${target} is no gen_server, so it has no callbacks that could fail`;
  const wanted = where === "handler" ? "handle" : where;
  const callbacks = Object.keys(world.code.get(module)?.callbacks ?? {});
  if (!callbacks.some((name) => name.startsWith(wanted)))
    return `no module ${module} has a callback for ${where}`;
  if (named?.node !== undefined && world.nodes[named.node] === undefined)
    return noNode(`n${named.node + 1}`, world.nodes.length);
  return undefined;
}

function checkNode(world: World, action: NodeAction | StorageAction): string | undefined {
  const count = world.nodes.length;
  const index = nodeIndexOf(action.target, count);
  const node = index === undefined ? undefined : world.nodes[index];
  if (node === undefined) return noNode(action.target, count);
  switch (action.kind) {
    case "clock":
    case "storage":
    case "slow_node":
      return undefined;
    case "restart_node":
      return node.up ? `${node.name} is up; crash it first` : undefined;
    default:
      return checkRunning(node, action.kind);
  }
}

function checkRunning(node: Node, kind: "crash_node" | "pause_node" | "resume_node"): string | undefined {
  if (!node.up) return `${node.name} is down; restart it first`;
  if (kind === "pause_node" && node.paused) return `${node.name} is already paused`;
  if (kind === "resume_node" && !node.paused) return `${node.name} is not paused`;
  return undefined;
}

function checkNetwork(count: number, action: NetworkAction): string | undefined {
  switch (action.kind) {
    case "heal_all":
    case "calm_all":
      return undefined;
    case "partition":
    case "split":
    case "rejoin":
      return checkGroups(groupsOf(action), count);
    case "cut_links":
    case "heal_links": {
      const wrong = action.links.find((link) => parseWays(link, count) === undefined);
      return wrong === undefined ? undefined : noLink(wrong, count);
    }
    default:
      return parseWays(action.target, count) === undefined ? noLink(action.target, count) : undefined;
  }
}

function checkGroups(groups: readonly (readonly string[])[], count: number): string | undefined {
  const names = groups.flat();
  const wrong = names.find((name) => nodeIndexOf(name, count) === undefined);
  if (wrong !== undefined) return noNode(wrong, count);
  if (groups.length > 1)
    return new Set(names).size < names.length ? "a node can be in one group only" : undefined;
  return new Set(names).size < count ? undefined : "a partition needs at least one node on the other side";
}

function noNode(name: string, count: number): string {
  return `there is no node "${name}"; nodes are n1 to n${count}`;
}

function noLink(name: string, count: number): string {
  return `"${name}" is not a link; links are named like n1-n2, or n1>n2 for one way, nodes are n1 to n${count}`;
}
