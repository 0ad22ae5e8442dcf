/** What an agent is, as data: enough to register it, start it, and start it again after its node was lost. */

import type { ChildSpec, RestartType } from "../../otp/index.ts";
import type { LearnerConfig } from "./learner-config.ts";

/** What an agent can do, for those who look for one. */
export type Capability = "model_training" | "hyperparameter_optimization" | "coordination";

export type AgentSpec = {
  /** Also the registered name of its process: lower-case letters, digits, - and _. Unique in the cluster. */
  readonly id: string;
  /** Module of its behaviour; the room has one, `learner`. */
  readonly module: string;
  readonly config: LearnerConfig;
  readonly capabilities: readonly Capability[];
  /** Weight of its vote, a whole number from 1. */
  readonly weight: number;
  /** Honoured by the supervisor: a temporary agent stays down after a crash. */
  readonly restart: RestartType;
};

/** How long an agent may take to save its state when it is stopped. */
const GRACE_MS = 5000;

export function childSpecOf(spec: AgentSpec): ChildSpec {
  const { id, module, restart } = spec;
  return {
    id,
    start: ["gen_server", "start_link", [module, spec, { name: id, label: id }]],
    restart,
    shutdown: GRACE_MS,
  };
}
