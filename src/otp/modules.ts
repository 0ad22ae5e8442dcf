/** The behaviours' own modules: what a node's code needs before any process of this floor can run. */

import type { Module } from "../kernel/index.ts";
import { agentModule } from "./agent.ts";
import { applicationModule } from "./application.ts";
import { CORE_MODULES } from "./core-modules.ts";
import { dynamicSupervisorModule } from "./dynamic-supervisor.ts";
import { registryModule, registryPartitionModule } from "./registry-server.ts";
import { genStatemModule } from "./statem-client.ts";
import { taskSupervisorModule } from "./task-supervisor.ts";

/** To be put into `createCode([...OTP_MODULES, ...yours])`. */
export const OTP_MODULES: readonly Module[] = [
  ...CORE_MODULES,
  genStatemModule,
  dynamicSupervisorModule,
  taskSupervisorModule,
  agentModule,
  applicationModule,
  registryModule,
  registryPartitionModule,
];
