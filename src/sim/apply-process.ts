/** What actions on processes do. */

import {
  disarmFromOutside,
  doubleFromOutside,
  exitFromOutside,
  failFromOutside,
  floodFromOutside,
  hangFromOutside,
  limitFromOutside,
  messageFromOutside,
  type Node,
  type Process,
  resumeFromOutside,
  suspendFromOutside,
  type Term,
} from "../kernel/index.ts";
import { serverModuleOf } from "../otp/index.ts";
import type { Affected } from "./apply-input.ts";
import { parseExitReason } from "./exit-reason.ts";
import { type ProcessAction, parseModule } from "./faults/index.ts";
import { findProcess } from "./find-process.ts";

type FailNext = Extract<ProcessAction, { readonly kind: "fail_next" }>;

/** A message no server of ours waits for, and a request that none understands. */
const STRANGE: Readonly<Record<"unknown" | "malformed", Term>> = {
  unknown: ["unexpected_message", 0],
  malformed: ["$gen_cast", ["no_such_request", null]],
};

export function applyProcess(world: Affected, action: ProcessAction, inputSeq: number): void {
  if (action.kind === "fail_next") {
    failNext(world, action, inputSeq);
    return;
  }
  if (action.kind === "disarm_all") {
    for (const node of world.nodes) disarmFromOutside(node, inputSeq);
    return;
  }
  const process = findProcess(world, action.target);
  const node = process === undefined ? undefined : world.nodes[process.pid.node];
  if (process !== undefined && node !== undefined) applyTo(node, process, action, inputSeq);
}

function applyTo(
  node: Node,
  { pid }: Process,
  action: Exclude<ProcessAction, { readonly kind: "fail_next" | "disarm_all" }>,
  inputSeq: number,
): void {
  switch (action.kind) {
    case "kill_process":
      exitFromOutside(node, pid, action.reason, inputSeq);
      return;
    case "exit_process": {
      // As if its own code had called `exit(Reason)`: trapping exits does not help against oneself.
      const reason = parseExitReason(action.reason);
      if (reason.ok) exitFromOutside(node, pid, reason.value, inputSeq);
      return;
    }
    case "suspend_process":
      suspendFromOutside(node, pid, inputSeq);
      return;
    case "resume_process":
      resumeFromOutside(node, pid, inputSeq);
      return;
    case "hang_process":
      hangFromOutside(node, pid, inputSeq);
      return;
    case "flood_process":
      floodFromOutside(node, pid, action.count, inputSeq);
      return;
    case "double_messages":
      doubleFromOutside(node, pid, action.count, inputSeq);
      return;
    case "send_message":
      messageFromOutside(node, pid, STRANGE[action.message], inputSeq);
      return;
    case "limit_process":
      limitFromOutside(node, pid, limitsOf(action), inputSeq);
      return;
    case "unlimit_process":
      limitFromOutside(node, pid, undefined, inputSeq);
  }
}

function limitsOf(action: Extract<ProcessAction, { readonly kind: "limit_process" }>) {
  const { mailbox, memoryBytes, policy = "drop" } = action;
  return {
    policy,
    ...(mailbox === undefined ? {} : { mailboxLengthMax: mailbox }),
    ...(memoryBytes === undefined ? {} : { stateBytesMax: memoryBytes }),
  };
}

/** Of a process, its own handler calls and terminate; its next init is that of whoever is started in its place. */
function failNext(world: Affected, { target, where, count }: FailNext, inputSeq: number): void {
  const process = findProcess(world, target);
  if (process !== undefined) {
    const module = serverModuleOf(process);
    const node = world.nodes[process.pid.node];
    const serial = where === "init" ? 0 : process.pid.serial;
    if (module !== undefined && node !== undefined)
      failFromOutside(node, { module, point: where, serial, left: count }, inputSeq);
    return;
  }
  const named = parseModule(target);
  if (named === undefined) return;
  const nodes = named.node === undefined ? world.nodes : [world.nodes[named.node]];
  for (const node of nodes) {
    if (node !== undefined)
      failFromOutside(node, { module: named.module, point: where, serial: 0, left: count }, inputSeq);
  }
}
