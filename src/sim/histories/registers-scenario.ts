/**
 * registers: five servers of the replicated log, and ten clients that read and write registers through it. What they
 * saw is recorded as a history and judged: is there one order of all operations that explains it?
 */

import { CONSENSUS, type ConsensusArgs, consensusModule } from "../../foundation/consensus/index.ts";
import type { Mfa, Term } from "../../kernel/index.ts";
import { CORE_MODULES, defineSupervisor } from "../../otp/index.ts";
import { RAFT_CHECKERS } from "../checkers/raft/index.ts";
import { SUPERVISION_CHECKERS } from "../checkers/supervision/index.ts";
import type { Parameters, Scenario } from "../scenario.ts";
import { ROOT } from "../scenarios/root.ts";
import { summaryOf } from "../scenarios/summaries.ts";
import { REGISTERS, REGISTERS_MACHINE } from "./register-machine.ts";
import { type ClientConfig, clientChild, REGISTER_CLIENT_MODULE } from "./workload.ts";

const NODES = 5;

type Timing = Omit<ConsensusArgs, "machine" | "members">;

type NodeConfig = { readonly clients: readonly ClientConfig[]; readonly timing: Timing };

const registersRoot = defineSupervisor("registers_root", (_ctx, { clients, timing }: NodeConfig) => [
  "ok",
  [
    { strategy: "one_for_one", intensity: 12, period: 30 },
    [
      {
        id: CONSENSUS,
        start: [
          "gen_server",
          "start_link",
          [
            CONSENSUS,
            { machine: REGISTERS, members: Array.from({ length: NODES }, (_, i) => i), ...timing },
            { name: CONSENSUS },
          ],
        ],
      },
      ...clients.map(clientChild),
    ],
  ],
]);

function clientsOf(node: number, parameters: Parameters): readonly ClientConfig[] {
  const perNode = Number(parameters["clientsPerNode"]);
  return Array.from({ length: perNode }, (_, i) => ({
    name: `c${node * perNode + i + 1}`,
    keys: Number(parameters["keys"]),
    thinkUs: Number(parameters["thinkMs"]) * 1_000,
    timeoutUs: Number(parameters["timeoutMs"]) * 1_000,
    staleReadsPercent: Number(parameters["staleReadsPercent"]),
  }));
}

/** `timing`: of the consensus server, where it differs from the defaults. */
export function registersBoot(node: number, parameters: Parameters, timing: Timing = {}): Mfa {
  return [
    "root",
    "start",
    ["registers_root", { clients: clientsOf(node, parameters), timing } as unknown as Term],
  ];
}

export const registersScenario: Scenario = {
  ...summaryOf("registers"),
  nodes: NODES,
  link: {
    latencyUs: { kind: "shifted_exponential", shift: 2_000, mean: 3_000 },
    minUs: 2_000,
    lossPpm: 0,
  },
  schedulers: 2,
  handlerCostUs: 20,
  parameters: [
    { name: "clientsPerNode", title: "Clients per node", initial: 2, min: 1, max: 10 },
    { name: "keys", title: "Registers", initial: 3, min: 1, max: 100 },
    { name: "thinkMs", title: "Pause between two operations in ms", initial: 60, min: 0, max: 60_000 },
    {
      name: "timeoutMs",
      title: "An attempt waits for its answer for … ms",
      initial: 1_000,
      min: 10,
      max: 60_000,
    },
    {
      name: "staleReadsPercent",
      title: "Reads that may be stale, of a hundred operations",
      initial: 0,
      min: 0,
      max: 100,
    },
  ],
  resources: [],
  checkers: [...RAFT_CHECKERS, ...SUPERVISION_CHECKERS],
  code: () => [
    ...CORE_MODULES,
    ROOT,
    registersRoot,
    consensusModule,
    REGISTERS_MACHINE,
    REGISTER_CLIENT_MODULE,
  ],
  boot: (node, parameters) => registersBoot(node, parameters),
  invitation: "kill_leader",
};
