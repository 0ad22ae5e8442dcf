/** Entry of the worker: a run host on the worker's clock, spoken to through comlink. */

import { expose } from "comlink";
import { loadResource } from "./resources.ts";
import { RunHost } from "./run-host.ts";

expose(
  new RunHost({
    clock: () => performance.now(),
    loadResource,
    defer: (callback, delayMs) => void setTimeout(callback, delayMs),
  }),
);
