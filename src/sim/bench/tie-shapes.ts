/** Shapes of links and monitors: very many processes tied to one, and its death that takes them all. */

import {
  type Context,
  enterLoop,
  isTagged,
  type Module,
  type Pid,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { type BenchShape, MAIN, type PreparedShape, preparedWorld } from "./shape.ts";

const BIRTHS_PER_TURN = 100;

/** A process that others are tied to. */
const center: Module = {
  name: "center",
  functions: { start: () => enterLoop("center", null) },
  loop: { name: "center", handle: (_ctx: Context, state: Term) => state },
};

/** Spawns processes that link to the center and watch it, and tell `main`, which counts. */
const hub: Module = {
  name: "hub",
  functions: {
    [MAIN]: (ctx: Context, count: number) => {
      const to = ctx.spawn(["center", "start", []]);
      ctx.register("binder", ctx.spawn(["hub", "wait", [to, ctx.self, count]]));
      return enterLoop("hub", 0);
    },
    *wait(_ctx: Context, to: Pid, main: Pid, count: number) {
      yield* receive();
      return { become: ["hub", "bind", [to, main, count]] as const };
    },
    bind(ctx: Context, to: Pid, main: Pid, left: number) {
      const round = Math.min(left, BIRTHS_PER_TURN);
      for (let i = 0; i < round; i++) ctx.spawn(["hub", "tie", [to, main]]);
      return left > round ? { become: ["hub", "bind", [to, main, left - round]] as const } : undefined;
    },
    tie(ctx: Context, to: Pid, main: Pid) {
      ctx.link(to);
      ctx.monitor(to);
      ctx.send(main, "done");
      return enterLoop("center", null);
    },
  },
  loop: {
    name: "hub",
    handle(ctx: Context, count: number, message: Term): Term {
      if (message !== "go") return count + 1;
      ctx.send("binder", "go");
      return count;
    },
  },
};

const setUpWorld = (size: number): PreparedShape =>
  preparedWorld({ modules: [hub, center], args: [size], operations: size });

export const linkSetUp: BenchShape = {
  id: "link_set_up",
  title: "Spawn, link and monitor to one process",
  unit: "processes",
  size: 100_000,
  quickSize: 10_000,
  prepare: setUpWorld,
  population: { of: "processes", prepare: setUpWorld },
};

/** Processes that are linked to a center and watch it; `main` watches them, and kills the center. */
const mourner: Module = {
  name: "mourner",
  functions: {
    *[MAIN](ctx: Context, count: number) {
      const to = ctx.spawn(["center", "start", []]);
      for (let i = 0; i < count; i++) ctx.spawnMonitor(["mourner", "tie", [to]]);
      yield* receive((message) => message === "go");
      ctx.exit(to, "boom");
      return enterLoop("mourner", 0);
    },
    tie(ctx: Context, to: Pid) {
      ctx.link(to);
      ctx.monitor(to);
      return enterLoop("center", null);
    },
  },
  loop: {
    name: "mourner",
    handle: (_ctx: Context, downs: number, message: Term) => (isTagged(message, "DOWN") ? downs + 1 : downs),
  },
};

const deathsWorld = (size: number): PreparedShape =>
  preparedWorld({ modules: [mourner, center], args: [size], operations: size });

export const linkDeaths: BenchShape = {
  id: "link_deaths",
  title: "Deaths by a link, each with its DOWN",
  unit: "deaths",
  size: 100_000,
  quickSize: 10_000,
  prepare: deathsWorld,
  population: { of: "processes", prepare: deathsWorld },
};
