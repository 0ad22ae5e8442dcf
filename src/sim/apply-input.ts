/**
 * What an input does to the world. An input whose target has gone meanwhile does nothing: replaying a journal with a
 * changed seed must not fail.
 *
 * A cut is noticed by both ends only after `NET_TICK_US` of silence (Erlang's net tick, shortened for the eye); a crash
 * is noticed sooner, because the peer's host closes the connection.
 */

import {
  crashNode,
  exitFromOutside,
  INPUT_NODE,
  type Node,
  type Process,
  pauseNode,
  peerDown,
  peerUp,
  resumeFromOutside,
  resumeNode,
  sendFromOutside,
  suspendFromOutside,
} from "../kernel/index.ts";
import { findProcess } from "./check-action.ts";
import { parseExitReason } from "./exit-reason.ts";
import { type Action, nodeIndexOf, parseLink } from "./input.ts";
import type { World } from "./world.ts";

export const NET_TICK_US = 1_000_000;
export const CRASH_NOTICE_US = 50_000;
const CONNECT_US = 20_000;

/** What an input acts on: a world, or one shard of it. */
export type Affected = Pick<World, "nodes" | "network" | "controls" | "nowUs" | "bootNode">;

export function applyInput(world: Affected, action: Action, inputSeq: number): void {
  const count = world.nodes.length;
  switch (action.kind) {
    case "kill_process":
    case "exit_process":
    case "suspend_process":
    case "resume_process":
      applyToProcess(world, action, inputSeq);
      return;
    case "crash_node":
    case "restart_node":
    case "pause_node":
    case "resume_node":
      applyToNode(world, action, inputSeq);
      return;
    case "cut_link":
    case "heal_link": {
      const link = parseLink(action.target, count);
      if (link !== undefined) setCut(world, link, action.kind === "cut_link", inputSeq);
      return;
    }
    case "loss": {
      const link = parseLink(action.target, count);
      if (link !== undefined) world.network.setLoss(link[0], link[1], Math.round(action.percent * 10_000));
      return;
    }
    case "partition":
    case "heal_all":
      applyPartition(world, action, inputSeq);
      return;
    case "propose": {
      const taker = world.nodes.find((node) => node.up && !node.paused && node.names.has("variables"));
      if (taker !== undefined)
        sendFromOutside(taker, "variables", ["propose", action.target, action.value], inputSeq);
    }
  }
}

/** Stops a node; its peers notice a little later. `inputSeq` is 0 when the node stopped by itself. */
export function takeDown(world: Affected, node: Node, inputSeq: number): void {
  crashNode(node, inputSeq);
  scheduleCrashNotices(world, node, { downUs: world.nowUs, inputSeq });
}

/** The peers of a node that went down at `downUs` will notice. */
export function scheduleCrashNotices(
  world: Affected,
  node: Node,
  { downUs, inputSeq }: { readonly downUs: number; readonly inputSeq: number },
): void {
  const atUs = downUs + CRASH_NOTICE_US;
  everyOther(world, node, (b) =>
    world.controls.schedule(atUs, { kind: "disconnect", a: node.index, b, inputSeq }),
  );
}

/** Connects every pair of nodes at the start of a world. */
export function connectAll(world: World): void {
  for (const node of world.nodes) {
    for (const other of world.nodes) if (other !== node) node.connected.add(other.index);
  }
}

export function noticeDisconnect(world: Affected, a: number, b: number, inputSeq: number): void {
  const left = world.nodes[a] as Node;
  const right = world.nodes[b] as Node;
  if (left.up && right.up && !world.network.isCut(a, b)) return;
  if (left.up) peerDown(left, b, INPUT_NODE, inputSeq);
  if (right.up) peerDown(right, a, INPUT_NODE, inputSeq);
}

export function noticeConnect(world: Affected, a: number, b: number, inputSeq: number): void {
  const left = world.nodes[a] as Node;
  const right = world.nodes[b] as Node;
  if (!left.up || !right.up || world.network.isCut(a, b)) return;
  peerUp(left, b, INPUT_NODE, inputSeq);
  peerUp(right, a, INPUT_NODE, inputSeq);
}

type ProcessAction = Extract<
  Action,
  { readonly kind: "kill_process" | "exit_process" | "suspend_process" | "resume_process" }
>;
type NodeAction = Extract<
  Action,
  { readonly kind: "crash_node" | "restart_node" | "pause_node" | "resume_node" }
>;
type PartitionAction = Extract<Action, { readonly kind: "partition" | "heal_all" }>;

function applyToProcess(world: Affected, action: ProcessAction, inputSeq: number): void {
  const process = findProcess(world, action.target);
  const node = process === undefined ? undefined : world.nodes[process.pid.node];
  if (process === undefined || node === undefined) return;
  if (action.kind === "kill_process") exitFromOutside(node, process.pid, action.reason, inputSeq);
  else if (action.kind === "exit_process") exitByItself(node, process, action.reason, inputSeq);
  else if (action.kind === "suspend_process") suspendFromOutside(node, process.pid, inputSeq);
  else resumeFromOutside(node, process.pid, inputSeq);
}

/** Ends the process as if its own code had called `exit(Reason)`: trapping exits does not help against oneself. */
function exitByItself(node: Node, process: Process, text: string, inputSeq: number): void {
  const reason = parseExitReason(text);
  if (reason.ok) exitFromOutside(node, process.pid, reason.value, inputSeq);
}

function applyToNode(world: Affected, action: NodeAction, inputSeq: number): void {
  const index = nodeIndexOf(action.target, world.nodes.length);
  const node = index === undefined ? undefined : world.nodes[index];
  if (node === undefined || node.up === (action.kind === "restart_node")) return;
  switch (action.kind) {
    case "crash_node":
      takeDown(world, node, inputSeq);
      return;
    case "restart_node":
      world.bootNode(node, inputSeq);
      everyOther(world, node, (b) =>
        world.controls.schedule(world.nowUs + CONNECT_US, { kind: "connect", a: node.index, b, inputSeq }),
      );
      return;
    case "pause_node":
      if (!node.paused) pauseNode(node, inputSeq);
      return;
    case "resume_node":
      if (node.paused) resumeNode(node, world.nowUs, inputSeq);
  }
}

function applyPartition(world: Affected, action: PartitionAction, inputSeq: number): void {
  const count = world.nodes.length;
  const group =
    action.kind === "partition" ? new Set(action.group.map((name) => nodeIndexOf(name, count))) : undefined;
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (group === undefined) setCut(world, [a, b], false, inputSeq);
      else if (group.has(a) !== group.has(b)) setCut(world, [a, b], true, inputSeq);
    }
  }
}

function setCut(world: Affected, [a, b]: readonly [number, number], cut: boolean, inputSeq: number): void {
  if (world.network.isCut(a, b) === cut) return;
  world.network.setCut(a, b, cut);
  const afterUs = cut ? NET_TICK_US : CONNECT_US;
  world.controls.schedule(world.nowUs + afterUs, { kind: cut ? "disconnect" : "connect", a, b, inputSeq });
}

function everyOther(world: Affected, node: Node, act: (other: number) => void): void {
  for (const other of world.nodes) if (other !== node) act(other.index);
}
