/** Entry of the worker that compares: a compare host on the worker's clock, spoken to through comlink. */

import { expose } from "comlink";
import { CompareHost } from "./compare-host.ts";
import { loadResource } from "./resources.ts";

expose(new CompareHost({ clock: () => performance.now(), loadResource }));
