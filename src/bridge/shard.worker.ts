/** Entry of a worker that holds one shard of a world, in a browser. */

import { serveShard } from "./shard-server.ts";

serveShard({
  wire: {
    post: (message, transfer) => self.postMessage(message, { transfer: Array.from(transfer) }),
    listen: (hear) => {
      self.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    },
  },
  nowMs: () => performance.now(),
  wireOf: (port) => ({
    post: (message, transfer) => port.postMessage(message, Array.from(transfer)),
    listen: (hear) => {
      port.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    },
  }),
});
