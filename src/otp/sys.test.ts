import { expect, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import {
  type Blocking,
  type Context,
  createCode,
  type Module,
  Node,
  nodeLanes,
  receiveWithin,
  restoreSnapshot,
  type Term,
  takeSnapshot,
} from "../kernel/index.ts";
import {
  cast,
  defineServer,
  enterServer,
  multiCall,
  noreply,
  OTP_MODULES,
  receiveAnyResponse,
  reply,
  reqids,
  sendRequestInto,
  started,
  startLink,
  sys,
} from "./index.ts";

const counter = defineServer<number>("counter", {
  init: (_ctx, n: number) => started(n),
  handleCall: (_ctx, _request: Term, _from, n) => reply(n, n + 1, { timeoutUs: 40 }),
  handleCast: (_ctx, by: number, n) => noreply(n + by),
  handleInfo: (_ctx, message, n) => noreply(message === "timeout" ? n + 100 : n),
});

const script: Module = {
  name: "script",
  functions: {
    *main(ctx: Context): Blocking<undefined> {
      yield* startLink(ctx, "counter", 1, { name: "a" });
      ctx.spawn(["script", "becomes", []]);
      yield* receiveWithin(3, () => false);
      let set = reqids.new();
      for (const server of ["a", "b", "nobody"])
        set = sendRequestInto(ctx, server, "x", { label: server, set });
      yield* sys.suspend(ctx, "a");
      cast(ctx, "a", 10);
      yield* receiveWithin(60, () => false);
      ctx.emit("replaced", yield* sys.replaceState(ctx, "a", ["script", "double", []]));
      yield* sys.resume(ctx, "a");
      for (;;) {
        const response = yield* receiveAnyResponse(ctx, set, 500, "remove");
        if (typeof response === "string") break;
        ctx.emit("response", [response[1], response[0][0]]);
        set = response[2];
      }
      ctx.emit("many", yield* multiCall(ctx, { name: "a" }, "x", 500));
      yield* receiveWithin(200, () => false);
      ctx.emit("state", yield* sys.getState(ctx, "a"));
      return undefined;
    },
    *becomes(ctx: Context) {
      ctx.register("b", ctx.self);
      yield* receiveWithin(5, () => false);
      return yield* enterServer(ctx, "counter", 7, { name: "b", next: { timeoutUs: 20 } });
    },
    double: ((_ctx: Context, n: number) => n * 2) as never,
  } as never,
};

function world() {
  const code = createCode([...OTP_MODULES, counter, script]);
  const node = new Node({ index: 0, seed: 3, handlerCostUs: 1, schedulers: 2, traceCapacity: 1 << 7, code });
  const told: Term[] = [];
  node.onEmit = (event, data) => told.push([event, data]);
  node.boot(["script", "main", []], 0);
  return { node, told };
}

function runAll(node: Node): number {
  let events = 0;
  while (node.step()) events++;
  return events;
}

test("suspended servers, requests under way and entered loops survive checkpoint and restore at every event", () => {
  const straight = world();
  const events = runAll(straight.node);
  expect(straight.told).toEqual([
    ["replaced", 4],
    ["response", ["nobody", "error"]],
    ["response", ["a", "reply"]],
    ["response", ["b", "reply"]],
    ["many", [[[0, 14]], []]],
    ["state", 115],
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
