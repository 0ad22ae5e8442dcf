import { describe, expect, test } from "vitest";
import {
  type Blocking,
  type Context,
  error,
  type Module,
  Raise,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../kernel/index.ts";
import { otpWorld } from "../testkit/otp-world.ts";
import {
  taskAsync,
  taskAwait,
  taskAwaitMany,
  taskShutdown,
  taskStream,
  taskSupervisor,
  taskYield,
  taskYieldMany,
} from "./index.ts";

const jobs: Module = {
  name: "jobs",
  functions: {
    *square(_ctx: Context, n: number, us: number): Blocking<number> {
      yield* receiveWithin(us, () => false);
      return n * n;
    },
    fail: () => error("failed"),
  } as never,
};

const square = (n: number, us = 10) => ["jobs", "square", [n, us]] as const;

/** Runs a script in a process that traps exits, for up to a virtual second. */
function script(body: (ctx: Context) => Blocking<Term>): Term {
  const world = otpWorld([jobs]);
  world.perform(function* (ctx) {
    ctx.trapExit(true);
    yield* taskSupervisor.startLink(ctx, { name: "tasks", maxChildren: 3 });
    ctx.emit("result", yield* body(ctx));
    return null;
  });
  world.run(1_000_000);
  return world.told("result")[0];
}

describe("tasks", () => {
  test("await gives the value, and leaves nothing in the mailbox but the EXIT of the link", () => {
    const result = script(function* (ctx) {
      const task = taskAsync(ctx, square(7));
      const value = yield* taskAwait(ctx, task);
      const exit = (yield* receiveWithin(100)) as readonly Term[];
      return [value, exit[0], exit[2], (yield* receiveWithin(100)) === TIMEOUT];
    });
    expect(result).toEqual([49, "EXIT", "normal", true]);
  });

  test("a result that comes after the await was given up never arrives", () => {
    const result = script(function* (ctx) {
      const task = yield* taskSupervisor.asyncNolink(ctx, "tasks", square(7, 200));
      const early = yield* taskYield(ctx, task, 100);
      const stopped = yield* taskShutdown(ctx, task, "brutal_kill");
      return [early, stopped, (yield* receiveWithin(500)) === TIMEOUT];
    });
    expect(result).toEqual([null, null, true]);
  });

  test("a failure is told by yield, and by await as an exit", () => {
    const result = script(function* (ctx) {
      const task = yield* taskSupervisor.asyncNolink(ctx, "tasks", ["jobs", "fail", []]);
      return yield* taskYield(ctx, task);
    });
    expect(result).toEqual(["exit", ["failed", "$stack"]]);
  });

  test("await_many shares one deadline and keeps order; yield_many says what there is", () => {
    const result = script(function* (ctx) {
      const three = [30, 10, 20].map((us, index) => taskAsync(ctx, square(index + 1, us)));
      const values = yield* taskAwaitMany(ctx, three);
      const two = [50, 500].map((us) => taskAsync(ctx, square(2, us)));
      return [values, yield* taskYieldMany(ctx, two, 100)];
    });
    expect(result).toEqual([
      [1, 4, 9],
      [["ok", 4], null],
    ]);
  });

  test("a full supervisor answers start_child with max_children, and makes async raise", () => {
    const world = otpWorld([jobs]);
    const refused = world.perform(function* (ctx) {
      yield* taskSupervisor.startLink(ctx, { name: "tasks", maxChildren: 0 });
      return yield* taskSupervisor.startChild(ctx, "tasks", square(1));
    });
    expect(refused).toEqual(["error", "max_children"]);
    const caught = world.perform(function* (ctx) {
      try {
        return (yield* taskSupervisor.asyncNolink(ctx, "tasks", square(1))) as Term;
      } catch (raised) {
        if (!(raised instanceof Raise)) throw raised;
        return [raised.class, raised.reason];
      }
    });
    expect(caught).toEqual(["error", ["runtime_error", "max_children"]]);
  });
});

describe("streams", () => {
  const items = [300, 100, 200].map((us, index) => ({ work: square(index + 1, us) }));

  test("ordered results come in the order of the work, unordered ones as they are done", () => {
    const run = (ordered: boolean) => script((ctx) => taskStream(ctx, "tasks", items, { ordered }) as never);
    expect(run(true)).toEqual([
      ["ok", 1],
      ["ok", 4],
      ["ok", 9],
    ]);
    expect(run(false)).toEqual([
      ["ok", 4],
      ["ok", 9],
      ["ok", 1],
    ]);
  });

  test("no more than maxConcurrency run at once", () => {
    const result = script(function* (ctx) {
      yield* taskStream(ctx, "tasks", items, { maxConcurrency: 1 });
      return ctx.now();
    });
    expect(result).toBe(600);
  });

  test("a late task is killed and told as such when asked for", () => {
    const options = { timeoutUs: 250, onTimeout: "kill_task" } as const;
    expect(script((ctx) => taskStream(ctx, "tasks", items, options) as never)).toEqual([
      ["exit", "timeout"],
      ["ok", 4],
      ["ok", 9],
    ]);
  });
});
