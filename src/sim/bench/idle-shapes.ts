/** Shapes of many idle processes: handlers, gen_servers and generators that wait. What a process costs to have. */

import {
  type Blocking,
  type Context,
  enterLoop,
  type Module,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { defineServer, start, started } from "../../otp/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const MILLION = 1_000_000;
const BIRTHS_PER_TURN = 1_000;
/** Fewer, since each start is an answer that is kept for a restore until the next turn. */
const STARTS_PER_TURN = 50;

/** A process that is there, as a loop. */
const idler: Module = {
  name: "idler",
  functions: {
    start: () => enterLoop("idler", null),
    *wait(): Blocking<undefined> {
      yield* receive();
      return undefined;
    },
  },
  loop: { name: "idler", handle: (_ctx: Context, state: Term) => state },
};

const idleServer = defineServer<null>("idle_server", { init: () => started(null) });

const spawner: Module = {
  name: "spawner",
  functions: {
    *[MAIN](_ctx: Context, task: string, count: number) {
      yield* receive();
      return { become: ["spawner", task, [count]] as const };
    },
    handlers(ctx: Context, left: number) {
      const round = Math.min(left, BIRTHS_PER_TURN);
      for (let i = 0; i < round; i++) ctx.spawn(["idler", "start", []]);
      return left > round ? { become: ["spawner", "handlers", [left - round]] as const } : undefined;
    },
    generators(ctx: Context, left: number) {
      const round = Math.min(left, BIRTHS_PER_TURN);
      for (let i = 0; i < round; i++) ctx.spawn(["idler", "wait", []]);
      return left > round ? { become: ["spawner", "generators", [left - round]] as const } : undefined;
    },
    *servers(ctx: Context, left: number) {
      const round = Math.min(left, STARTS_PER_TURN);
      for (let i = 0; i < round; i++) yield* start(ctx, "idle_server", null);
      return left > round ? { become: ["spawner", "servers", [left - round]] as const } : undefined;
    },
  },
};

function idleWorld(task: "handlers" | "generators" | "servers", count: number): PreparedShape {
  return preparedWorld({ modules: [spawner, idler, idleServer], args: [task, count], operations: count });
}

function idleShape(task: "handlers" | "generators" | "servers", title: string): BenchShape {
  const prepare = (count: number): PreparedShape => idleWorld(task, count);
  return {
    id: `idle_${task}_1m`,
    title,
    unit: "processes",
    size: MILLION,
    quickSize: 20_000,
    prepare,
    leavesProcesses: true,
    population: { of: "processes", prepare },
  };
}

export const idleHandlers = idleShape("handlers", "Spawn 1,000,000 idle processes that handle messages");
export const idleServers = idleShape("servers", "Start 1,000,000 idle gen_servers, each start answered");
export const idleGenerators = idleShape("generators", "Spawn 1,000,000 processes that wait in a receive");
