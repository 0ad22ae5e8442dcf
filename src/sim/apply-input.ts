/**
 * What an input does to the world. An input whose target has gone meanwhile does nothing: replaying a journal with a
 * changed seed must not fail.
 */

import { applyLoad } from "./apply-load.ts";
import { applyNetwork } from "./apply-network.ts";
import { applyNode } from "./apply-node.ts";
import { applyProcess } from "./apply-process.ts";
import type { Action } from "./input.ts";
import type { World } from "./world.ts";

/** What an input acts on: a world, or one shard of it. */
export type Affected = Pick<
  World,
  "nodes" | "network" | "controls" | "nowUs" | "bootNode" | "syncUs" | "unclog"
>;

export function applyInput(world: Affected, action: Action, inputSeq: number): void {
  switch (action.kind) {
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
    case "fail_next":
    case "disarm_all":
      applyProcess(world, action, inputSeq);
      return;
    case "crash_node":
    case "restart_node":
    case "pause_node":
    case "resume_node":
    case "clock":
    case "slow_node":
    case "storage":
      applyNode(world, action, inputSeq);
      return;
    case "propose":
    case "burst":
    case "herd":
      applyLoad(world, action, inputSeq);
      return;
    default:
      applyNetwork(world, action, inputSeq);
  }
}
