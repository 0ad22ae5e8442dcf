/** A thread of Node that holds one shard of a world. */

import { readFileSync } from "node:fs";
import { parentPort, type MessagePort as ThreadPort, type TransferListItem } from "node:worker_threads";
import { serveShard, type Wire } from "../../bridge/index.ts";

function wireOf(port: ThreadPort): Wire {
  return {
    post: (message, transfer) => port.postMessage(message, transfer as readonly TransferListItem[]),
    listen: (hear) => void port.on("message", hear),
  };
}

/** Linux tells the nanoseconds a thread has spent on a processor; elsewhere nobody does. */
function threadTimeMs(): number | undefined {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
  } catch {
    return undefined;
  }
}

if (parentPort !== null) {
  serveShard({
    wire: wireOf(parentPort),
    nowMs: () => performance.now(),
    cpuMs: threadTimeMs,
    wireOf: (port) => wireOf(port as unknown as ThreadPort),
  });
}
