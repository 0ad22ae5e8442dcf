/**
 * An agent's entry in the process registry of its node: its name with what it can do and as which incarnation it runs.
 *
 * The agent enters itself from within its own start (trap T09); its end takes the entry out again, by the registry's
 * monitor and nothing else. An entry that was lost with the registry's tables is made anew.
 *
 * Where a node runs no registry, agents do without.
 */

import { ok } from "../../base/index.ts";
import {
  lookupNow,
  PROCESS_REGISTRY,
  type Registration,
  register,
} from "../../foundation/process-registry/index.ts";
import type { Blocking, Context, Module, Pid } from "../../kernel/index.ts";
import { taskStart } from "../../otp/index.ts";
import type { AgentSpec } from "./agent-spec.ts";
import type { LearnerState } from "./learner-state.ts";

/** Namespace of the agents' names. */
export const AGENT_NAMES = "agents";

const CLERK = "agent_clerk";

type Entry = { readonly spec: AgentSpec; readonly incarnation: number; readonly pid: Pid };

/** Enters the agent; the error says who has the name. A registry that does not answer is no reason not to start. */
export function* enrol(ctx: Context, spec: AgentSpec, incarnation: number) {
  if (ctx.whereis(PROCESS_REGISTRY) === undefined) return ok("registered");
  return yield* register(ctx, registrationOf({ spec, incarnation, pid: ctx.self }));
}

/** Has the entry made anew if it is gone. Does not wait: a process of the agent's own asks the registry. */
export function stayEnrolled(ctx: Context, { spec, incarnation }: LearnerState): void {
  if (ctx.whereis(PROCESS_REGISTRY) === undefined || isEnrolled(ctx, spec.id)) return;
  const entry: Entry = { spec, incarnation, pid: ctx.self };
  taskStart(ctx, [CLERK, "enrol", [entry]], { link: true, label: `${spec.id} enrols` });
}

/** True unless the agent of this node is known to be away. */
export function isEnrolled(ctx: Context, agent: string): boolean {
  return ctx.whereis(PROCESS_REGISTRY) === undefined || lookupNow(ctx, AGENT_NAMES, agent) !== undefined;
}

function registrationOf({ spec, incarnation, pid }: Entry): Registration {
  const { id, capabilities } = spec;
  return { namespace: AGENT_NAMES, key: id, pid, metadata: { capabilities, incarnation } };
}

/** What agents have done by a process of their own, so that they never wait for the registry. */
export const clerkModule: Module = {
  name: CLERK,
  functions: {
    *enrol(ctx: Context, entry: Entry): Blocking<void> {
      yield* register(ctx, registrationOf(entry));
    },
  },
};
