/** Shapes of birth and death: processes that come, say a word or nothing, and go. */

import { type Context, enterLoop, type Module, type Pid, receive, type Term } from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

/** Spawns in one turn: the BEAM, too, lets others run in between. */
const BIRTHS_PER_TURN = 100;

/** Counts what comes. */
const counter: Module = {
  name: "counter",
  functions: { start: () => enterLoop("counter", 0) },
  loop: { name: "counter", handle: (_ctx: Context, count: number) => count + 1 },
};

/** Spawns processes that send one word to the counter and end. */
const mayfly: Module = {
  name: "mayfly",
  functions: {
    *[MAIN](ctx: Context, count: number) {
      const to = ctx.spawn(["counter", "start", []]);
      yield* receive();
      return { become: ["mayfly", "spawn", [to, count]] as const };
    },
    spawn(ctx: Context, to: Pid, left: number) {
      const round = Math.min(left, BIRTHS_PER_TURN);
      for (let i = 0; i < round; i++) ctx.spawn(["mayfly", "live", [to]]);
      return left > round ? { become: ["mayfly", "spawn", [to, left - round]] as const } : undefined;
    },
    live: (ctx: Context, to: Pid) => ctx.send(to, "done"),
  },
};

const spawnExitWorld = (size: number): PreparedShape =>
  preparedWorld({ modules: [mayfly, counter], args: [size], operations: size });

export const spawnExit: BenchShape = {
  id: "spawn_exit",
  title: "Spawn and exit, another process collects",
  unit: "processes",
  size: 100_000,
  quickSize: 10_000,
  prepare: spawnExitWorld,
  population: { of: "processes", prepare: spawnExitWorld },
};

/** Spawns a process that ends at once, waits for its DOWN, and again. */
const midwife: Module = {
  name: "midwife",
  functions: {
    [MAIN]: (_ctx: Context, count: number) => enterLoop("midwife", count),
    end: () => undefined,
  },
  loop: {
    name: "midwife",
    handle(ctx: Context, left: number): Term {
      if (left > 0) ctx.spawnMonitor(["midwife", "end", []]);
      return left - 1;
    },
  },
};

const midwifeWorld = (size: number, isTraced: boolean): PreparedShape =>
  preparedWorld({ modules: [midwife], args: [size], operations: size, isTraced });

export const spawnMonitorDown: BenchShape = {
  id: "spawn_monitor_down",
  title: "Spawn, monitor, wait for DOWN, one at a time",
  unit: "processes",
  size: 200_000,
  quickSize: 20_000,
  prepare: (size) => midwifeWorld(size, true),
};

export const spawnMonitorDownUntraced: BenchShape = {
  ...spawnMonitorDown,
  id: "spawn_monitor_down_untraced",
  title: "Spawn, monitor, wait for DOWN, payloads not kept by the trace",
  prepare: (size) => midwifeWorld(size, false),
};
