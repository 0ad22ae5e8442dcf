/** Entry of the worker: its first host on the worker's clock, spoken to through comlink. */

import { expose } from "comlink";
import { FirstHost } from "./first-host.ts";
import { loadResource } from "./resources.ts";

expose(
  new FirstHost({
    clock: () => performance.now(),
    loadResource,
    defer: (callback, delayMs) => void setTimeout(callback, delayMs),
  }),
);
