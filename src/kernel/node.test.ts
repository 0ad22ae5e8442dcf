import { describe, expect, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import {
  become,
  type Context,
  createCode,
  EVENT_KIND,
  enterLoop,
  error,
  exit,
  exitFromOutside,
  type Limits,
  type Module,
  Node,
  nodeLanes,
  type Pid,
  peerDown,
  type RemoteSignal,
  receive,
  receiveTagged,
  receiveWithin,
  restoreSnapshot,
  resumeFromOutside,
  suspendFromOutside,
  type Term,
  TIMEOUT,
  takeSnapshot,
  work,
} from "./index.ts";

type Functions = NonNullable<Module["functions"]>;
type Log = readonly [atUs: number, event: string, data: Term][];

function world(
  functions: Functions,
  options: { schedulers?: number; handlerCostUs?: number; loop?: Module["loop"] } = {},
) {
  const { loop, ...rest } = options;
  const module: Module = loop === undefined ? { name: "t", functions } : { name: "t", functions, loop };
  const node = new Node({ index: 0, seed: 7, code: createCode([module]), ...rest });
  const log: [number, string, Term][] = [];
  node.onEmit = (event, data) => log.push([node.nowUs, event, data]);
  node.boot(["t", "main", []], 0);
  return { node, log: log as Log };
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

const hashOf = (node: Node): string => lanesToHex(nodeLanes(node));

describe("messages", () => {
  test("from one sender arrive in the order they were sent, signals included", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        const trapper = ctx.spawn(["t", "trapper", []]);
        yield* receiveWithin(1);
        ctx.send(trapper, 1);
        ctx.exit(trapper, "between");
        ctx.send(trapper, 2);
      },
      *trapper(ctx: Context) {
        ctx.trapExit(true);
        for (let i = 0; i < 3; i++) {
          const message = yield* receive();
          ctx.emit("got", Array.isArray(message) ? message[2] : message);
        }
      },
    });
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual([1, "between", 2]);
  });

  test("a selective receive leaves the others in the mailbox, in order", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        for (const message of ["a", "b", "c"]) ctx.send(ctx.self, message);
        ctx.emit("got", yield* receive((message) => message === "b"));
        ctx.emit("got", yield* receive());
        ctx.emit("got", yield* receive());
      },
    });
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual(["b", "a", "c"]);
  });

  test("a receive by tag takes the oldest tuple that begins with it, waiting or yet to come", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        for (const message of ["x", ["x"], ["y", 1], ["x", 2]]) ctx.send(ctx.self, message);
        ctx.emit("got", yield* receiveTagged("y"));
        ctx.emit("got", yield* receiveTagged("x"));
        ctx.sendAfter(5, ctx.self, "z");
        ctx.sendAfter(6, ctx.self, ["z", 3]);
        ctx.emit("got", yield* receiveTagged("z"));
        ctx.emit("got", yield* receive());
      },
    });
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual([["y", 1], ["x"], ["z", 3], "x"]);
  });

  test("a receive timeout counts from the start of the receive; other messages do not restart it", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.sendAfter(60, ctx.self, "other");
        const answer = yield* receiveWithin(100, (message) => message === "never");
        ctx.emit(answer === TIMEOUT ? "timeout" : "message", ctx.now());
      },
    });
    runAll(node);
    expect(log).toEqual([[100, "timeout", 100]]);
  });

  test("a timeout of 0 loses against messages that were sent before it", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.send(ctx.self, "first");
        ctx.emit("got", (yield* receiveWithin(0)) as Term);
        ctx.emit("timeout", (yield* receiveWithin(0)) === TIMEOUT);
      },
    });
    runAll(node);
    expect(log.map(([, event, data]) => [event, data])).toEqual([
      ["got", "first"],
      ["timeout", true],
    ]);
  });

  test("to a registered name nobody has raises badarg in the sender; to a dead pid it vanishes", () => {
    const { node } = world({
      *main(ctx: Context) {
        const pid = ctx.spawn(["t", "ends", []]);
        yield* receiveWithin(1);
        ctx.send(pid, "lost");
        ctx.send("nobody", "x");
      },
      *ends() {
        yield* work(0);
      },
    });
    runAll(node);
    expect(node.processCount).toBe(0);
    expect(exitReasons(node)).toEqual(["normal", ["badarg", "$stack"]]);
  });
});

describe("links and monitors", () => {
  const dies: Functions = {
    *dies(_ctx: Context, reason: Term) {
      yield* receiveWithin(5);
      exit(reason);
    },
  };

  test("an abnormal exit takes linked processes along; normal does not", () => {
    const { node, log } = world({
      ...dies,
      *main(ctx: Context) {
        ctx.spawn(["t", "dies", ["normal"]], { link: true });
        yield* receiveWithin(10);
        ctx.emit("alive", true);
        ctx.spawn(["t", "dies", ["boom"]], { link: true });
        yield* receiveWithin(10);
        ctx.emit("alive", true);
      },
    });
    runAll(node);
    expect(log).toHaveLength(1);
    expect(node.processCount).toBe(0);
  });

  test("a monitor gives exactly one DOWN, with the reason", () => {
    const { node, log } = world({
      ...dies,
      *main(ctx: Context) {
        const [, ref] = ctx.spawnMonitor(["t", "dies", ["boom"]]);
        const down = (yield* receive()) as readonly Term[];
        ctx.emit("down", [down[0], down[1] === ref, down[2], down[4]]);
        ctx.emit("more", (yield* receiveWithin(1_000)) === TIMEOUT ? "none" : "some");
      },
    });
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual([["DOWN", true, "process", "boom"], "none"]);
  });

  test("a monitor on a dead process gives DOWN with noproc; demonitor with flush takes a DOWN back", () => {
    const { node, log } = world({
      ...dies,
      *main(ctx: Context) {
        const pid = ctx.spawn(["t", "dies", ["gone"]]);
        yield* receiveWithin(50);
        ctx.monitor(pid);
        ctx.emit("reason", ((yield* receive()) as readonly Term[])[4]);
        const ref = ctx.monitor(pid);
        yield* receiveWithin(5, () => false);
        ctx.emit("found", ctx.demonitor(ref, { flush: true }));
        ctx.emit("left", (yield* receiveWithin(0)) === TIMEOUT ? 0 : 1);
      },
    });
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual(["noproc", false, 0]);
  });

  test("kill cannot be trapped and shows as killed; a linked peer's own reason kill can", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.trapExit(true);
        const victim = ctx.spawn(["t", "trapper", []], { link: true });
        yield* receiveWithin(1);
        ctx.exit(victim, "kill");
        ctx.emit("victim", ((yield* receive()) as readonly Term[])[2]);
        ctx.spawn(["t", "exits", ["kill"]], { link: true });
        ctx.emit("peer", ((yield* receive()) as readonly Term[])[2]);
      },
      *trapper(ctx: Context) {
        ctx.trapExit(true);
        yield* receive();
      },
      *exits(_ctx: Context, reason: Term) {
        yield* work(0);
        exit(reason);
      },
    });
    runAll(node);
    expect(log.map(([, event, data]) => [event, data])).toEqual([
      ["victim", "killed"],
      ["peer", "kill"],
    ]);
  });

  test("an error ends a process with the reason and a stack; a plain exception of ours stops the run", () => {
    const { node } = world({
      *main() {
        yield* work(0);
        error("bad");
      },
    });
    runAll(node);
    expect(node.trace.read(node.trace.seq)?.payload).toEqual(["bad", "$stack"]);
    const broken = world({
      *main() {
        yield* work(0);
        (undefined as unknown as { x: number }).x;
      },
    });
    expect(() => runAll(broken.node)).toThrow(TypeError);
  });

  test("losing a peer breaks monitors across it with noconnection", () => {
    const module: Module = {
      name: "t",
      functions: {
        *main(ctx: Context) {
          ctx.monitor({ name: "service", node: 1 });
          ctx.emit("down", ((yield* receive()) as readonly Term[]).slice(3));
        },
      },
    };
    const sent: RemoteSignal[] = [];
    const node = new Node({
      index: 0,
      seed: 1,
      code: createCode([module]),
      transmit: (_to, signal) => sent.push(signal),
    });
    const log: Term[] = [];
    node.onEmit = (_event, data) => log.push(data);
    node.connected.add(1);
    node.boot(["t", "main", []], 0);
    runAll(node);
    expect(sent).toHaveLength(1);
    peerDown(node, 1, 0, 0);
    runAll(node);
    expect(log).toEqual([[["service", "n2"], "noconnection"]]);
  });
});

describe("time", () => {
  test("work occupies a scheduler: two workers share one, and finish after one another", () => {
    const functions: Functions = {
      *main(ctx: Context) {
        ctx.spawn(["t", "worker", ["a"]]);
        ctx.spawn(["t", "worker", ["b"]]);
        yield* work(0);
      },
      *worker(ctx: Context, name: Term) {
        yield* work(100);
        ctx.emit("done", name);
      },
    };
    const one = world(functions, { schedulers: 1 });
    runAll(one.node);
    expect(one.log.map(([atUs, , name]) => [atUs, name])).toEqual([
      [100, "a"],
      [200, "b"],
    ]);
    const two = world(functions, { schedulers: 2 });
    runAll(two.node);
    expect(two.log.map(([atUs]) => atUs)).toEqual([100, 100]);
  });

  test("what is sent after spent time leaves when the time has passed, and not at all if the sender is killed", () => {
    const functions: Functions = {
      *main(ctx: Context) {
        const worker = ctx.spawn(["t", "worker", [ctx.self]]);
        ctx.emit("worker", worker);
        ctx.emit("got", (yield* receiveWithin(500)) === TIMEOUT ? "nothing" : ctx.now());
      },
      *worker(ctx: Context, to: Pid) {
        ctx.spend(100);
        ctx.send(to, "result");
        yield* receive();
      },
    };
    const kept = world(functions, { schedulers: 2 });
    runAll(kept.node);
    expect(kept.log.at(-1)).toEqual([100, "got", 100]);
    const killed = world(functions, { schedulers: 2 });
    while (killed.node.nextTimeUs() < 50) killed.node.step();
    exitFromOutside(killed.node, killed.log[0]?.[2] as Pid, "kill", 1);
    runAll(killed.node);
    expect(killed.log.at(-1)).toEqual([500, "got", "nothing"]);
  });

  test("timers can be read and cancelled; one to a dead process is gone", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        const timer = ctx.startTimer(100, ctx.self, "x");
        yield* receiveWithin(40);
        ctx.emit("read", ctx.readTimer(timer));
        ctx.emit("cancel", ctx.cancelTimer(timer));
        ctx.emit("again", ctx.cancelTimer(timer));
        const pid = ctx.spawn(["t", "ends", []]);
        const dead = ctx.sendAfter(100, pid, "x");
        yield* receiveWithin(10);
        ctx.emit("dead", ctx.readTimer(dead));
      },
      *ends() {
        yield* work(0);
      },
    });
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual([60, 60, false, false]);
  });
});

describe("limits", () => {
  const flood = (limits: Limits): { node: Node; log: Log } =>
    world({
      *main(ctx: Context) {
        const slow = ctx.spawn(["t", "slow", []], { limits });
        const ref = ctx.monitor(slow);
        yield* receiveWithin(1);
        for (let i = 0; i < 6; i++) ctx.send(slow, i);
        const told: Term[] = [];
        for (;;) {
          const message = yield* receiveWithin(2_000);
          if (message === TIMEOUT) break;
          const [tag, , third, , reason] = message as readonly Term[];
          told.push(tag === "DOWN" ? [tag, reason] : [tag, third]);
        }
        ctx.emit("told", told);
        ctx.demonitor(ref);
      },
      *slow(ctx: Context) {
        yield* receive((message) => message === "go");
        ctx.emit("never", true);
      },
    });

  test("drop keeps the oldest messages and records every hit", () => {
    const { node } = flood({ mailboxLengthMax: 3, policy: "drop" });
    runAll(node);
    expect(node.processes().find((process) => process.label === "t:slow")?.mailboxLength).toBe(3);
  });

  test("reject tells the sender which message was refused", () => {
    const { node, log } = flood({ mailboxLengthMax: 4, policy: "reject" });
    runAll(node);
    expect(log.at(-1)?.[2]).toEqual([
      ["rejected", 4],
      ["rejected", 5],
    ]);
  });

  test("kill ends the process with reason limit", () => {
    const { node, log } = flood({ mailboxLengthMax: 2, policy: "kill" });
    runAll(node);
    expect(log.at(-1)?.[2]).toEqual([["DOWN", "limit"]]);
  });
});

describe("suspension", () => {
  test("a suspended process handles nothing until it is resumed, and loses nothing", () => {
    const { node, log } = world({
      *main(ctx: Context) {
        ctx.emit("got", yield* receive());
        ctx.emit("got", yield* receive());
      },
    });
    runAll(node);
    const pid = node.processes()[0]?.pid as Pid;
    suspendFromOutside(node, pid, 1);
    node.enqueue(0, pid, undefined, "a", 0);
    node.enqueue(0, pid, undefined, "b", 0);
    runAll(node);
    expect(log).toEqual([]);
    resumeFromOutside(node, pid, 2);
    runAll(node);
    expect(log.map(([, , data]) => data)).toEqual(["a", "b"]);
  });
});

describe("a process is data", () => {
  const functions: Functions = {
    *main(ctx: Context) {
      const server = ctx.spawn(["t", "server", []]);
      const echo = ctx.spawn(["t", "echo", [0]]);
      ctx.tableNew("facts");
      for (let i = 0; i < 4; i++) {
        ctx.send(echo, [ctx.self, ctx.draw("main") % 10]);
        const answer = yield* receive();
        ctx.tablePut("facts", i, answer);
        ctx.send(server, ["add", answer]);
        yield* receiveWithin(10 + ctx.drawBetween("main", 0, 5), (message) => message === "never");
      }
      ctx.diskPut("done", ctx.now());
      yield* receive();
    },
    *echo(_ctx: Context, turns: number) {
      const [from, value] = (yield* receive()) as readonly [Pid, Term];
      _ctx.send(from, ["echo", turns, value]);
      return become("t", "echo", [turns + 1]);
    },
    server() {
      return enterLoop("t", { handled: [] });
    },
  };
  const loop: Module["loop"] = {
    name: "t",
    // A handler that blocks in the middle: it sends a request to itself through a timer and waits for it.
    *handle(ctx: Context, state: { readonly handled: readonly Term[] }, message: Term) {
      const before = ctx.now();
      ctx.sendAfter(3, ctx.self, ["tick", message]);
      const tick = yield* receive((candidate) => Array.isArray(candidate) && candidate[0] === "tick");
      return { handled: [...state.handled, [before, tick, ctx.now()]] };
    },
  };

  test("a process blocked inside a handler survives checkpoint and restore, at every event of the run", () => {
    const straight = world(functions, { loop });
    const events = runAll(straight.node);
    const expected = hashOf(straight.node);
    expect(events).toBeGreaterThan(25);
    let blockedInHandler = 0;
    for (let cut = 0; cut <= events; cut++) {
      const original = world(functions, { loop });
      for (let i = 0; i < cut; i++) original.node.step();
      if (original.node.processes().some((process) => process.isHandling)) blockedInHandler++;
      const snapshot = takeSnapshot(original.node);
      const restored = world(functions, { loop });
      restoreSnapshot(restored.node, snapshot);
      expect(hashOf(restored.node)).toBe(hashOf(original.node));
      runAll(restored.node);
      expect(hashOf(restored.node)).toBe(expected);
      runAll(original.node);
      expect(hashOf(original.node)).toBe(expected);
    }
    expect(blockedInHandler).toBeGreaterThan(4);
  });

  test("a restored node can be run twice to the same hash: the snapshot is not used up", () => {
    const original = world(functions, { loop });
    for (let i = 0; i < 25; i++) original.node.step();
    const snapshot = takeSnapshot(original.node);
    const hashes = [0, 1].map(() => {
      const restored = world(functions, { loop });
      restoreSnapshot(restored.node, snapshot);
      runAll(restored.node);
      return hashOf(restored.node);
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  test("recording off or on gives the same hash", () => {
    const on = world(functions, { loop });
    const off = world(functions, { loop });
    off.node.trace.recording = false;
    off.node.onEmit = undefined;
    runAll(on.node);
    runAll(off.node);
    expect(hashOf(off.node)).toBe(hashOf(on.node));
  });

  test("a draw added for one purpose shifts no other stream", () => {
    const drawing = (extra: boolean): Term => {
      const { node, log } = world({
        *main(ctx: Context) {
          ctx.draw("a");
          if (extra) ctx.draw("b");
          ctx.emit("a", ctx.draw("a"));
          yield* work(0);
        },
      });
      runAll(node);
      return log[0]?.[2];
    };
    expect(drawing(true)).toBe(drawing(false));
  });
});

describe("trace", () => {
  test("every event but a start from outside names an earlier event as its cause", () => {
    const { node } = world({
      *main(ctx: Context) {
        const [pid] = ctx.spawnMonitor(["t", "child", []]);
        ctx.send(pid, "go");
        yield* receive();
      },
      *child() {
        yield* receive();
        exit("done");
      },
    });
    runAll(node);
    for (let seq = 2; seq <= node.trace.seq; seq++) {
      const cause = node.trace.read(seq)?.cause;
      expect(cause?.node).toBe(0);
      expect(cause?.seq).toBeGreaterThan(0);
      expect(cause?.seq).toBeLessThan(seq);
    }
  });
});
