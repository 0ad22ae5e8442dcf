import { expect, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import {
  type Blocking,
  type Context,
  createCode,
  type Module,
  Node,
  nodeLanes,
  type Pid,
  receive,
  receiveWithin,
  restoreSnapshot,
  type Term,
  takeSnapshot,
} from "../kernel/index.ts";
import {
  agent,
  call,
  cast,
  defineServer,
  defineSupervisor,
  dynamicSupervisor,
  noreply,
  OTP_MODULES,
  registerKey,
  reply,
  started,
  startLink,
  startRegistry,
  stop,
  supervisor,
  taskAwait,
  taskSupervisor,
} from "./index.ts";

const counter = defineServer<number>("counter", {
  init: (ctx, n: number) => {
    ctx.trapExit(true);
    return started(n);
  },
  handleCall: (_ctx, request: Term, _from, n) =>
    request === "idle" ? reply(n, n, { timeoutUs: 30 }) : reply(n, n + 1),
  handleCast: (_ctx, reason: Term, n) => stop(reason, n),
  handleInfo: (_ctx, message, n) => noreply(message === "timeout" ? n + 100 : n),
  *terminate() {
    yield* receiveWithin(7, () => false);
  },
});

const top = defineSupervisor("top", () => [
  "ok",
  [
    { strategy: "rest_for_one", intensity: 5 },
    [
      { id: "a", start: ["gen_server", "start_link", ["counter", 1, { name: "a" }]] },
      { id: "tasks", start: ["task_supervisor", "start_link", [{ name: "tasks" }]], type: "supervisor" },
      { id: "dyn", start: ["dynamic_supervisor", "start_link", [{ name: "dyn" }]], type: "supervisor" },
      { id: "reg", start: ["registry", "start_link", [{ name: "reg", keys: "unique" }]], type: "supervisor" },
    ],
  ],
]);

const script: Module = {
  name: "script",
  functions: {
    *main(ctx: Context): Blocking<undefined> {
      yield* supervisor.startLink(ctx, "top", null);
      registerKey(ctx, "reg", ["k", 1], "v");
      ctx.unlink(ctx.whereis("reg.partition") as Pid);
      yield* call(ctx, "a", "idle");
      const task = yield* taskSupervisor.async(ctx, "tasks", ["script", "square", [7]]);
      ctx.emit("square", yield* taskAwait(ctx, task));
      const spec = { id: "d", start: ["gen_server", "start_link", ["counter", 5, { name: "d" }]] as const };
      yield* dynamicSupervisor.startChild(ctx, "dyn", spec);
      cast(ctx, "d", "boom");
      yield* receiveWithin(50, () => false);
      ctx.emit("a", yield* call(ctx, "a", "next"));
      cast(ctx, "a", "boom");
      yield* receiveWithin(200, () => false);
      yield* agent.startLink(ctx, ["script", "zero", []], { name: "sum" });
      yield* agent.update(ctx, "sum", ["script", "add", [3]]);
      ctx.emit("sum", yield* agent.get(ctx, "sum", ["script", "add", [0]]));
      yield* startRegistry(ctx, { name: "other", keys: "duplicate" });
      yield* receive(() => false);
      return undefined;
    },
    *square(_ctx: Context, n: number) {
      yield* receiveWithin(11, () => false);
      return n * n;
    },
    zero: () => 0,
    add: ((_ctx: Context, state: number, n: number) => state + n) as never,
  } as never,
};

function world() {
  const node = new Node({
    index: 0,
    seed: 3,
    handlerCostUs: 1,
    schedulers: 2,
    traceCapacity: 1 << 7,
    code: createCode([...OTP_MODULES, counter, top, script]),
  });
  const told: Term[] = [];
  node.onEmit = (event, data) => {
    if (!event.startsWith("otp.")) told.push([event, data]);
  };
  node.boot(["script", "main", []], 0);
  return { node, told };
}

function runAll(node: Node): number {
  let events = 0;
  while (node.step()) events++;
  return events;
}

test("a tree of all behaviours survives checkpoint and restore at every event with the same hash", {
  timeout: 60_000,
}, () => {
  const straight = world();
  const events = runAll(straight.node);
  expect(straight.told).toEqual([
    ["square", 49],
    ["a", 101],
    ["sum", 3],
  ]);
  const expected = lanesToHex(nodeLanes(straight.node));
  const original = world();
  for (let cut = 0; cut <= events; cut++) {
    const restored = world();
    restoreSnapshot(restored.node, takeSnapshot(original.node));
    runAll(restored.node);
    expect(lanesToHex(nodeLanes(restored.node)), `cut at event ${cut}`).toBe(expected);
    original.node.step();
  }
});

test("a server that gave up its idle timeout before it blocked comes back with what it had learnt", () => {
  const patient = defineServer<number>("patient", {
    init: () => started(0, { timeoutUs: 1_000 }),
    *handleCast(ctx, _request: Term, state) {
      const [beganUs, ref] = [ctx.now(), ctx.makeRef()];
      yield* receiveWithin(10, () => false);
      ctx.emit("waited", [ctx.now() - beganUs, ref]);
      return noreply(state + 1, { timeoutUs: 1_000 });
    },
    handleInfo: (ctx, message, state) => {
      ctx.emit("info", message);
      return noreply(state);
    },
  });
  const main: Module = {
    name: "main",
    functions: {
      *main(ctx: Context): Blocking<undefined> {
        yield* startLink(ctx, "patient", null, { name: "patient" });
        yield* receiveWithin(100, () => false);
        cast(ctx, "patient", "go");
        yield* receive(() => false);
        return undefined;
      },
    },
  };
  const make = () => {
    const node = new Node({ index: 0, seed: 3, code: createCode([...OTP_MODULES, patient, main]) });
    const told: Term[] = [];
    node.onEmit = (event, data) => told.push([event, data]);
    node.boot(["main", "main", []], 0);
    return { node, told };
  };
  const straight = make();
  const events = runAll(straight.node);
  expect(straight.told.map((one) => (one as readonly Term[])[0])).toEqual(["waited", "info"]);
  const original = make();
  for (let cut = 0; cut <= events; cut++) {
    const restored = make();
    restoreSnapshot(restored.node, takeSnapshot(original.node));
    const before = original.told.length;
    runAll(restored.node);
    expect(restored.told, `cut at event ${cut}`).toEqual(straight.told.slice(before));
    original.node.step();
  }
});
