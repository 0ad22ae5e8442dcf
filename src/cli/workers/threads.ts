/** Threads of Node as the workers of a spread world. */

import { type TransferListItem, Worker } from "node:worker_threads";
import type { ShardWorker } from "../../bridge/index.ts";

/** Beside the bundle of the program; see `entries` in tools/cli.mjs. */
const ENTRY = "shard.node-worker.js";

export function startThread(): ShardWorker {
  const worker = new Worker(new URL(ENTRY, import.meta.url));
  let isEnded = false;
  return {
    post: (message, transfer) => worker.postMessage(message, transfer as readonly TransferListItem[]),
    listen: (hear) => void worker.on("message", hear),
    onDeath(hear) {
      worker.on("error", (error) => hear(error.message));
      worker.on("exit", (code) => {
        if (!isEnded) hear(`a thread ended with ${code}`);
      });
    },
    end() {
      isEnded = true;
      void worker.terminate();
    },
  };
}
