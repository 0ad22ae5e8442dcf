/** Starts a worker for one shard, from a page or from within another worker. */

import type { ShardWorker } from "./shards.ts";

export function startShardWorker(): ShardWorker {
  const worker = new Worker(new URL("./shard.worker.ts", import.meta.url), { type: "module", name: "shard" });
  return {
    post: (message, transfer) => worker.postMessage(message, Array.from(transfer)),
    listen: (hear) => {
      worker.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    },
    onDeath: (hear) => {
      worker.onerror = ({ message }) => hear(message === "" ? "a shard's worker failed to start" : message);
    },
    end: () => worker.terminate(),
  };
}
