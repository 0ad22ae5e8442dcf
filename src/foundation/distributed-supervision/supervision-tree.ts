/**
 * The processes of distributed supervision on a node, and their supervisor.
 *
 * one_for_all: when one of them dies the copies die too. The next server begins under a new token, by which the cluster
 * knows that the copies of the one before are gone.
 */

import type { Context, Module } from "../../kernel/index.ts";
import { type ChildSpec, defineSupervisor } from "../../otp/index.ts";
import { COPY_KEEPER, copyKeeperModule, PLACED_CHILDREN } from "./copy-keeper.ts";
import { distributedSupervisorModule } from "./distributed-supervisor.ts";
import { PLACEMENT_MACHINE } from "./placement-machine.ts";
import { DISTRIBUTED_SUPERVISOR, type SupervisionConfig } from "./supervision-state.ts";

/** Module and local name of the supervisor. */
export const PLACEMENT_SUPERVISOR = "placement_sup";

const placementSupervisorModule = defineSupervisor(
  PLACEMENT_SUPERVISOR,
  (_ctx: Context, config: Partial<SupervisionConfig>) => {
    const children: ChildSpec = {
      id: PLACED_CHILDREN,
      start: ["dynamic_supervisor", "start_link", [{ name: PLACED_CHILDREN }]],
      type: "supervisor",
    };
    const server = worker(DISTRIBUTED_SUPERVISOR, config);
    return ["ok", [{ strategy: "one_for_all" }, [children, worker(COPY_KEEPER, {}), server]]];
  },
);

function worker(module: string, args: Partial<SupervisionConfig>): ChildSpec {
  return { id: module, start: ["gen_server", "start_link", [module, args, { name: module }]] };
}

/** Distributed supervision on a node, to be put under its root supervisor after the consensus server. */
export function distributedSupervisionChild(config: Partial<SupervisionConfig> = {}): ChildSpec {
  const start = [
    "supervisor",
    "start_link",
    [PLACEMENT_SUPERVISOR, config, { name: PLACEMENT_SUPERVISOR }],
  ] as const;
  return { id: PLACEMENT_SUPERVISOR, start, type: "supervisor" };
}

/** The state machine as a module, for a log that replicates nothing else: `machine: "placement"`. */
export const placementMachineModule: Module = { name: PLACEMENT_MACHINE.name, callbacks: PLACEMENT_MACHINE };

/** Code a node needs beside the behaviours and the consensus server. */
export const DISTRIBUTED_SUPERVISION_MODULES: readonly Module[] = [
  placementSupervisorModule,
  copyKeeperModule,
  distributedSupervisorModule,
  placementMachineModule,
];
