/**
 * supervision-strategies: everything a supervisor can decide, one branch each, on one node. The four strategies, the
 * three restart types, a supervisor that gives up and is restarted by its own, and both kinds of automatic shutdown.
 *
 * By itself only two things happen: `fragile` gives up in each half minute, and `job` ends when its task is done. The
 * rest waits for the person at the screen.
 */

import { type Module, Raise } from "../../kernel/index.ts";
import {
  type ChildSpec,
  defineServer,
  defineSupervisor,
  noreply,
  OTP_MODULES,
  reply,
  type SupFlags,
  started,
  stop,
  supervisor,
} from "../../otp/index.ts";
import { SUPERVISION_CHECKERS } from "../checkers/supervision/index.ts";
import type { Scenario } from "../scenario.ts";
import { ROOT } from "./root.ts";
import { summaryOf } from "./summaries.ts";

const SECOND_US = 1_000_000;
const BEAT_US = 250_000;
const WORK_US = 2_000;
/** In each half minute `crash_loop` fails from this second on … */
const TROUBLE_FROM_S = 3;
/** … and up to this one, each time this long after its start: more often than `fragile` allows. */
const TROUBLE_TO_S = 7;
const TROUBLE_EVERY_S = 30;
const FAILS_AFTER_US = 900_000;
const TASK_US = 6 * SECOND_US;

/** Works a little now and then, for ever. */
const steady = defineServer<number>("steady", {
  init(ctx) {
    ctx.sendAfter(ctx.drawBetween("beats", 1, BEAT_US), ctx.self, "beat");
    return started(0);
  },
  handleCall: (_ctx, _request, _from, beats) => reply(beats, beats),
  handleInfo(ctx, _message, beats) {
    ctx.spend(WORK_US);
    ctx.sendAfter(BEAT_US, ctx.self, "beat");
    return noreply(beats + 1);
  },
});

/** Fails again and again while its time of trouble lasts; a restart does not cure it. */
const crashLoop = defineServer<number>("crash_loop", {
  init(ctx) {
    ctx.sendAfter(FAILS_AFTER_US, ctx.self, "try");
    return started(0);
  },
  handleCall: (_ctx, _request, _from, tries) => reply(tries, tries),
  handleInfo(ctx, _message, tries) {
    const second = (ctx.now() / SECOND_US) % TROUBLE_EVERY_S;
    if (second >= TROUBLE_FROM_S && second < TROUBLE_TO_S) throw new Raise("error", "no_connection");
    ctx.sendAfter(FAILS_AFTER_US, ctx.self, "try");
    return noreply(tries + 1);
  },
});

/** Does one piece of work and ends with reason normal. */
const task = defineServer<null>("task_once", {
  init(ctx) {
    ctx.sendAfter(TASK_US, ctx.self, "done");
    return started(null);
  },
  handleCall: (_ctx, _request, _from, state) => reply(state, state),
  handleInfo: (_ctx, _message, state) => stop("normal", state),
});

/** Fills the pool next to it; under rest_for_one it is started again whenever the pool is. */
const feeder = defineServer<number>("feeder", {
  *init(ctx, count) {
    for (let i = 0; i < (count as number); i++) yield* supervisor.startChild(ctx, "pool", []);
    return started(count as number);
  },
  handleCall: (_ctx, _request, _from, count) => reply(count, count),
});

type Branch = readonly [flags: SupFlags, children: readonly ChildSpec[]];

const three = ["a", "b", "c"].map((id): ChildSpec => worker(id, "steady"));
const four = { intensity: 4, period: 10 };

const BRANCHES: Readonly<Record<string, Branch>> = {
  one_for_one: [{ strategy: "one_for_one", ...four }, three],
  one_for_all: [{ strategy: "one_for_all", ...four }, three],
  rest_for_one: [{ strategy: "rest_for_one", ...four }, three],
  simple_one_for_one: [
    { strategy: "rest_for_one", ...four },
    [
      { ...branch("pool"), start: ["supervisor", "start_link", ["branch", "pool", { name: "pool" }]] },
      { ...worker("feeder", "feeder"), start: ["gen_server", "start_link", ["feeder", 3, {}]] },
    ],
  ],
  pool: [{ strategy: "simple_one_for_one", ...four }, [worker("connection", "steady")]],
  restart_types: [
    { strategy: "one_for_one", ...four },
    [
      worker("permanent", "steady"),
      { ...worker("transient", "steady"), restart: "transient" },
      { ...worker("temporary", "steady"), restart: "temporary" },
    ],
  ],
  escalation: [{ strategy: "one_for_one", intensity: 3, period: 60 }, [branch("fragile")]],
  fragile: [
    { strategy: "one_for_all", intensity: 2, period: 5 },
    [worker("crash_loop", "crash_loop"), worker("bystander", "steady")],
  ],
  job: [
    { strategy: "one_for_one", autoShutdown: "any_significant" },
    [worker("helper", "steady"), { ...worker("task", "task_once"), restart: "transient", significant: true }],
  ],
  crew: [
    { strategy: "one_for_one", autoShutdown: "all_significant" },
    ["left", "right"].map((id) => ({
      ...worker(id, "steady"),
      restart: "transient" as const,
      significant: true,
      shutdown: "brutal_kill" as const,
    })),
  ],
};

/** What `root` starts, in this order. A job and a crew are done when they end; the others must run. */
const ROOT_CHILDREN: readonly ChildSpec[] = [
  branch("one_for_one"),
  branch("one_for_all"),
  branch("rest_for_one"),
  branch("simple_one_for_one"),
  branch("restart_types"),
  branch("escalation"),
  { ...branch("job"), restart: "transient" },
  { ...branch("crew"), restart: "transient" },
];

function worker(id: string, module: string): ChildSpec {
  return { id, start: ["gen_server", "start_link", [module, null, {}]] };
}

function branch(id: string): ChildSpec {
  const start = ["supervisor", "start_link", ["branch", id, {}]] as const;
  return { id, type: "supervisor", shutdown: "infinity", start };
}

const branchSupervisor = defineSupervisor("branch", (_ctx, name) => {
  const [flags, children] = BRANCHES[name as string] as Branch;
  return ["ok", [flags, children]];
});

const rootSupervisor = defineSupervisor("strategies_root", () => [
  "ok",
  [{ strategy: "one_for_one", intensity: 3, period: 30 }, ROOT_CHILDREN],
]);

const MODULES: readonly Module[] = [
  ...OTP_MODULES,
  ROOT,
  rootSupervisor,
  branchSupervisor,
  steady,
  crashLoop,
  task,
  feeder,
];

export const supervisionStrategies: Scenario = {
  ...summaryOf("supervision-strategies"),
  nodes: 1,
  link: { latencyUs: { kind: "constant", value: 1_000 }, minUs: 1_000, lossPpm: 0 },
  schedulers: 2,
  handlerCostUs: 20,
  parameters: [],
  resources: [],
  checkers: SUPERVISION_CHECKERS,
  code: () => MODULES,
  boot: () => ["root", "start", ["strategies_root", null]],
  invitation: "crash_worker",
};
