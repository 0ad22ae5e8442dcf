/**
 * N2: when a registered process dies, its entry is gone before the clock of its node moves on.
 *
 * The news of a death is a message like any other, so the entry may stay while messages sent earlier are handled; it
 * must be gone when nothing is left to do at that instant. A server that is busy, suspended or down cannot have heard
 * yet; it is asked again later. Holders on other nodes are reported by the failure detector and are not looked at.
 */

import { PROCESS_REGISTRY, readRegistry } from "../../../foundation/process-registry/index.ts";
import type { Node } from "../../../kernel/index.ts";
import type { Checker, RunningChecker, Violation } from "../checker.ts";

interface Seen {
  serial: number;
  processes: number;
}

export const deadHoldNothing: Checker = {
  id: "dead_hold_nothing",
  title: "A dead process holds no name",
  source: "Naming invariant N2",
  create: ({ nodes }) => createDeadChecking(nodes.length),
};

function createDeadChecking(nodeCount: number): RunningChecker {
  const seen: Seen[] = Array.from({ length: nodeCount }, () => ({ serial: -1, processes: -1 }));
  let checked = 0;
  let violation: Violation | undefined;
  return {
    afterEvent(node) {
      const last = seen[node.index] as Seen;
      if (violation !== undefined) return;
      if (last.serial === node.serial && last.processes === node.processCount) return;
      if (!hasServerHeard(node)) return;
      last.serial = node.serial;
      last.processes = node.processCount;
      checked++;
      const text = deadHolder(node);
      if (text !== undefined) {
        violation = { atUs: node.nowUs, text, event: { node: node.index, seq: node.trace.seq } };
      }
    },
    get checked() {
      return checked;
    },
    get violation() {
      return violation;
    },
  };
}

/** The registry server is free and everything sent at this instant has arrived. */
function hasServerHeard(node: Node): boolean {
  if (node.paused || node.arrivals.length > 0 || node.ready.length > 0) return false;
  const pid = node.names.get(PROCESS_REGISTRY);
  const server = pid === undefined ? undefined : node.find(pid);
  if (server === undefined || server.loop === undefined || server.frame !== undefined) return false;
  return !server.busy && server.suspensions === 0 && server.mailboxLength === 0;
}

function deadHolder(node: Node): string | undefined {
  for (const { namespace, key, pid } of readRegistry(node)?.entries ?? []) {
    if (pid.node !== node.index || node.find(pid) !== undefined) continue;
    return `${namespace}/${key} on ${node.name} is still held by ${pid.toString()}, which is dead`;
  }
  return undefined;
}
