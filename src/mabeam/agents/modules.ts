/** All modules of the agent layer, for a scenario's code list (datasets come on top, OTP's own below). */

import { consensusModule } from "../../foundation/consensus/index.ts";
import type { Module } from "../../kernel/index.ts";
import { variablesModule } from "../coordination/index.ts";
import { VARIABLES_MACHINES } from "../variables/index.ts";
import { agentDirectoryModule } from "./agent-directory.ts";
import { agentStatesModule } from "./agent-states.ts";
import { experimentTurnModule } from "./experiment-turn.ts";
import { learnerModule } from "./learner.ts";
import { NODE_MODULES } from "./node-children.ts";
import { clerkModule } from "./presence.ts";

export const AGENT_MODULES: readonly Module[] = [
  consensusModule,
  variablesModule,
  ...VARIABLES_MACHINES,
  agentDirectoryModule,
  agentStatesModule,
  learnerModule,
  clerkModule,
  experimentTurnModule,
  ...NODE_MODULES,
];
