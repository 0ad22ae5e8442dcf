/** Shapes of birth and death: idle processes, short-lived ones, and many that are tied to one. */

import {
  type Context,
  enterLoop,
  isTagged,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { type BenchShape, MAIN, preparedWorld } from "./shape.ts";

/** A process that is there, as a loop. */
const idler: Module = {
  name: "idler",
  functions: { start: () => enterLoop("idler", null) },
  loop: { name: "idler", handle: (_ctx: Context, state: Term) => state },
};

const spawner: Module = {
  name: "spawner",
  functions: {
    *[MAIN](_ctx: Context, count: number) {
      yield* receive();
      return { become: ["spawner", "spawn", [count]] as const };
    },
    spawn(ctx: Context, count: number) {
      const round = Math.min(count, 1_000);
      for (let i = 0; i < round; i++) ctx.spawn(["idler", "start", []]);
      return count > round ? { become: ["spawner", "spawn", [count - round]] as const } : undefined;
    },
  },
};

export const spawnIdle: BenchShape = {
  id: "spawn_idle",
  title: "Spawn idle processes",
  unit: "processes",
  size: 100_000,
  quickSize: 20_000,
  prepare: (size) => preparedWorld([spawner, idler], [size], size),
};

export const spawnIdleMillion: BenchShape = {
  ...spawnIdle,
  id: "spawn_idle_1m",
  title: "Spawn 1,000,000 idle processes",
  size: 1_000_000,
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

export const spawnMonitorDown: BenchShape = {
  id: "spawn_monitor_down",
  title: "Spawn, monitor, wait for DOWN, one at a time",
  unit: "processes",
  size: 200_000,
  quickSize: 20_000,
  prepare: (size) => preparedWorld([midwife], [size], size),
};

/** Processes that are linked to a hub and watch it; `main` watches them. */
const hub: Module = {
  name: "hub",
  functions: {
    *[MAIN](ctx: Context, count: number) {
      const center = ctx.spawn(["idler", "start", []]);
      for (let i = 0; i < count; i++) ctx.spawnMonitor(["hub", "tie", [center]]);
      yield* receive((message) => message === "go");
      ctx.exit(center, "boom");
      return enterLoop("hub", 0);
    },
    tie(ctx: Context, center: Pid) {
      ctx.link(center);
      ctx.monitor(center);
      return enterLoop("idler", null);
    },
  },
  loop: {
    name: "hub",
    handle: (_ctx: Context, downs: number, message: Term) => (isTagged(message, "DOWN") ? downs + 1 : downs),
  },
};

export const linkDeaths: BenchShape = {
  id: "link_deaths",
  title: "Deaths by a link, each with its DOWN",
  unit: "deaths",
  size: 100_000,
  quickSize: 10_000,
  prepare: (size) => preparedWorld([hub, idler], [size], size),
};
