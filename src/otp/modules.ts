/** The behaviours' own modules: what a node's code needs before any process of this floor can run. */

import type { Module } from "../kernel/index.ts";
import { agentModule } from "./agent.ts";
import { applicationModule } from "./application.ts";
import { dynamicSupervisorModule } from "./dynamic-supervisor.ts";
import { registryModule, registryPartitionModule } from "./registry-server.ts";
import { initServer } from "./server-init.ts";
import { handleMessage } from "./server-loop.ts";
import { start, startLink } from "./server-start.ts";
import { GEN_SERVER } from "./server-state.ts";
import { genStatemModule } from "./statem-client.ts";
import { supervisorModule } from "./supervisor.ts";
import { taskModule } from "./task-process.ts";
import { taskSupervisorModule } from "./task-supervisor.ts";

const genServerModule: Module = {
  name: GEN_SERVER,
  functions: { start: start as never, start_link: startLink as never, init_it: initServer as never },
  loop: { name: GEN_SERVER, handle: handleMessage as never },
};

/** To be put into `createCode([...OTP_MODULES, ...yours])`. */
export const OTP_MODULES: readonly Module[] = [
  genServerModule,
  genStatemModule,
  supervisorModule,
  dynamicSupervisorModule,
  taskModule,
  taskSupervisorModule,
  agentModule,
  applicationModule,
  registryModule,
  registryPartitionModule,
];
