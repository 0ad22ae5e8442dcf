import { describe, expect, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import {
  become,
  type Context,
  createCode,
  EVENT_KIND,
  error,
  type Module,
  Node,
  nodeLanes,
  type Pid,
  Raise,
  receive,
  receiveWithin,
  restoreSnapshot,
  type Term,
  TIMEOUT,
  takeSnapshot,
} from "./index.ts";

type Functions = NonNullable<Module["functions"]>;

function world(functions: Functions, options: { handlerCostUs?: number } = {}) {
  const node = new Node({ index: 0, seed: 7, code: createCode([{ name: "t", functions }]), ...options });
  const log: Term[] = [];
  node.onEmit = (event, data) => log.push([event, data]);
  node.boot(["t", "main", []], 0);
  return { node, log };
}

function runAll(node: Node): number {
  let events = 0;
  while (node.step()) events++;
  return events;
}

function exitReasons(node: Node): Term[] {
  const reasons: Term[] = [];
  for (let seq = 1; seq <= node.trace.seq; seq++) {
    const record = node.trace.read(seq);
    if (record?.kind === EVENT_KIND.exited) reasons.push(record.payload);
  }
  return reasons;
}

describe("an exit signal to oneself", () => {
  const selfKiller = (reason: Term): Functions => ({
    *main(ctx: Context) {
      try {
        ctx.exit(ctx.self, reason);
      } catch (raised) {
        if (!(raised instanceof Raise)) throw raised;
        ctx.emit("caught", raised.reason);
      }
      ctx.emit("lives on", true);
      yield* receive();
    },
  });

  test.each([
    ["normal", "normal"],
    ["boom", "boom"],
    ["kill", "killed"],
  ])("with reason %s ends the process at once and cannot be caught by its own code", (reason, shown) => {
    const { node, log } = world(selfKiller(reason));
    runAll(node);
    expect(log).toEqual([]);
    expect(exitReasons(node)).toEqual([shown]);
  });

  test("is a message to a process that traps exits", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.trapExit(true);
        ctx.exit(ctx.self, "boom");
        ctx.emit("got", ((yield* receive()) as readonly Term[])[2]);
      },
    });
    runAll(node);
    expect(log).toEqual([["got", "boom"]]);
  });
});

describe("signals are acted on before the receiver's code runs", () => {
  test("a spawned process that is killed by its parent's end never runs", () => {
    const { node, log } = world({
      main(ctx: Context) {
        ctx.spawn(["t", "child", []], { link: true });
        return error("parent fails");
      },
      child(ctx: Context) {
        ctx.emit("child ran", true);
      },
    });
    runAll(node);
    expect(log).toEqual([]);
    expect(exitReasons(node)).toHaveLength(2);
  });

  test("a trapping process that gets shutdown and kill together is killed before it can handle the first", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        const child = ctx.spawn(["t", "child", []]);
        yield* receiveWithin(10);
        ctx.exit(child, "shutdown");
        ctx.exit(child, "kill");
        yield* receiveWithin(10);
      },
      *child(ctx: Context) {
        ctx.trapExit(true);
        ctx.emit("handled", yield* receive());
      },
    });
    runAll(node);
    expect(log).toEqual([]);
    expect(exitReasons(node)).toEqual(["killed", "normal"]);
  });
});

describe("monitors", () => {
  test("a process that monitors itself has a reference but no monitor", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        const ref = ctx.monitor(ctx.self);
        ctx.emit("found", ctx.demonitor(ref));
        yield* receiveWithin(0);
      },
    });
    runAll(node);
    expect(log).toEqual([["found", false]]);
  });
});

describe("receive timeouts", () => {
  test("one of an earlier turn does not end a wait of a later one", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.send(ctx.self, "first");
        yield* receiveWithin(300);
        return become("t", "later", []);
      },
      *later(ctx: Context) {
        const answer = yield* receiveWithin(60_000, (message) => message === "never");
        ctx.emit(answer === TIMEOUT ? "timeout" : "message", ctx.now());
      },
    });
    runAll(node);
    expect(log).toEqual([["timeout", 60_000]]);
  });
});

describe("a process that has failed but is still busy", () => {
  const functions: Functions = {
    *main(ctx: Context) {
      const worker = ctx.spawn(["t", "worker", []]) as Pid;
      yield* receiveWithin(20);
      ctx.send(worker, "go");
      yield* receiveWithin(2);
      ctx.send(worker, "too late");
    },
    *worker(ctx: Context) {
      yield* receive((message) => message === "go");
      ctx.spend(50);
      return error("failed");
    },
  };

  test("takes no message any more, and survives checkpoint and restore at every event", () => {
    const straight = world(functions, { handlerCostUs: 1 });
    const events = runAll(straight.node);
    const expected = lanesToHex(nodeLanes(straight.node));
    for (let cut = 0; cut <= events; cut++) {
      const original = world(functions, { handlerCostUs: 1 });
      for (let i = 0; i < cut; i++) original.node.step();
      const restored = world(functions, { handlerCostUs: 1 });
      restoreSnapshot(restored.node, takeSnapshot(original.node));
      runAll(restored.node);
      expect(lanesToHex(nodeLanes(restored.node)), `cut at event ${cut}`).toBe(expected);
    }
  });
});

describe("asking whether a process is alive", () => {
  const asker = (options: { readonly traps: boolean; readonly reason: Term }): Functions => ({
    *main(ctx: Context) {
      const other = ctx.spawn(["t", "other", [options.traps]]);
      yield* receiveWithin(10);
      ctx.emit("before", ctx.isAlive(other));
      ctx.exit(other, options.reason);
      ctx.emit("after", ctx.isAlive(other));
    },
    *other(ctx: Context, traps: boolean) {
      ctx.trapExit(traps);
      for (;;) yield* receive();
    },
  });

  test.each([
    { traps: false, reason: "kill", after: false },
    { traps: true, reason: "kill", after: false },
    { traps: false, reason: "boom", after: false },
    { traps: true, reason: "boom", after: true },
    { traps: false, reason: "normal", after: true },
  ])("comes after what the asker has sent: trap $traps, exit $reason", ({ traps, reason, after }) => {
    const { node, log } = world(asker({ traps, reason }));
    runAll(node);
    expect(log).toEqual([
      ["before", true],
      ["after", after],
    ]);
  });
});

describe("what is known at once is told at once", () => {
  test("linking to a dead process while trapping exits: EXIT comes before messages sent later, and there is no link", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.trapExit(true);
        const [dead] = ctx.spawnMonitor(["t", "end", []]);
        yield* receive();
        ctx.send(ctx.self, "hi");
        ctx.link(dead);
        ctx.emit("first", yield* receive());
        yield* receive((message) => message === "never");
      },
      end: () => undefined,
    });
    runAll(node);
    const [main] = node.processes();
    expect(log).toEqual([["first", ["EXIT", expect.anything(), "noproc"]]]);
    expect(main?.linkedPids()).toEqual([]);
  });

  test("watching a name nobody has gives DOWN at once; watching one's own name is nothing", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.register("me", ctx.self);
        ctx.monitor("me");
        const ref = ctx.monitor("nobody");
        const down = (yield* receiveWithin(0)) as readonly Term[];
        ctx.emit("down", [down[1] === ref, down[3] as Term, down[4] as Term]);
        yield* receive((message) => message === "never");
      },
    });
    runAll(node);
    expect(log).toEqual([["down", [true, ["nobody", "n1"], "noproc"]]]);
    expect(node.processes()[0]?.monitored()).toEqual([]);
  });
});
