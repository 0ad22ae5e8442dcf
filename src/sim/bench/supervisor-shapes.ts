/** Shapes of supervisors: restarts one at a time, and the start and shutdown of a hundred thousand children. */

import {
  type Blocking,
  type Context,
  enterLoop,
  isTagged,
  type Module,
  type Pid,
  receive,
  receiveWithin,
  type Term,
} from "../../kernel/index.ts";
import { type ChildSpec, defineServer, defineSupervisor, started, supervisor } from "../../otp/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const FEW = 100;
const MANY = 10_000;
/** Kills in one turn: what was answered meanwhile is kept for a restore. */
const KILLS_PER_TURN = 100;
/** Longer than the supervisor's period, so that its list of recent restarts stays as short as in a calm system. */
const REST_US = 2_000_000;

const child = defineServer<null>("child", {
  init(ctx: Context, owner: Pid) {
    ctx.send(owner, ["up", ctx.self]);
    return started(null);
  },
});

const pen = defineSupervisor("pen", (_ctx, [count, owner]: readonly [number, Pid]) => {
  const children: ChildSpec[] = Array.from({ length: count }, (_, i) => ({
    id: `c${i}`,
    start: ["gen_server", "start_link", ["child", owner, {}]],
    shutdown: "brutal_kill",
  }));
  return ["ok", [{ intensity: 100_000_000, period: 1 }, children]];
});

const isUp = (message: Term): boolean => isTagged(message, "up");

function* nextUp(): Blocking<Pid> {
  return ((yield* receive(isUp)) as readonly Term[])[1] as Pid;
}

type Kills = readonly [at: number, left: number, restUs: number];

/** Kills children in turn, waiting each time for the one that replaces it; rests after all of them, if told to. */
const killer: Module = {
  name: "killer",
  functions: {
    *[MAIN](ctx: Context, children: number, kills: number, restUs: number): Blocking<unknown> {
      yield* supervisor.startLink(ctx, "pen", [children, ctx.self]);
      const pids: Pid[] = [];
      for (let i = 0; i < children; i++) pids.push(yield* nextUp());
      yield* receive((message) => message === "go");
      return { become: ["killer", "kill", [pids, [0, kills, restUs]]] as const };
    },
    *kill(ctx: Context, pids: readonly Pid[], [at, left, restUs]: Kills): Blocking<unknown> {
      const round = Math.min(left, KILLS_PER_TURN);
      const next = pids.slice();
      for (let i = at; i < at + round; i++) {
        ctx.exit(pids[i] as Pid, "kill");
        next[i] = yield* nextUp();
      }
      if (left === round) return undefined;
      if (restUs > 0) yield* receiveWithin(restUs);
      const nextAt = (at + round) % pids.length;
      return { become: ["killer", "kill", [next, [nextAt, left - round, restUs]]] as const };
    },
  },
};

function restartWorld(children: number, kills: number, restUs: number): PreparedShape {
  const args = [children, kills, restUs];
  return preparedWorld({ modules: [killer, pen, child], args, operations: kills });
}

export const restarts: BenchShape = {
  id: "restarts",
  title: "Restarts under a supervisor of 100 children, one at a time",
  unit: "restarts",
  size: 20_000,
  quickSize: 2_000,
  prepare: (size) => restartWorld(FEW, size, REST_US),
};

export const restartsMany: BenchShape = {
  id: "restarts_10k",
  title: "Restarts of 10,000 children, one at a time and all within a second",
  unit: "restarts",
  size: MANY,
  quickSize: 1_000,
  prepare: (size) => restartWorld(size, size, 0),
  population: { of: "processes", max: 100_000, prepare: (size) => restartWorld(size, size, 0) },
};

/** Takes note of children that are up. */
const roll: Module = {
  name: "roll",
  functions: { start: () => enterLoop("roll", 0) },
  loop: { name: "roll", handle: (_ctx: Context, count: number) => count + 1 },
};

/** Starts a supervisor of so many children, before or on `go`, and in the first case shuts it down then. */
const owner: Module = {
  name: "owner",
  functions: {
    *[MAIN](ctx: Context, task: string, count: number): Blocking<undefined> {
      const to = ctx.spawn(["roll", "start", []]);
      ctx.trapExit(true);
      if (task === "start") yield* receive((message) => message === "go");
      const result = yield* supervisor.startLink(ctx, "pen", [count, to]);
      yield* receive((message) => message === (task === "start" ? "never" : "go"));
      ctx.exit(result[1] as Pid, "shutdown");
      yield* receive((message) => isTagged(message, "EXIT"));
      return undefined;
    },
  },
};

function supervisedShape(task: "start" | "stop", title: string): BenchShape {
  const prepare = (size: number): PreparedShape =>
    preparedWorld({ modules: [owner, pen, child, roll], args: [task, size], operations: size });
  return {
    id: `supervised_${task}`,
    title,
    unit: "children",
    size: 100_000,
    quickSize: 10_000,
    prepare,
    population: { of: "processes", prepare },
  };
}

export const supervisedStart = supervisedShape("start", "Start a supervisor with 100,000 children");
export const supervisedStop = supervisedShape("stop", "Shut a supervisor with 100,000 children down");
