import { describe, expect, test } from "vitest";
import {
  type Context,
  createCode,
  EVENT_KIND,
  error,
  isBlocking,
  Node,
  raiseThrow,
  receive,
  receiveWithin,
  type Term,
  TIMEOUT,
  work,
} from "../kernel/index.ts";
import { otpWorld } from "../testkit/otp-world.ts";
import {
  call,
  cast,
  defineServer,
  noreply,
  OTP_MODULES,
  receiveResponse,
  reply,
  replyTo,
  sendRequest,
  serverStateOf,
  start,
  started,
  startLink,
  startMonitor,
  stop,
  stopReply,
  stopServer,
  tryCall,
  waitResponse,
} from "./index.ts";
import { handleMessage } from "./server-loop.ts";

/** Does what its messages say; its state is a counter. */
const server = defineServer<number>("server", {
  *init(ctx: Context, how: Term) {
    ctx.emit("init", how);
    if (how === "trap") ctx.trapExit(true);
    if (how === "fail") return ["stop", "cannot"] as const;
    if (how === "ignore") return "ignore" as const;
    if (how === "slow") yield* receiveWithin(1_000, () => false);
    if (how === "throw") return raiseThrow(["ok", 7]);
    if (how === "bad") return "nonsense" as never;
    return how === "continue" ? started(0, { continue: "first" }) : started(0);
  },
  handleCall(ctx: Context, request: readonly Term[], from, n) {
    switch (request[0]) {
      case "add":
        return reply(n + 1, n + 1);
      case "later":
        ctx.sendAfter(request[1] as number, ctx.self, ["answer", from]);
        return noreply(n);
      case "stop":
        return stopReply("done", "bye", n);
      case "quit":
        return stop("normal", n);
      case "crash":
        return error("crash");
      case "throw":
        return raiseThrow(["reply", "thrown", n]);
      case "idle":
        return reply("ok", n, { timeoutUs: request[1] as number });
      case "continue":
        return reply("ok", n, { continue: request[1] });
      default:
        return "nonsense" as never;
    }
  },
  *handleCast(ctx: Context, request: Term, n: number) {
    yield* work(10);
    ctx.emit("cast", request);
    return noreply(n);
  },
  handleInfo(ctx, message, n) {
    if (Array.isArray(message) && message[0] === "answer") replyTo(ctx, message[1], n);
    else ctx.emit("info", message);
    return noreply(n);
  },
  handleContinue(ctx: Context, argument: Term, n: number) {
    ctx.emit("continue", argument);
    return noreply(n);
  },
  *terminate(ctx, reason) {
    yield* work(5);
    ctx.emit("terminate", reason);
  },
});

function begin(how: Term = null) {
  const world = otpWorld([server]);
  const result = world.perform(function* (ctx) {
    ctx.trapExit(true);
    return yield* startLink(ctx, "server", how, { name: "s" });
  });
  return { ...world, result };
}

/** Calls from a fresh process and answers the value or the failure. */
function ask(world: ReturnType<typeof begin>, request: readonly Term[], timeoutUs?: number): Term {
  const answer = world.perform((ctx) => tryCall(ctx, "s", request, timeoutUs) as never) as never as {
    ok: boolean;
    value?: Term;
    error?: Term;
  };
  if (answer === undefined) return undefined;
  return answer.ok ? ["value", answer.value] : ["failure", answer.error];
}

describe("starting", () => {
  test("start_link answers when init is done", () => {
    const world = otpWorld([server]);
    world.perform(function* (ctx) {
      yield* startLink(ctx, "server", "slow");
      ctx.emit("started", ctx.now());
      return null;
    });
    world.run(5_000);
    expect(world.told("started")).toEqual([1_000]);
  });

  test.each([
    ["fail", ["error", "cannot"]],
    ["ignore", "ignore"],
    ["bad", ["error", ["bad_return_value", "nonsense"]]],
  ])("init %s gives %j", (how, result) => {
    expect(begin(how).result).toEqual(result);
  });

  test("a term thrown in init is its return value", () => {
    const world = begin("throw");
    expect(ask(world, ["add"])).toEqual(["value", 8]);
  });

  test("a name that is taken gives already_started", () => {
    const world = begin();
    const again = world.perform((ctx) => start(ctx, "server", null, { name: "s" }));
    expect(again).toEqual(["error", ["already_started", (world.result as readonly Term[])[1]]]);
  });

  test("a start timeout kills the half-started server and leaves no EXIT message", () => {
    const world = otpWorld([server]);
    world.perform(function* (ctx) {
      ctx.trapExit(true);
      ctx.emit("result", yield* startLink(ctx, "server", "slow", { timeoutUs: 500 }));
      ctx.emit("left", (yield* receiveWithin(10)) === TIMEOUT ? "nothing" : "something");
      return null;
    });
    world.run(5_000);
    expect(world.told("result")).toEqual([["error", "timeout"]]);
    expect(world.told("left")).toEqual(["nothing"]);
  });

  test("start_monitor answers pid and reference, and the DOWN names both", () => {
    const world = otpWorld([server]);
    const down = world.perform(function* (ctx) {
      const [, [pid, ref]] = (yield* startMonitor(ctx, "server", null)) as readonly [
        Term,
        readonly [Term, Term],
      ];
      cast(ctx, pid as never, "hello");
      ctx.exit(pid as never, "kill");
      const message = (yield* receive()) as readonly Term[];
      return [message[1] === ref, message[3] === pid, message[4]];
    });
    expect(down).toEqual([true, true, "killed"]);
  });
});

describe("calls", () => {
  test("are answered with the reply and keep the state", () => {
    const world = begin();
    expect(ask(world, ["add"])).toEqual(["value", 1]);
    expect(ask(world, ["add"])).toEqual(["value", 2]);
  });

  test("may be answered later, and the server serves others meanwhile", () => {
    const world = begin();
    world.perform(function* (ctx) {
      ctx.emit("answer", [yield* call(ctx, "s", ["later", 40]), ctx.now()]);
      return null;
    });
    expect(ask(world, ["add"])).toEqual(["value", 1]);
    world.run(100);
    expect(world.told("answer")).toEqual([[1, 40]]);
  });

  test("that time out fail with timeout, and the late answer vanishes", () => {
    const world = begin();
    world.perform(function* (ctx) {
      const answer = yield* tryCall(ctx, "s", ["later", 400], 100);
      ctx.emit("answer", answer as never);
      ctx.emit("late", (yield* receiveWithin(1_000)) === TIMEOUT ? "nothing" : "something");
      return null;
    });
    world.run(5_000);
    expect(world.told("answer")).toEqual([{ ok: false, error: "timeout" }]);
    expect(world.told("late")).toEqual(["nothing"]);
  });

  test("to a server that ends give its reason; to nobody noproc; to oneself calling_self", () => {
    const world = begin();
    expect(ask(world, ["quit"])).toEqual(undefined);
    world.run(1_000);
    expect(ask(world, ["add"])).toEqual(["failure", "noproc"]);
    const self = world.perform((ctx) => tryCall(ctx, ctx.self, "x") as never);
    expect(self).toMatchObject({ error: "calling_self" });
  });

  test("as gen_server:call exit with the reason and the call", () => {
    const world = otpWorld([server]);
    world.perform((ctx) => call(ctx, "nobody", "request", 5));
    const { trace } = world.node;
    const ends = Array.from({ length: trace.seq }, (_, index) => trace.read(index + 1));
    const reason = ends.find((record) => record?.kind === EVENT_KIND.exited)?.payload;
    expect(reason).toEqual(["noproc", ["gen_server", "call", ["nobody", "request", 5]]]);
  });

  test("with stop and reply are answered only after terminate", () => {
    const world = begin();
    world.perform(function* (ctx) {
      ctx.emit("answer", yield* call(ctx, "s", ["stop"]));
      return null;
    });
    world.run(1_000);
    expect(world.log.map(([event]) => event)).toEqual(["init", "terminate", "answer"]);
  });
});

describe("requests", () => {
  test("wait_response keeps the request when it times out, receive_response gives it up", () => {
    const world = begin();
    world.perform(function* (ctx) {
      const request = sendRequest(ctx, "s", ["later", 100]);
      ctx.emit("first", yield* waitResponse(ctx, request, 50));
      ctx.emit("second", yield* receiveResponse(ctx, request, 100));
      const other = sendRequest(ctx, "s", ["later", 100]);
      ctx.emit("third", yield* receiveResponse(ctx, other, 50));
      ctx.emit("late", (yield* receiveWithin(1_000)) === TIMEOUT ? "nothing" : "something");
      return null;
    });
    world.run(5_000);
    const told = ["first", "second", "third", "late"].map((event) => world.told(event)[0]);
    expect(told).toEqual(["timeout", ["reply", 0], "timeout", "nothing"]);
  });
});

describe("callbacks", () => {
  test("handleContinue runs before any other message", () => {
    const world = begin("continue");
    world.perform(function* (ctx) {
      ctx.send("s", "hello");
      yield* call(ctx, "s", ["continue", "second"]);
      return null;
    });
    expect(world.log.slice(1)).toEqual([
      ["continue", "first"],
      ["info", "hello"],
      ["continue", "second"],
    ]);
  });

  test("an idle timeout comes as the info timeout, and any message before it cancels it", () => {
    const world = begin();
    ask(world, ["idle", 100]);
    world.run(100);
    expect(world.told("info")).toEqual(["timeout"]);
    ask(world, ["idle", 100]);
    world.run(150);
    world.perform((ctx) => ctx.send("s", "hello") as undefined);
    world.run(1_000);
    expect(world.told("info")).toEqual(["timeout", "hello"]);
  });

  test("a thrown term counts as the return value", () => {
    expect(ask(begin(), ["throw"])).toEqual(["value", "thrown"]);
  });

  test("another return value ends the server with bad_return_value, a crash with reason and stack", () => {
    const bad = begin();
    ask(bad, ["?"]);
    bad.run(100);
    expect(bad.told("terminate")).toEqual([["bad_return_value", "nonsense"]]);
    const crashed = begin();
    ask(crashed, ["crash"]);
    crashed.run(100);
    expect(crashed.told("terminate")).toEqual([["crash", "$stack"]]);
  });

  test("a callback that waits holds the next message back until it is done", () => {
    const world = begin();
    world.perform(function* (ctx) {
      cast(ctx, "s", 1);
      cast(ctx, "s", 2);
      ctx.emit("answer", [yield* call(ctx, "s", ["add"]), ctx.now()]);
      return null;
    });
    world.run(1_000);
    expect(world.log.slice(1)).toEqual([
      ["cast", 1],
      ["cast", 2],
      ["answer", [1, 20]],
    ]);
  });
});

describe("terminate", () => {
  const parentEnds = (how: Term, reason: Term) => {
    const world = otpWorld([server]);
    world.perform(function* (ctx) {
      yield* startLink(ctx, "server", how, { name: "s" });
      ctx.exit(ctx.self, reason);
      return null;
    });
    world.run(100);
    return world.told("terminate");
  };

  test("runs for the parent's exit signal only when the server traps exits; also for normal", () => {
    expect(parentEnds("trap", "boom")).toEqual(["boom"]);
    expect(parentEnds("trap", "normal")).toEqual(["normal"]);
    expect(parentEnds(null, "boom")).toEqual([]);
  });

  test("does not run for a stranger's exit signal: a trapping server gets it as info", () => {
    const world = begin("trap");
    world.perform((ctx) => ctx.exit(ctx.whereis("s") as never, "boom") as undefined);
    expect(world.told("terminate")).toEqual([]);
    expect(world.told("info")).toMatchObject([["EXIT", {}, "boom"]]);
  });

  test("runs for stopServer, which waits for the end", () => {
    const world = begin();
    world.perform(function* (ctx) {
      ctx.emit("stopped", [yield* stopServer(ctx, "s", "enough"), ctx.now()]);
      return null;
    });
    world.run(100);
    expect(world.told("terminate")).toEqual(["enough"]);
    expect(world.told("stopped")).toEqual([["ok", 5]]);
  });
});

describe("the fast path", () => {
  test("a plain callback runs without a generator, and an unchanged state allocates no new one", () => {
    const plain = defineServer<number>("plain", {
      init: () => started(0),
      handleCall: (_ctx, _request, _from, n) => reply(n, n),
      handleCast: (_ctx, _request, n) => noreply(n),
    });
    const node = new Node({ index: 0, seed: 1, code: createCode([...OTP_MODULES, plain]) });
    const state = { module: "plain", parent: undefined, state: 3, idle: undefined };
    const ctx = { code: node.code, send: () => undefined } as unknown as Context;
    for (const message of [["$gen_cast", "x"], ["$gen_call", [], "x"], "info", ["any", "thing"]] as Term[]) {
      const next = handleMessage(ctx, state, message);
      expect(isBlocking(next)).toBe(false);
      expect(next).toBe(state);
    }
  });

  test("observers read module and state of a server without a message", () => {
    const world = begin();
    ask(world, ["add"]);
    const found = world.node.processes().map(serverStateOf);
    expect(found).toContainEqual({ module: "server", state: 1 });
  });
});
