/** An isolate in Node: a process of its own, so that its processor time and its heap are nobody else's. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Task } from "./engine.ts";
import { carryOut } from "./isolate.ts";
import type { Host } from "./measure.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const host: Host = {
  nowMs: () => performance.now(),
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  },
  heapBytes() {
    collect();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return Promise.resolve(heapUsed + external + arrayBuffers);
  },
};

process.on("message", (task: Task) => {
  void carryOut(task, host).then((answer) => process.send?.(answer));
});
