/**
 * consensus-five: five servers of the replicated log, a register behind them, and on every node a client that writes to
 * it. Nothing else, so that a campaign gets through very many seeds; not in the menu of the page.
 *
 * The client is registered as "variables", the name that takes proposals: bursts and herds reach it.
 */

import {
  CONSENSUS,
  consensusModule,
  type StateMachine,
  submitAsync,
} from "../../foundation/consensus/index.ts";
import { type Context, isTagged, type Module, type Term } from "../../kernel/index.ts";
import {
  CORE_MODULES,
  defineServer,
  defineSupervisor,
  type NoreplyResult,
  noreply,
  started,
} from "../../otp/index.ts";
import { RAFT_CHECKERS } from "../checkers/raft/index.ts";
import { SUPERVISION_CHECKERS } from "../checkers/supervision/index.ts";
import type { Parameters, Scenario } from "../scenario.ts";
import { ROOT } from "./root.ts";

const NODES = 5;
const MACHINE = "register_machine";
const CLIENT = "register_client";
const ANSWER_WITHIN_US = 400_000;

type Register = { readonly value: Term; readonly writes: number };

const machine: StateMachine<Register> = {
  name: MACHINE,
  initial: { value: null, writes: 0 },
  apply: ({ value, writes }, { command }) => {
    if (!isTagged(command, "write")) return { state: { value, writes }, answer: "bad_command", notices: [] };
    return { state: { value: command[1], writes: writes + 1 }, answer: ["was", value, writes], notices: [] };
  },
};

type Client = {
  readonly session: string;
  readonly sequence: number;
  readonly everyUs: number;
};

function init(ctx: Context, { everyMs }: { readonly everyMs: number }) {
  const session = `${ctx.nodeName}/${ctx.nodeIncarnation}/${ctx.self.serial}`;
  const client = { session, sequence: 0, everyUs: everyMs * 1_000 };
  wait(ctx, client);
  return started(client);
}

/** A write now and then, and whenever somebody proposes one. An answer that never comes is nobody's loss here. */
function handleInfo(ctx: Context, message: Term, client: Client): NoreplyResult<Client> {
  if (message === "write") {
    wait(ctx, client);
    return noreply(written(ctx, client, ctx.drawBetween("value", 0, 999)));
  }
  return noreply(isTagged(message, "propose") ? written(ctx, client, message[2]) : client);
}

function written(ctx: Context, client: Client, value: Term): Client {
  const { session, sequence } = client;
  const tag = sequence;
  submitAsync(ctx, { session, sequence, command: ["write", value], tag, timeoutUs: ANSWER_WITHIN_US });
  return { ...client, sequence: sequence + 1 };
}

function wait(ctx: Context, { everyUs }: Client): void {
  const us = ctx.drawBetween("pace", Math.floor(everyUs / 2), Math.ceil(everyUs * 1.5));
  ctx.sendAfter(us, ctx.self, "write");
}

const client = defineServer<Client>(CLIENT, { init, handleInfo });

const consensusRoot = defineSupervisor("consensus_root", (_ctx, parameters: Parameters) => {
  const { heartbeatMs, writeEveryMs: everyMs } = parameters as Readonly<Record<string, number>>;
  const beatUs = Number(heartbeatMs) * 1_000;
  const server = {
    machine: MACHINE,
    members: Array.from({ length: NODES }, (_, i) => i),
    heartbeatUs: beatUs,
    electionTimeoutMinUs: 4 * beatUs,
    electionTimeoutMaxUs: 8 * beatUs,
  };
  const start = (module: string, args: Term, name: string) =>
    ["gen_server", "start_link", [module, args, { name }]] as const;
  return [
    "ok",
    [
      { strategy: "one_for_one", intensity: 100, period: 1 },
      [
        { id: CONSENSUS, start: start(CONSENSUS, server, CONSENSUS) },
        { id: CLIENT, start: start(CLIENT, { everyMs: Number(everyMs) }, "variables") },
      ],
    ],
  ];
});

const registerMachine: Module = { name: MACHINE, callbacks: machine };

export const consensusFive: Scenario = {
  id: "consensus-five",
  title: "Consensus among five",
  summary: "Five servers of a replicated log and five clients that write to a register. For campaigns.",
  defaultSpeed: 1,
  nodes: NODES,
  link: { latencyUs: { kind: "shifted_exponential", shift: 2_000, mean: 1_500 }, minUs: 2_000, lossPpm: 0 },
  schedulers: 1,
  handlerCostUs: 0,
  parameters: [
    { name: "heartbeatMs", title: "A heartbeat every … ms", initial: 100, min: 10, max: 1_000 },
    { name: "writeEveryMs", title: "A client writes every … ms", initial: 100, min: 1, max: 60_000 },
  ],
  campaignParameters: { heartbeatMs: 50, writeEveryMs: 80 },
  resources: [],
  checkers: [...RAFT_CHECKERS, ...SUPERVISION_CHECKERS],
  code: () => [...CORE_MODULES, ROOT, consensusRoot, client, consensusModule, registerMachine],
  boot: (_node, parameters) => ["root", "start", ["consensus_root", parameters]],
};
