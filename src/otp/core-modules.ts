/**
 * The behaviours that nearly every world is made of. Apart from the others, so that a page whose world needs no more
 * does not carry them.
 */

import type { Module } from "../kernel/index.ts";
import { initServer } from "./server-init.ts";
import { handleMessage } from "./server-loop.ts";
import { start, startLink } from "./server-start.ts";
import { GEN_SERVER } from "./server-state.ts";
import { supervisorModule } from "./supervisor.ts";
import { taskModule } from "./task-process.ts";

const genServerModule: Module = {
  name: GEN_SERVER,
  functions: { start: start as never, start_link: startLink as never, init_it: initServer as never },
  loop: { name: GEN_SERVER, handle: handleMessage as never },
};

/** gen_server, supervisor and task: enough for `createCode([...CORE_MODULES, ...yours])` when nothing else is started. */
export const CORE_MODULES: readonly Module[] = [genServerModule, supervisorModule, taskModule];
