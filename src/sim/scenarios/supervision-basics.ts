/**
 * supervision-basics: three supervisors with the three strategies, side by side on one node, each over the same three
 * workers a, b, c under the same load. A worker that meets a poisonous job crashes; what happens to its siblings is
 * the strategy. Parameters make the weather rougher, or start workers nobody supervises, to see what that costs.
 */

import { type Module, Raise, type Term } from "../../kernel/index.ts";
import {
  defineServer,
  defineSupervisor,
  noreply,
  OTP_MODULES,
  reply,
  type Strategy,
  type SupFlags,
  start,
  started,
} from "../../otp/index.ts";
import { SUPERVISION_CHECKERS } from "../checkers/supervision/index.ts";
import type { Scenario } from "../scenario.ts";
import { ROOT } from "./root.ts";
import { summaryOf } from "./summaries.ts";

const STRATEGIES = ["one_for_one", "one_for_all", "rest_for_one"] as const satisfies readonly Strategy[];
const WORKERS = ["a", "b", "c"];
const JOB_EVERY_US = 120_000;
const JOB_COST_US = 4_000;

interface WorkerState {
  readonly [key: string]: Term;
  readonly done: number;
  readonly poisonPerMille: number;
}

/** Works off jobs it gives itself; each costs virtual time, and a poisonous one is fatal. */
const worker = defineServer<WorkerState>("job_worker", {
  init(ctx, args) {
    ctx.sendAfter(ctx.drawBetween("jobs", 1, JOB_EVERY_US), ctx.self, "job");
    return started({ done: 0, poisonPerMille: args as number });
  },
  handleCall: (_ctx, _request, _from, state) => reply(state.done, state),
  handleInfo(ctx, _message, state) {
    ctx.spend(JOB_COST_US);
    if (ctx.drawBetween("poison", 1, 1_000) <= state.poisonPerMille) throw new Raise("error", "bad_job");
    ctx.sendAfter(ctx.drawBetween("jobs", JOB_EVERY_US / 2, (3 * JOB_EVERY_US) / 2), ctx.self, "job");
    return noreply({ ...state, done: state.done + 1 });
  },
});

/** Starts workers without a link: what happens to background work nobody supervises? */
const bareSpawner = defineServer<number>("bare_spawner", {
  *init(ctx, args) {
    const [count, poison] = args as readonly [number, number];
    for (let i = 1; i <= count; i++) yield* start(ctx, "job_worker", poison, { label: `bare ${i}` });
    return started(count);
  },
});

const strategySupervisor = defineSupervisor("strategy", (_ctx, args) => {
  const [strategy, poison] = args as readonly [Strategy, number];
  const flags: SupFlags = { strategy, intensity: 4, period: 10 };
  const children = WORKERS.map((id) => ({ id, start: serverStart("job_worker", poison) }));
  return ["ok", [flags, children]];
});

const rootSupervisor = defineSupervisor("basics_root", (_ctx, args) => {
  const [poison, bare] = args as readonly [number, number];
  const supervisors = STRATEGIES.map((strategy) => ({
    id: strategy,
    type: "supervisor" as const,
    shutdown: "infinity" as const,
    start: ["supervisor", "start_link", ["strategy", [strategy, poison], {}]] as const,
  }));
  const spawner = { id: "bare_spawner", start: serverStart("bare_spawner", [bare, poison]) };
  return [
    "ok",
    [
      { strategy: "one_for_one", intensity: 10, period: 60 },
      bare > 0 ? [...supervisors, spawner] : supervisors,
    ],
  ];
});

function serverStart(module: string, args: Term): readonly ["gen_server", "start_link", readonly Term[]] {
  return ["gen_server", "start_link", [module, args, {}]];
}

const MODULES: readonly Module[] = [
  ...OTP_MODULES,
  ROOT,
  rootSupervisor,
  strategySupervisor,
  worker,
  bareSpawner,
];

export const supervisionBasics: Scenario = {
  ...summaryOf("supervision-basics"),
  nodes: 1,
  link: { latencyUs: { kind: "constant", value: 1_000 }, minUs: 1_000, lossPpm: 0 },
  schedulers: 2,
  handlerCostUs: 20,
  parameters: [
    { name: "poisonPerMille", title: "Poisonous jobs per thousand", initial: 4, min: 0, max: 1_000 },
    { name: "bareWorkers", title: "Workers nobody supervises", initial: 0, min: 0, max: 19 },
  ],
  resources: [],
  checkers: SUPERVISION_CHECKERS,
  code: () => MODULES,
  boot: (_node, parameters) => [
    "root",
    "start",
    ["basics_root", [parameters["poisonPerMille"], parameters["bareWorkers"]]],
  ],
  invitation: "crash_worker",
};
