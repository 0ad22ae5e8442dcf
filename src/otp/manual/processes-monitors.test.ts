import { describe, expect, test } from "vitest";
import { type Context, exit, isTagged, type Pid, type Ref, receive, type Term } from "../../kernel/index.ts";
import { pause, play, role, takeAll, tell } from "../../testkit/manual/play.ts";
import { troupe } from "../../testkit/manual/troupe.ts";

const idle = function* () {
  yield* receive();
};

/** Ends with a reason after a while. */
const dies = function* (_ctx: Context, us: number, reason: Term) {
  yield* pause(us);
  exit(reason);
};

describe("Processes 14.9: monitors", () => {
  test("P14.9-1: monitor answers a reference, and the end of the process gives DOWN with it, pid and reason", () => {
    const { told } = play({
      *main(ctx) {
        const pid = ctx.spawn(role("dies", 5, "boom"));
        const ref = ctx.monitor(pid);
        const down = (yield* receive()) as readonly Term[];
        tell(ctx, [down.length, down[0], down[1] === ref, down[2], down[3] === pid, down[4]]);
      },
      dies,
    });
    expect(told).toEqual([[5, "DOWN", true, "process", true, "boom"]]);
  });

  test("P14.9-2: a process that does not exist gives DOWN with noproc at once", () => {
    const { told } = play({
      *main(ctx) {
        const pid = ctx.spawn(role("dies", 0, "boom"));
        yield* pause(5);
        ctx.monitor(pid);
        tell(ctx, [((yield* receive()) as readonly Term[])[4], ctx.now()]);
      },
      dies,
    });
    expect(told).toEqual([["noproc", 5]]);
  });

  test("P14.9-3: monitors go one way: the end of the watcher is nothing to the watched", () => {
    const { ends } = play({
      *main(ctx) {
        const watched = ctx.spawn(role("idle"), { label: "watched" });
        ctx.spawn(role("watcher", watched));
        yield* pause(10);
        ctx.send(watched, "end");
      },
      watcher(ctx: Context, watched: Pid) {
        ctx.monitor(watched);
        exit("boom");
      },
      idle,
    });
    expect(ends.find(([who]) => who === "watched")).toEqual(["watched", "normal"]);
  });

  test("P14.9-4: several monitors on one process are independent, each gives its own DOWN", () => {
    const { told } = play({
      *main(ctx) {
        const pid = ctx.spawn(role("dies", 5, "boom"));
        const [a, b, c] = [ctx.monitor(pid), ctx.monitor(pid), ctx.monitor(pid)];
        ctx.demonitor(b);
        yield* pause(10);
        const refs = (yield* takeAll()).map((message) => (message as readonly Term[])[1]);
        tell(ctx, [refs.length, refs.includes(a), refs.includes(c)]);
      },
      dies,
    });
    expect(told).toEqual([[2, true, true]]);
  });

  test("P14.9-5: demonitor removes a monitor; with flush also a DOWN that has come already", () => {
    const { told } = play({
      *main(ctx) {
        const pid = ctx.spawn(role("dies", 5, "boom"));
        const refs: Ref[] = [ctx.monitor(pid), ctx.monitor(pid), ctx.monitor(pid)];
        tell(ctx, ctx.demonitor(refs[0] as Ref));
        yield* pause(10);
        tell(ctx, [ctx.demonitor(refs[1] as Ref), ctx.demonitor(refs[2] as Ref, { flush: true })]);
        tell(
          ctx,
          (yield* takeAll()).map((message) => isTagged(message, "DOWN") && message[1] === refs[1]),
        );
      },
      dies,
    });
    expect(told).toEqual([true, [false, false], [true]]);
  });

  test("P14.9-6: a process can be watched by its name; DOWN then names name and node", () => {
    const { told } = play({
      *main(ctx) {
        ctx.register("mortal", ctx.spawn(role("dies", 5, "boom")));
        ctx.monitor("mortal");
        ctx.monitor("nobody");
        yield* pause(10);
        for (const message of yield* takeAll()) tell(ctx, (message as readonly Term[]).slice(3));
      },
      dies,
    });
    expect(told).toEqual([
      [["nobody", "n1"], "noproc"],
      [["mortal", "n1"], "boom"],
    ]);
  });

  test("P14.9-7: so can one on another node; a lost connection gives DOWN with noconnection", () => {
    const world = troupe(2, {
      *main(ctx: Context) {
        yield* pause(1);
        for (const name of ["mortal", "stays", "nobody"]) ctx.monitor({ name, node: 1 });
        for (;;) tell(ctx, ((yield* receive()) as readonly Term[]).slice(3));
      },
      *other(ctx: Context) {
        ctx.register("stays", ctx.self);
        ctx.register("mortal", ctx.spawn(role("dies", 20, "boom")));
        yield* receive();
      },
      dies,
    });
    world.run(60);
    world.cut(0, 1);
    world.run(100);
    expect(world.told).toEqual([
      [["nobody", "n2"], "noproc"],
      [["mortal", "n2"], "boom"],
      [["stays", "n2"], "noconnection"],
    ]);
  });

  test("P14.9-9: a monitor on a node without a connection gives DOWN with noconnection at once", () => {
    const world = troupe(2, {
      *main(ctx: Context) {
        ctx.register("main", ctx.self);
        const peer = (yield* receive()) as Pid;
        yield* pause(50);
        const refs = [ctx.monitor(peer), ctx.monitor({ name: "stays", node: 1 })];
        for (const ref of refs) {
          const down = (yield* receive()) as readonly Term[];
          tell(ctx, [down[1] === ref, down[3] === peer ? "peer" : down[3], down[4], ctx.now()]);
        }
        const given = ctx.monitor(peer);
        tell(ctx, [ctx.demonitor(given), ctx.demonitor(given)]);
        yield* pause(1);
        tell(ctx, yield* takeAll());
      },
      *other(ctx: Context) {
        ctx.register("stays", ctx.self);
        ctx.send({ name: "main", node: 0 }, ctx.self);
        tell(ctx, yield* receive());
      },
    });
    world.run(20);
    world.cut(0, 1);
    world.run(100);
    expect(world.told).toEqual([
      [true, "peer", "noconnection", 60],
      [true, ["stays", "n2"], "noconnection", 60],
      [true, false],
      [],
    ]);
  });

  test("P14.9-8: a monitor stays with the process that had the name when it was set", () => {
    const { told } = play({
      *main(ctx) {
        ctx.register("name", ctx.spawn(role("dies", 5, "first")));
        ctx.monitor("name");
        yield* pause(1);
        ctx.unregister("name");
        ctx.register("name", ctx.spawn(role("dies", 1, "second")));
        tell(ctx, ((yield* receive()) as readonly Term[])[4]);
      },
      dies,
    });
    expect(told).toEqual(["first"]);
  });
});
