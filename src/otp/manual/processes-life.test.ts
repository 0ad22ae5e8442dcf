import { describe, expect, test } from "vitest";
import {
  type Context,
  error,
  exit,
  type Pid,
  type Ref,
  raiseThrow,
  receive,
  type Term,
} from "../../kernel/index.ts";
import { pause, play, raisedBy, role, takeAll, tell } from "../../testkit/manual/play.ts";

const sleeper = function* (_ctx: Context, us: number) {
  yield* pause(us);
};

/** A process that waits for ever, or until it is told to end. */
const idle = function* () {
  yield* receive();
};

describe("Processes 14.2: process creation", () => {
  test("P14.2-1: spawn creates a process and answers its pid at once", () => {
    const { told } = play({
      main(ctx) {
        const pid = ctx.spawn(role("sleeper", 10));
        tell(ctx, [pid === ctx.self, ctx.isAlive(pid)]);
      },
      sleeper,
    });
    expect(told).toEqual([[false, true]]);
  });

  test("P14.2-2: the new process runs the named function with the elements of the argument list", () => {
    const { told } = play({
      main: (ctx) => void ctx.spawn(role("child", 1, ["two"], {})),
      child: (ctx: Context, ...args: Term[]) => tell(ctx, args),
    });
    expect(told).toEqual([[1, ["two"], {}]]);
  });

  test("P14.2-3: an empty argument list calls a function without arguments", () => {
    const { told } = play({
      main: (ctx) => void ctx.spawn(role("child")),
      child: (ctx: Context, ...args: Term[]) => tell(ctx, args),
    });
    expect(told).toEqual([[]]);
  });

  test("P14.2-4: spawn with a link links both, spawn with a monitor answers pid and reference", () => {
    const { told, ends } = play({
      *main(ctx) {
        const [pid, ref] = ctx.spawnMonitor(role("dies"));
        const [kind, seen, , object] = (yield* receive()) as readonly Term[];
        tell(ctx, [kind, seen === ref, object === pid]);
        ctx.spawn(role("dies"), { link: true });
        yield* receive();
      },
      dies: () => exit("boom"),
    });
    expect(told).toEqual([["DOWN", true, true]]);
    expect(ends).toEqual([
      ["dies", "boom"],
      ["dies", "boom"],
      ["init", "boom"],
    ]);
  });
});

describe("Processes 14.3: registered processes", () => {
  test("P14.3-1: register ties a name to a process, whereis finds it, and messages reach it by name", () => {
    const { told } = play({
      *main(ctx) {
        ctx.register("me", ctx.self);
        ctx.send("me", "hello");
        tell(ctx, [ctx.whereis("me") === ctx.self, yield* receive()]);
      },
    });
    expect(told).toEqual([[true, "hello"]]);
  });

  test("P14.3-2: whereis of a name nobody has is undefined", () => {
    const { told } = play({ main: (ctx) => tell(ctx, [ctx.whereis("nobody")]) });
    expect(told).toEqual([[undefined]]);
  });

  test("P14.3-3: a name is free again when its process ends", () => {
    const { told } = play({
      *main(ctx) {
        const pid = ctx.spawn(role("sleeper", 5));
        ctx.register("name", pid);
        yield* pause(10);
        tell(ctx, [ctx.whereis("name")]);
        ctx.register("name", ctx.self);
        tell(ctx, [ctx.whereis("name") === ctx.self]);
      },
      sleeper,
    });
    expect(told).toEqual([[undefined], [true]]);
  });

  test("P14.3-4: register fails with badarg for a taken name, a second name, a dead process, and undefined", () => {
    const { told } = play({
      *main(ctx) {
        ctx.register("a", ctx.self);
        const other = ctx.spawn(role("sleeper", 5));
        tell(
          ctx,
          raisedBy(() => ctx.register("a", other)),
        );
        tell(
          ctx,
          raisedBy(() => ctx.register("b", ctx.self)),
        );
        tell(
          ctx,
          raisedBy(() => ctx.register("undefined", other)),
        );
        yield* pause(10);
        tell(
          ctx,
          raisedBy(() => ctx.register("c", other)),
        );
      },
      sleeper,
    });
    expect(told).toEqual(Array(4).fill(["badarg", "$stack"]));
  });

  test("P14.3-5: unregister frees a name, and fails with badarg when nobody has it", () => {
    const { told } = play({
      main(ctx) {
        ctx.register("a", ctx.self);
        ctx.unregister("a");
        tell(ctx, [ctx.whereis("a"), raisedBy(() => ctx.unregister("a"))]);
      },
    });
    expect(told).toEqual([[undefined, ["badarg", "$stack"]]]);
  });
});

describe("Processes 14.4: process aliases", () => {
  /** Runs `script` in a process with a mailbox, and tells what is left in it. */
  const left = (script: (ctx: Context, peer: Pid) => Iterable<never> | undefined | Generator<never>) =>
    play({
      *main(ctx) {
        const peer = ctx.spawn(role("idle"));
        yield* (script(ctx, peer) ?? []) as Generator<never>;
        yield* pause(10);
        tell(ctx, yield* takeAll());
      },
      idle,
    }).told;

  test("P14.4-1: while an alias is active, messages sent to it reach the process that made it", () => {
    const told = left((ctx) => void ctx.send(ctx.alias(), "by alias"));
    expect(told).toEqual([["by alias"]]);
  });

  test("P14.4-2: after unalias, messages to the alias are dropped", () => {
    const told = left((ctx) => {
      const alias = ctx.alias();
      tell(ctx, [ctx.unalias(alias), ctx.unalias(alias)]);
      ctx.send(alias, "late");
      return undefined;
    });
    expect(told).toEqual([[true, false], []]);
  });

  test("P14.4-3: a message that is in the mailbox already stays when its alias is deactivated", () => {
    const { told } = play({
      *main(ctx) {
        const alias = ctx.alias();
        ctx.send(alias, "early");
        yield* pause(5);
        ctx.unalias(alias);
        tell(ctx, yield* takeAll());
      },
    });
    expect(told).toEqual([["early"]]);
  });

  test("P14.4-4: a monitor made with an alias uses one reference for both", () => {
    const { told } = play({
      *main(ctx) {
        const peer = ctx.spawn(role("sleeper", 5));
        const ref = ctx.monitor(peer, { alias: "explicit_unalias" });
        ctx.send(ref, "by alias");
        tell(ctx, yield* receive());
        tell(ctx, ((yield* receive()) as readonly Term[])[1] === ref);
      },
      sleeper,
    });
    expect(told).toEqual(["by alias", true]);
  });

  test("P14.4-5: only its maker can deactivate an alias", () => {
    const { told } = play({
      *main(ctx) {
        const alias = ctx.alias();
        ctx.spawn(role("stranger", alias));
        tell(ctx, yield* receive());
      },
      stranger(ctx: Context, alias: Ref) {
        ctx.send(alias, ["unaliased", ctx.unalias(alias)]);
      },
    });
    expect(told).toEqual([["unaliased", false]]);
  });

  test("P14.4-6: mode reply ends the alias with the first message that comes by it", () => {
    const told = left((ctx) => {
      const alias = ctx.alias({ reply: true });
      ctx.send(alias, 1);
      ctx.send(alias, 2);
      return undefined;
    });
    expect(told).toEqual([[1]]);
  });

  test("P14.4-7: mode demonitor ends the alias with demonitor, and with the DOWN message", () => {
    const byDemonitor = left((ctx, peer) => {
      const ref = ctx.monitor(peer, { alias: "demonitor" });
      ctx.demonitor(ref);
      ctx.send(ref, "late");
      return undefined;
    });
    expect(byDemonitor).toEqual([[]]);
    const { told } = play({
      *main(ctx) {
        const ref = ctx.monitor(ctx.spawn(role("sleeper", 5)), { alias: "demonitor" });
        yield* pause(10);
        ctx.send(ref, "late");
        yield* pause(10);
        tell(
          ctx,
          (yield* takeAll()).map((message) => (message as readonly Term[])[0]),
        );
      },
      sleeper,
    });
    expect(told).toEqual([["DOWN"]]);
  });

  test("P14.4-8: mode reply_demonitor ends alias and monitor with the first message", () => {
    const { told } = play({
      *main(ctx) {
        const ref = ctx.monitor(ctx.spawn(role("sleeper", 5)), { alias: "reply_demonitor" });
        ctx.send(ref, "reply");
        ctx.send(ref, "second");
        yield* pause(10);
        tell(ctx, yield* takeAll());
      },
      sleeper,
    });
    expect(told).toEqual([["reply"]]);
  });

  test("P14.4-9: unalias leaves the monitor of the same reference as it is", () => {
    const { told } = play({
      *main(ctx) {
        const ref = ctx.monitor(ctx.spawn(role("sleeper", 5)), { alias: "demonitor" });
        ctx.unalias(ref);
        yield* pause(10);
        tell(ctx, (yield* takeAll()).length);
      },
      sleeper,
    });
    expect(told).toEqual([1]);
  });

  test("P14.4-10: the purpose: a reply that comes after the asker gave up never enters its mailbox", () => {
    const { told } = play({
      *main(ctx) {
        const server = ctx.spawn(role("slow"));
        const ref = ctx.monitor(server, { alias: "demonitor" });
        ctx.send(server, ref);
        yield* pause(10);
        ctx.demonitor(ref, { flush: true });
        yield* pause(100);
        tell(ctx, yield* takeAll());
      },
      *slow(ctx: Context) {
        const ref = (yield* receive()) as Ref;
        yield* pause(50);
        ctx.send(ref, "too late");
      },
    });
    expect(told).toEqual([[]]);
  });
});

describe("Processes 14.5: process termination", () => {
  const endOf = (body: (ctx: Context) => unknown): Term =>
    play({ main: (ctx) => void ctx.spawn(role("child")), child: body }).ends.find(
      ([who]) => who === "child",
    )?.[1];

  test("P14.5-1: a process always ends with a reason, which may be any term", () => {
    expect(endOf(() => exit({ code: [1, "two"] }))).toEqual({ code: [1, "two"] });
  });

  test("P14.5-2: a process without more code to run ends normally", () => {
    expect(endOf(() => undefined)).toBe("normal");
  });

  test("P14.5-3: a run-time error ends a process with the error and the stack", () => {
    expect(endOf((ctx) => ctx.register("undefined", ctx.self))).toEqual(["badarg", "$stack"]);
  });

  test("P14.5-4: exit ends the process with exactly its reason", () => {
    expect(endOf(() => exit("reason"))).toBe("reason");
  });

  test("P14.5-5: error ends the process with its reason and the stack", () => {
    expect(endOf(() => error("reason"))).toEqual(["reason", "$stack"]);
  });

  test("P14.5-6: an uncaught throw is the error nocatch", () => {
    expect(endOf(() => raiseThrow("ball"))).toEqual([["nocatch", "ball"], "$stack"]);
  });

  test("P14.5-7: an exit signal with a reason other than normal ends a process that does not trap exits", () => {
    const { ends } = play({
      *main(ctx) {
        const quiet = ctx.spawn(role("idle"), { label: "normal" });
        const other = ctx.spawn(role("idle"), { label: "other" });
        yield* pause(1);
        ctx.exit(quiet, "normal");
        ctx.exit(other, "enough");
        yield* pause(1);
        ctx.send(quiet, "end");
      },
      idle,
    });
    expect(ends.filter(([who]) => who !== "init")).toEqual([
      ["other", "enough"],
      ["normal", "normal"],
    ]);
  });
});
