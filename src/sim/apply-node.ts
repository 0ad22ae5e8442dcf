/** What actions on nodes and their disks do. */

import {
  type Node,
  pauseNode,
  recoverDisk,
  resumeNode,
  setClock,
  setDisk,
  slowDown,
} from "../kernel/index.ts";
import type { Affected } from "./apply-input.ts";
import { scheduleConnects, takeDown } from "./connections.ts";
import { type NodeAction, nodeIndexOf, type StorageAction } from "./faults/index.ts";

const MS = 1_000;

export function applyNode(world: Affected, action: NodeAction | StorageAction, inputSeq: number): void {
  const index = nodeIndexOf(action.target, world.nodes.length);
  const node = index === undefined ? undefined : world.nodes[index];
  if (node === undefined) return;
  switch (action.kind) {
    case "clock":
      setClock(node, { driftPpm: action.driftPpm, offsetUs: inUs(action.offsetMs) }, inputSeq);
      return;
    case "slow_node":
      slowDown(node, action.factor, inputSeq);
      return;
    case "storage":
      setDisk(node, diskOf(world, action), inputSeq);
      return;
    default:
      if (node.up !== (action.kind === "restart_node")) applyPower(world, node, action, inputSeq);
  }
}

type PowerAction = Exclude<NodeAction, { readonly kind: "clock" | "slow_node" }>;

function applyPower(world: Affected, node: Node, action: PowerAction, inputSeq: number): void {
  switch (action.kind) {
    case "crash_node":
      takeDown(world, node, inputSeq);
      if (action.storage !== undefined) recoverDisk(node, action.storage);
      return;
    case "restart_node":
      recoverDisk(node, action.storage ?? "lost_unsynced");
      world.bootNode(node, inputSeq);
      scheduleConnects(world, node, inputSeq);
      return;
    case "pause_node":
      if (!node.paused) pauseNode(node, inputSeq);
      return;
    case "resume_node":
      if (node.paused) resumeNode(node, world.nowUs, inputSeq);
  }
}

function diskOf(world: Affected, { state, syncMs }: StorageAction): Parameters<typeof setDisk>[1] {
  return { mode: state === "slow" ? "ok" : state, syncUs: inUs(syncMs) ?? world.syncUs };
}

function inUs(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * MS);
}
