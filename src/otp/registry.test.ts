import { describe, expect, test } from "vitest";
import { type Context, type Pid, receive, type Term } from "../kernel/index.ts";
import { otpWorld } from "../testkit/otp-world.ts";
import {
  agent,
  call,
  countEntries,
  defineServer,
  lookupKey,
  matchEntries,
  type RegistryStart,
  registeredKeys,
  registerKey,
  reply,
  started,
  startLink,
  startRegistry,
  unregisterKey,
  updateValue,
} from "./index.ts";

const echo = defineServer<null>("echo", {
  init: () => started(null),
  handleCall: (_ctx, request: Term, _from, state) => reply(request, state),
});
const sums = {
  name: "sums",
  functions: {
    start: ((_ctx: Context, n: number) => n) as never,
    add: ((_ctx: Context, state: number, n: number) => state + n) as never,
    take: ((_ctx: Context, state: number) => [state, 0]) as never,
  },
};

function begin(options: Partial<RegistryStart> = {}) {
  const world = otpWorld([echo, sums]);
  world.perform((ctx) => startRegistry(ctx, { name: "reg", keys: "unique", ...options }));
  return world;
}

describe("a registry", () => {
  test("gives a unique key to one process; its own second try is an error too", () => {
    const world = begin();
    const [first, again] = world.perform((ctx) => [
      registerKey(ctx, "reg", "k", 1)[0],
      registerKey(ctx, "reg", "k", 2),
    ]) as readonly Term[];
    expect(first).toBe("ok");
    expect(again).toMatchObject(["error", ["already_registered", {}]]);
    const other = world.perform((ctx) => registerKey(ctx, "reg", "k", 3));
    expect(other).toEqual(again);
  });

  test("keeps several processes under a duplicate key, in order of registration", () => {
    const world = begin({ keys: "duplicate" });
    for (const value of [1, 2]) world.perform((ctx) => registerKey(ctx, "reg", ["topic", 1], value));
    const found = world.perform((ctx) => lookupKey(ctx, "reg", ["topic", 1])) as readonly Term[][];
    expect(found.map(([, value]) => value)).toEqual([1, 2]);
    const matching = world.perform((ctx) =>
      matchEntries(ctx, "reg", ["topic", 1], { pattern: "$1", guards: [[">", "$1", 1]] }),
    ) as readonly Term[];
    expect(matching).toHaveLength(1);
  });

  test("forgets a process when it ends, and what it takes back itself", () => {
    const world = begin();
    const holder = world.perform((ctx) => {
      registerKey(ctx, "reg", "mine", 1);
      registerKey(ctx, "reg", "yours", 2);
      unregisterKey(ctx, "reg", "mine");
      return ctx.self;
    }) as Pid;
    expect(world.perform((ctx) => registeredKeys(ctx, "reg", holder))).toEqual(["yours"]);
    world.perform((ctx) => ctx.exit(holder, "kill") as undefined);
    expect(world.perform((ctx) => countEntries(ctx, "reg"))).toBe(0);
  });

  test("tells listeners of entries made and unmade, but not of deaths", () => {
    const world = begin({ listeners: ["ear"] });
    world.perform((ctx) => ctx.register("ear", ctx.self) as undefined);
    const news = world.perform(function* (ctx) {
      ctx.unregister("ear");
      ctx.register("ear", ctx.self);
      registerKey(ctx, "reg", "k", 1);
      unregisterKey(ctx, "reg", "k");
      unregisterKey(ctx, "reg", "k");
      return [yield* receive(), yield* receive(), yield* receive()].map((message) => (message as Term[])[0]);
    });
    expect(news).toEqual(["register", "unregister", "unregister"]);
  });

  test("changes only the caller's own value", () => {
    const world = begin();
    const changed = world.perform((ctx) => {
      registerKey(ctx, "reg", "k", 5);
      return updateValue(ctx, "reg", "k", (value) => (value as number) + 1);
    });
    expect(changed).toEqual([6, 5]);
    expect(world.perform((ctx) => updateValue(ctx, "reg", "k", () => 0))).toBe("error");
  });

  test("names servers: a call by via reaches the holder", () => {
    const world = begin();
    const answer = world.perform(function* (ctx) {
      yield* startLink(ctx, "echo", null, { name: ["via", "reg", "k"] });
      return yield* call(ctx, ["via", "reg", "k"], "hello");
    });
    expect(answer).toBe("hello");
  });
});

describe("an agent", () => {
  test("keeps a state that functions read and change", () => {
    const world = begin();
    const values = world.perform(function* (ctx) {
      yield* agent.startLink(ctx, ["sums", "start", [3]], { name: "sum" });
      yield* agent.update(ctx, "sum", ["sums", "add", [4]]);
      agent.cast(ctx, "sum", ["sums", "add", [10]]);
      const seen = yield* agent.get(ctx, "sum", ["sums", "add", [100]]);
      const taken = yield* agent.getAndUpdate(ctx, "sum", ["sums", "take", []]);
      return [seen, taken, yield* agent.get(ctx, "sum", ["sums", "add", [0]])];
    });
    expect(values).toEqual([117, 17, 0]);
  });
});
