import { describe, expect, test } from "vitest";
import { type Context, exit, receive, type Term } from "../../kernel/index.ts";
import { actor, endOf, withActor } from "../../testkit/manual/actor.ts";
import { pause, play, role, tell } from "../../testkit/manual/play.ts";
import { call, enterServer, start, startLink, stopServer, sys, tryCall } from "../index.ts";

describe("gen_server(3): enter_loop", () => {
  const entering = (act: (ctx: Context) => unknown, script: (ctx: Context) => Generator) =>
    play(
      {
        *main(ctx) {
          ctx.spawn(role("becomes"), { label: "becomes" });
          yield* pause(10);
          yield* script(ctx) as Generator<never>;
        },
        becomes: act,
      },
      { modules: [actor] },
    );

  test("GEN.enter_loop-1: makes the calling process a server of the module, with a state and without init", () => {
    const { told } = entering(
      function* (ctx) {
        ctx.register("s", ctx.self);
        return yield* enterServer(ctx, "actor", "own state", { name: "s" });
      },
      function* (ctx) {
        tell(ctx, yield* call(ctx, "s", "x"));
      },
    );
    expect(told).toEqual([["echo", "x", "own state"]]);
  });

  test("GEN.enter_loop-2: takes what may follow as init does", () => {
    const { told } = entering(
      (ctx) => enterServer(ctx, "actor", "s0", { next: { continue: "first" } }),
      function* () {
        yield* pause(1);
      },
    );
    expect(told[0]).toEqual(["continue", "first", "s0"]);
  });

  test("GEN.enter_loop-3: the process must have the name it says", () => {
    const { ends } = entering(
      (ctx) => enterServer(ctx, "actor", "s0", { name: "s" }),
      function* () {
        yield* pause(1);
      },
    );
    expect(ends[0]).toEqual(["becomes", "process_not_registered"]);
  });

  test("GEN.enter_loop-4: its parent is the process that spawned it: that one's exit ends it", () => {
    const { told } = play(
      {
        *main(ctx) {
          ctx.spawn(role("parent"));
          yield* pause(10);
        },
        *parent(ctx: Context) {
          ctx.spawn(role("becomes"), { link: true });
          yield* pause(5);
          exit("bye");
        },
        *becomes(ctx: Context) {
          ctx.trapExit(true);
          return yield* enterServer(ctx, "actor", "s0");
        },
      },
      { modules: [actor] },
    );
    expect(told).toEqual([["terminate", "bye", "s0"]]);
  });
});

describe("gen_server(3): stop", () => {
  test("GEN.stop-1: ends the server with reason normal and waits for it; terminate is called first", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* stopServer(ctx, "s"));
      tell(ctx, [ctx.whereis("s")]);
    });
    expect(told.slice(1)).toEqual([["terminate", "normal", "s0"], "ok", [undefined]]);
  });

  test("GEN.stop-2: or with another reason; linked processes get that reason", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* stopServer(ctx, "s", ["shutdown", 1]));
      tell(ctx, ((yield* receive()) as readonly Term[])[2]);
    });
    expect(told.slice(2)).toEqual(["ok", ["shutdown", 1]]);
  });

  test("GEN.stop-3: a server that does not end in time makes the caller exit with timeout", () => {
    expect(endOf((ctx) => stopServer(ctx, "s", ["slow", 100], 50))).toBe("timeout");
  });

  test("GEN.stop-4: a server that is not there makes it exit with noproc", () => {
    expect(endOf((ctx) => stopServer(ctx, "nobody"))).toBe("noproc");
  });

  test("GEN.stop-5: a server that ends of another reason makes it exit with that", () => {
    expect(endOf((ctx) => stopServer(ctx, "s", ["crash", "boo"]))).toEqual(["boo", "$stack"]);
  });
});

describe("sys(3): system messages", () => {
  test("GEN.sys-1: the state of a server can be read and replaced by a function of it", () => {
    const { told } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "actor", null, { name: "s" });
          tell(ctx, yield* sys.getState(ctx, "s"));
          tell(ctx, yield* sys.replaceState(ctx, "s", ["t", "pair", ["more"]]));
          tell(ctx, yield* call(ctx, "s", "x"));
        },
        pair: (_ctx: Context, state: Term, more: Term) => [state, more],
      },
      { modules: [actor] },
    );
    expect(told.slice(1)).toEqual(["s0", ["s0", "more"], ["echo", "x", ["s0", "more"]]]);
  });

  test("GEN.sys-2: a replacement that fails is told to the asker and changes nothing", () => {
    const { told, ends } = play(
      {
        *main(ctx) {
          yield* start(ctx, "actor", null, { name: "s" });
          ctx.spawn(role("asker"), { label: "asker" });
          yield* pause(5);
          tell(ctx, yield* sys.getState(ctx, "s"));
        },
        asker: (ctx: Context) => sys.replaceState(ctx, "s", ["t", "fails", []]),
        fails: () => exit("bad"),
      },
      { modules: [actor] },
    );
    expect([told.at(-1), ends[0]]).toEqual(["s0", ["asker", [["callback_failed", "bad"], "$stack"]]]);
  });

  test("GEN.sys-3: a suspended server serves system messages only; what came meanwhile waits for resume, in order", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* sys.suspend(ctx, "s"));
      ctx.send("s", "first");
      tell(ctx, (yield* tryCall(ctx, "s", "x", 50)) as never);
      ctx.send("s", "last");
      tell(ctx, ((yield* sys.getStatus(ctx, "s")) as { status: string }).status);
      tell(ctx, yield* sys.resume(ctx, "s"));
      tell(ctx, ((yield* sys.getStatus(ctx, "s")) as { status: string }).status);
    });
    expect(told.slice(1)).toEqual([
      "ok",
      { ok: false, error: "timeout" },
      "suspended",
      "ok",
      ["info", "first", 50],
      ["info", "last", 50],
      "running",
    ]);
  });

  test("GEN.sys-4: a suspended server still ends with its parent, and when it is stopped", () => {
    const stopped = withActor(null, function* (ctx) {
      yield* sys.suspend(ctx, "s");
      tell(ctx, yield* stopServer(ctx, "s", "why"));
    });
    expect(stopped.told.slice(1)).toEqual([["terminate", "why", "s0"], "ok"]);
    const orphaned = withActor(["trap"], function* (ctx) {
      yield* sys.suspend(ctx, "s");
      exit("bye");
    });
    expect(orphaned.told.slice(1)).toEqual([["terminate", "bye", "s0"]]);
  });

  test("GEN.sys-5: a running timeout starts anew after a system message (observed on OTP 25)", () => {
    const { told } = withActor(null, function* (ctx) {
      yield* call(ctx, "s", ["ret", ["reply", "a", "s0", { timeoutUs: 100 }]]);
      yield* pause(60);
      yield* sys.getState(ctx, "s");
      yield* pause(200);
    });
    expect(told.slice(1, 2)).toEqual([["info", "timeout", 160]]);
  });

  test("GEN.sys-6: asking nobody exits with noproc and the call", () => {
    expect(endOf((ctx) => sys.getState(ctx, "nobody"))).toEqual(["noproc", ["sys", "get_state", ["nobody"]]]);
  });
});
