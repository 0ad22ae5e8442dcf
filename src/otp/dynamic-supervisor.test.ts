import { describe, expect, test } from "vitest";
import type { Pid } from "../kernel/index.ts";
import { otpWorld, workerSpec } from "../testkit/otp-world.ts";
import { type DynamicOptions, defineServer, dynamicSupervisor, readSupervisor, stopServer } from "./index.ts";

const ignorer = defineServer("ignorer", { init: () => "ignore" });

function begin(options: DynamicOptions = {}) {
  const world = otpWorld([ignorer]);
  world.perform(function* (ctx) {
    ctx.trapExit(true);
    return yield* dynamicSupervisor.startLink(ctx, { name: "dyn", ...options });
  });
  const add = (id: string, args: object = {}, spec: object = {}) =>
    world.perform((ctx) => dynamicSupervisor.startChild(ctx, "dyn", workerSpec({ id, ...args }, spec)));
  const counts = () => world.perform((ctx) => dynamicSupervisor.countChildren(ctx, "dyn"));
  const crash = (name: string) => world.perform((ctx) => ctx.send(name, ["$gen_cast", "boom"]) as undefined);
  return { ...world, add, counts, crash };
}

describe("a dynamic supervisor", () => {
  test("starts children on request and finds them by pid", () => {
    const world = begin();
    const [, pid] = world.add("a") as readonly [string, Pid];
    expect(world.counts()).toEqual({ specs: 1, active: 1, supervisors: 0, workers: 1 });
    expect(world.perform((ctx) => dynamicSupervisor.terminateChild(ctx, "dyn", pid))).toBe("ok");
    expect(world.perform((ctx) => dynamicSupervisor.terminateChild(ctx, "dyn", pid))).toEqual([
      "error",
      "not_found",
    ]);
  });

  test("refuses more than maxChildren; a failed start does not count", () => {
    const world = begin({ maxChildren: 1 });
    expect(world.add("a", { failing: [0, 0] })).toEqual(["error", "bad_start"]);
    expect(world.add("b")).toMatchObject(["ok", {}]);
    expect(world.add("c")).toEqual(["error", "max_children"]);
  });

  test("passes ignore on as the reply and keeps nothing of the child", () => {
    const world = begin();
    const spec = { id: "i", start: ["gen_server", "start_link", ["ignorer", null]] } as const;
    expect(world.perform((ctx) => dynamicSupervisor.startChild(ctx, "dyn", spec))).toBe("ignore");
    expect(world.counts()).toMatchObject({ specs: 0 });
  });

  test("restarts a permanent child under a new pid, and gives up after 3 restarts in 5 s", () => {
    const world = begin();
    const [, first] = world.add("a") as readonly [string, Pid];
    world.crash("a");
    const view = world.node
      .processes()
      .map(readSupervisor)
      .find((one) => one !== undefined);
    expect(view).toMatchObject({ intensity: 3, period: 5, children: [{ id: "a", restarts: 1 }] });
    expect(view?.children[0]?.pid).not.toBe(first);
    for (let i = 0; i < 3; i++) world.crash("a");
    expect(world.told("otp.supervisor_gave_up")).toHaveLength(1);
  });

  test("stops all children at once: the slowest decides how long it takes", () => {
    const world = begin();
    for (const [id, slowUs] of [
      ["a", 300],
      ["b", 200],
    ] as const) {
      world.add(id, { trap: true, slowUs });
    }
    world.perform(function* (ctx) {
      yield* stopServer(ctx, "dyn", "shutdown");
      ctx.emit("stopped", ctx.now());
      return null;
    });
    world.run(1_000);
    expect(world.told("terminate")).toEqual([
      ["b", "shutdown"],
      ["a", "shutdown"],
    ]);
    expect(world.told("stopped")).toEqual([300]);
  });
});
