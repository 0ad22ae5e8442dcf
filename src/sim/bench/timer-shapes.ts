/** Shapes of timers: many that fire, and many that are cancelled before. */

import { type Context, enterLoop, type Module, type Term } from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

/** Delays from 1 to 1,000 ms, in an order that has nothing to do with time. */
const delayUs = (i: number): number => (((i * 7919) % 1000) + 1) * 1000;

const alarm: Module = {
  name: "alarm",
  functions: { [MAIN]: (_ctx: Context, count: number) => enterLoop("alarm", [count, 0]) },
  loop: {
    name: "alarm",
    handle(ctx: Context, state: readonly [count: number, fired: number], message: Term): Term {
      if (message !== "go") return [state[0], state[1] + 1];
      for (let i = 0; i < state[0]; i++) ctx.sendAfter(delayUs(i), ctx.self, "ring");
      return state;
    },
  },
};

const alarmWorld = (size: number): PreparedShape =>
  preparedWorld({ modules: [alarm], args: [size], operations: size });

export const timersMillion: BenchShape = {
  id: "timers_1m",
  title: "Timers set and fired, 1,000,000 at once",
  unit: "timers",
  size: 1_000_000,
  quickSize: 20_000,
  prepare: alarmWorld,
  population: { of: "timers", prepare: alarmWorld },
};

const canceller: Module = {
  name: "canceller",
  functions: { [MAIN]: (_ctx: Context, count: number) => enterLoop("canceller", count) },
  loop: {
    name: "canceller",
    handle(ctx: Context, count: number): Term {
      for (let i = 0; i < count; i++) ctx.cancelTimer(ctx.sendAfter(delayUs(i), ctx.self, "ring"));
      return count;
    },
  },
};

export const timersCancelled: BenchShape = {
  id: "timers_cancelled",
  title: "Timers set and cancelled",
  unit: "timers",
  size: 500_000,
  quickSize: 20_000,
  prepare: (size) => preparedWorld({ modules: [canceller], args: [size], operations: size }),
};
