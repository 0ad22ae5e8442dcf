/**
 * N2: when a registered process dies, its entry is gone before the clock of its node moves on.
 *
 * The news of a death is a message like any other, so the entry may stay while messages sent earlier are handled; it
 * must be gone when nothing is left to do at that instant. A server that is busy, suspended or down cannot have heard
 * yet; it is asked again later. Holders on other nodes are reported by the failure detector and are not looked at.
 */

import { PROCESS_REGISTRY, readRegistry } from "../../../foundation/process-registry/index.ts";
import type { Node } from "../../../kernel/index.ts";
import { type Census, censusOf, isSameCensus, NO_CENSUS } from "../census.ts";
import type { Checker, RunningChecker } from "../checker.ts";
import { Cell } from "../memory/memory.ts";
import { watch } from "../watch.ts";

export const deadHoldNothing: Checker = {
  id: "dead_hold_nothing",
  title: "A dead process holds no name",
  source: "Naming invariant N2",
  create: ({ nodes }) => createDeadChecking(nodes.length),
};

function createDeadChecking(nodeCount: number): RunningChecker {
  const counted = Array.from({ length: nodeCount }, () => new Cell(NO_CENSUS));
  return watch({
    memory: counted,
    look(node, compared) {
      const last = counted[node.index] as Cell<Census>;
      if (isSameCensus(node, last.value) || !hasServerHeard(node)) return undefined;
      last.value = censusOf(node);
      compared();
      return deadHolder(node);
    },
  });
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
