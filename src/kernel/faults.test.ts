// What a node makes of a bad disk, a bad clock and callbacks that fail on purpose.

import { describe, expect, it, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import {
  type Context,
  crashNode,
  createCode,
  DAMAGED,
  exitFromOutside,
  failFromOutside,
  hangFromOutside,
  isDamaged,
  limitFromOutside,
  type Module,
  Node,
  nodeLanes,
  Pid,
  Raise,
  type RemoteSignal,
  receive,
  receiveWithin,
  recoverDisk,
  restoreSnapshot,
  type StorageFate,
  setClock,
  setDisk,
  slowDown,
  type Term,
  takeSnapshot,
} from "./index.ts";

type Functions = NonNullable<Module["functions"]>;
type Sent = readonly [atUs: number, body: Term];

const ELSEWHERE = new Pid(1, 1, 0);

function nodeWith(functions: Functions, more: Partial<Module> & { readonly handlerCostUs?: number } = {}) {
  const { handlerCostUs = 0, ...rest } = more;
  const sent: Sent[] = [];
  const log: Sent[] = [];
  const node: Node = new Node({
    index: 0,
    seed: 7,
    code: createCode([{ name: "t", functions, ...rest }]),
    handlerCostUs,
    transmit: (_to: number, { body }: RemoteSignal) => sent.push([node.nowUs, body]),
  });
  node.onEmit = (event, data) => log.push([node.nowUs, [event, data]]);
  return { node, sent, log };
}

function boot(node: Node): void {
  node.boot(["t", "main", []], 0);
  runUntil(node, Number.POSITIVE_INFINITY);
}

function runUntil(node: Node, untilUs: number): void {
  while (node.nextTimeUs() <= untilUs && node.step());
}

describe("a disk that takes time", () => {
  function* main(ctx: Context) {
    ctx.send(ELSEWHERE, "before");
    ctx.diskPut("a", 1);
    ctx.send(ELSEWHERE, "after a");
    yield* receiveWithin(60, () => false);
    ctx.diskPut("b", 2);
    ctx.diskPut("a", 3);
    ctx.send(ELSEWHERE, "after b");
    ctx.emit("read", ctx.diskGet("a"));
    yield* receive();
  }

  it("holds what is sent to others after a write until the write is durable, and keeps the order", () => {
    const { node, sent, log } = nodeWith({ main });
    node.disk.syncUs = 100;
    boot(node);
    expect(sent).toEqual([
      [0, "before"],
      [100, "after a"],
      [160, "after b"],
    ]);
    expect(log).toEqual([[60, ["read", 3]]]);
  });

  it("that is stuck holds it for ever, or until it is sound again", () => {
    const { node, sent } = nodeWith({ main });
    node.disk.become("stuck", 0, 0);
    boot(node);
    expect(sent).toEqual([[0, "before"]]);
    setDisk(node, { mode: "ok", syncUs: 10 }, 1);
    runUntil(node, Number.POSITIVE_INFINITY);
    expect(sent.slice(1)).toEqual([
      [70, "after a"],
      [70, "after b"],
    ]);
  });

  it("without a delay holds nothing", () => {
    const { node, sent } = nodeWith({ main });
    boot(node);
    expect(sent.map(([atUs]) => atUs)).toEqual([0, 0, 60]);
  });

  const FATES: readonly [StorageFate, Record<string, Term>][] = [
    ["kept", { a: 3, b: 2 }],
    ["lost_unsynced", { a: 1 }],
    ["corrupt", { a: DAMAGED }],
    ["wiped", {}],
  ];
  it.each(FATES)("after a crash in the middle is %s", (fate, files) => {
    const { node } = nodeWith({ main });
    node.disk.syncUs = 100;
    node.boot(["t", "main", []], 0);
    runUntil(node, 120);
    crashNode(node, 1);
    recoverDisk(node, fate);
    expect(Object.fromEntries(node.disk.files)).toEqual(files);
    expect(node.disk.pending).toEqual([]);
  });

  it("when torn keeps a prefix of the pending writes, the last of which is damaged", () => {
    const seen = new Set<string>();
    for (let seed = 1; seed < 20; seed++) {
      const node = new Node({ index: 0, seed, code: createCode([{ name: "t", functions: { main } }]) });
      node.disk.syncUs = 100;
      node.boot(["t", "main", []], 0);
      runUntil(node, 120);
      crashNode(node, 1);
      recoverDisk(node, "torn");
      seen.add(JSON.stringify(Object.fromEntries(node.disk.files)));
      expect(Array.from(node.disk.files.values()).filter(isDamaged)).toHaveLength(1);
    }
    expect(Array.from(seen).sort()).toEqual(['{"a":1,"b":["$damaged"]}', '{"a":["$damaged"],"b":2}']);
  });

  test("a snapshot between write and durability goes on to the same end", () => {
    const straight = nodeWith({ main });
    straight.node.disk.syncUs = 100;
    boot(straight.node);
    for (const cutUs of [0, 60, 99, 100, 130]) {
      const original = nodeWith({ main });
      original.node.disk.syncUs = 100;
      original.node.boot(["t", "main", []], 0);
      runUntil(original.node, cutUs);
      const restored = nodeWith({ main });
      restoreSnapshot(restored.node, takeSnapshot(original.node));
      runUntil(restored.node, Number.POSITIVE_INFINITY);
      expect(lanesToHex(nodeLanes(restored.node))).toBe(lanesToHex(nodeLanes(straight.node)));
      expect([...original.sent, ...restored.sent]).toEqual(straight.sent);
    }
  });
});

describe("a disk that refuses", () => {
  /** Tries to write and to delete, and says what came of it; waits in between, so that it is rebuilt from its answers. */
  function* main(ctx: Context) {
    for (const write of [() => ctx.diskPut("a", 1), () => ctx.diskDelete("a"), () => ctx.diskPut("b", 1)]) {
      try {
        write();
        ctx.emit("wrote", true);
      } catch (raised) {
        if (!(raised instanceof Raise)) throw raised;
        ctx.emit("refused", raised.reason);
      }
    }
    yield* receiveWithin(5, () => false);
    ctx.emit("end", ctx.now());
  }

  it.each([
    ["full", ["refused enospc", "wrote true", "refused enospc"]],
    ["read_only", ["refused erofs", "refused erofs", "refused erofs"]],
    ["ok", ["wrote true", "wrote true", "wrote true"]],
  ] as const)("because it is %s raises, also when the code is rebuilt", (mode, told) => {
    const { node, log } = nodeWith({ main });
    node.disk.become(mode, 0, 0);
    node.boot(["t", "main", []], 0);
    runUntil(node, 2);
    restoreSnapshot(node, takeSnapshot(node));
    runUntil(node, Number.POSITIVE_INFINITY);
    expect(log.map(([, body]) => (body as readonly Term[]).join(" "))).toEqual([...told, "end 5"]);
  });
});

describe("a clock that drifts", () => {
  function* main(ctx: Context) {
    ctx.sendAfter(1_000, ctx.self, "timer");
    yield* receive();
    ctx.emit("timer", [ctx.now(), ctx.systemTimeUs()]);
    yield* receiveWithin(1_000, () => false);
    ctx.emit("timeout", ctx.now());
    yield* receive();
  }

  it("runs its timers and timeouts by its own time, while true time goes on", () => {
    const { node, log } = nodeWith({ main });
    node.up = true;
    setClock(node, { driftPpm: 1_000_000, offsetUs: 50 }, 1);
    node.up = false;
    boot(node);
    expect(log).toEqual([
      [500, ["timer", [1_000, 1_050]]],
      [1_000, ["timeout", 2_000]],
    ]);
  });

  it("never goes back when its drift changes", () => {
    const { node } = nodeWith({ main });
    let before = 0;
    for (const [atUs, driftPpm] of [
      [100, 500_000],
      [1_000, -900_000],
      [5_000, 0],
      [9_000, 3],
    ] as const) {
      node.idleUntil(atUs);
      setClock(node, { driftPpm }, 1);
      expect(node.localUs(0)).toBeGreaterThanOrEqual(before);
      before = node.localUs(0);
    }
  });
});

describe("a slow node", () => {
  it("takes longer for everything that costs time", () => {
    function* main(ctx: Context) {
      ctx.spend(100);
      ctx.send(ELSEWHERE, "done");
      yield* receive();
    }
    const { node, sent } = nodeWith({ main });
    slowDown(node, 10, 1);
    boot(node);
    expect(sent).toEqual([[1_000, "done"]]);
  });
});

describe("a process that hangs", () => {
  function* main(ctx: Context) {
    ctx.spawn(["t", "victim", []]);
    yield* receive();
  }
  function* victim(ctx: Context) {
    for (;;) ctx.emit("got", yield* receive());
  }

  it("handles nothing, and ends by kill alone", () => {
    const { node, log } = nodeWith({ main, victim });
    boot(node);
    const process = node.processes()[1];
    if (process === undefined) throw new Error("there is a victim");
    hangFromOutside(node, process.pid, 1);
    node.enqueue(1, process.pid, undefined, ["EXIT", process.pid, "shutdown"], 0);
    node.enqueue(0, process.pid, undefined, "hello", 0);
    runUntil(node, 10);
    expect({ alive: process.alive, log }).toEqual({ alive: true, log: [] });
    node.release(process);
    runUntil(node, 10);
    expect(log).toEqual([]);
    exitFromOutside(node, process.pid, "kill", 2);
    expect(process.alive).toBe(false);
  });

  it("is told from one that outgrows its memory, which ends at once", () => {
    const loop = {
      name: "t",
      handle: (_: Context, state: readonly Term[], message: Term) => [...state, message],
    };
    const functions: Functions = { main, victim: () => ({ enterLoop: "t", state: [] }) };
    const { node } = nodeWith(functions, { loop: loop as NonNullable<Module["loop"]> });
    boot(node);
    const process = node.processes()[1];
    if (process === undefined) throw new Error("there is a victim");
    limitFromOutside(node, process.pid, { policy: "kill", stateBytesMax: 200 }, 1);
    for (let i = 0; i < 3; i++) node.enqueue(0, process.pid, undefined, "small", 0);
    runUntil(node, 10);
    expect(process.alive).toBe(true);
    for (let i = 0; i < 10; i++) node.enqueue(0, process.pid, undefined, "small", 0);
    runUntil(node, 10);
    expect(process.alive).toBe(false);
  });
});

describe("a callback that is to fail", () => {
  const callbacks = { init: () => 1, handleInfo: () => 2 };

  it("fails so many times, on this node only, and is as before afterwards", () => {
    const functions: Functions = {
      *main(ctx: Context) {
        for (let i = 0; i < 3; i++) {
          try {
            const callbacks = ctx.code.get("t")?.callbacks as { init(ctx: Context): number } | undefined;
            ctx.emit("init", callbacks?.init(ctx) ?? 0);
          } catch (raised) {
            if (!(raised instanceof Raise)) throw raised;
            ctx.emit("raised", raised.reason);
          }
          yield* receiveWithin(5, () => false);
        }
      },
    };
    const { node, log } = nodeWith(functions, { callbacks });
    expect(failFromOutside(node, { module: "t", point: "init", serial: 0, left: 2 }, 1)).toBe(true);
    expect(failFromOutside(node, { module: "t", point: "terminate", serial: 0, left: 2 }, 1)).toBe(false);
    node.boot(["t", "main", []], 0);
    for (const cutUs of [2, 7, 12]) {
      runUntil(node, cutUs);
      restoreSnapshot(node, takeSnapshot(node));
    }
    runUntil(node, Number.POSITIVE_INFINITY);
    expect(log.map(([, body]) => body)).toEqual([
      ["raised", "injected_fault"],
      ["raised", "injected_fault"],
      ["init", 1],
    ]);
    expect(node.armedFaults).toEqual([]);
  });
});
