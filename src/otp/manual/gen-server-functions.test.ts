import { describe, expect, test } from "vitest";
import { type Context, exit, type Pid, type Ref, receive, type Term } from "../../kernel/index.ts";
import { actor, endOf, withActor } from "../../testkit/manual/actor.ts";
import { pause, play, raisedBy, role, takeAll, tell } from "../../testkit/manual/play.ts";
import { named, trapsExits } from "../../testkit/manual/process-facts.ts";
import { troupe } from "../../testkit/manual/troupe.ts";
import {
  call,
  cast,
  defineServer,
  noreply,
  receiveResponse,
  reply,
  replyTo,
  sendRequest,
  start,
  started,
  startLink,
  startMonitor,
  startRegistry,
  tryCall,
} from "../index.ts";

const location = (server: Term, request: Term, timeoutUs: number) => [
  "gen_server",
  "call",
  [server, request, timeoutUs],
];

describe("gen_server(3): description", () => {
  test("GEN.module-1: a server does not trap exits unless its init says so", () => {
    const traps = (how: Term) => {
      const { node } = withActor(how, function* () {
        yield* receive(() => false);
      });
      return trapsExits(named(node, "s"));
    };
    expect([traps(null), traps(["trap"])]).toEqual([false, true]);
  });

  test("GEN.module-2: a callback that fails ends the server", () => {
    const { ends } = withActor(null, function* (ctx) {
      ctx.send("s", ["error", "oops"]);
      yield* pause(5);
    });
    expect(ends[0]).toEqual(["s", ["oops", "$stack"]]);
  });

  test("GEN.module-3: when a server ends, linked processes get an exit signal with its reason", () => {
    const { told } = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["stop", "why", "s1"]]);
      tell(ctx, ((yield* receive()) as readonly Term[])[2]);
    });
    expect(told.at(-1)).toBe("why");
  });
});

describe("gen_server(3): start, start_link, start_monitor", () => {
  test("GEN.start-1: an init that takes longer than the timeout is ended: error timeout, and no message is left", () => {
    for (const how of [start, startLink, startMonitor] as const) {
      const { told, node } = play(
        {
          *main(ctx) {
            ctx.trapExit(true);
            tell(ctx, (yield* how(ctx, "actor", ["slow", 100], { timeoutUs: 50, name: "s" })) as Term);
            yield* pause(200);
            tell(ctx, [yield* takeAll(), ctx.whereis("s")]);
          },
        },
        { modules: [actor] },
      );
      expect(told.slice(1)).toEqual([
        ["error", "timeout"],
        [[], undefined],
      ]);
      expect(node.processCount).toBe(0);
    }
  });

  test("GEN.start-2: a taken name answers already_started with its holder; nothing is started", () => {
    const { told } = withActor(null, function* (ctx, pid) {
      tell(ctx, (yield* startLink(ctx, "actor", "second", { name: "s" })) as Term as never);
      tell(ctx, pid);
    });
    expect(told.slice(1)).toEqual([["error", ["already_started", told[2]]], told[2]]);
  });

  test("GEN.start-3: start makes no link and has no parent: the exit of the starter means nothing to the server", () => {
    const { told } = play(
      {
        *main(ctx) {
          ctx.spawn(role("starter"));
          yield* pause(10);
          tell(ctx, ctx.whereis("s") !== undefined);
        },
        *starter(ctx: Context) {
          const [, pid] = (yield* start(ctx, "actor", ["trap"], { name: "s" })) as readonly Term[];
          ctx.link(pid as Pid);
          exit("boom");
        },
      },
      { modules: [actor] },
    );
    expect(told.slice(1)).toEqual([["info", ["EXIT", "boom"], 0], true]);
  });

  test("GEN.start-4: start_monitor starts and watches in one step: ok with pid and reference", () => {
    const { told } = play(
      {
        *main(ctx) {
          const [ok, [pid, ref]] = (yield* startMonitor(ctx, "actor", null)) as readonly [
            Term,
            readonly [Pid, Ref],
          ];
          ctx.exit(pid, "kill");
          const [, seen, , , reason] = (yield* receive()) as readonly Term[];
          tell(ctx, [ok, seen === ref, reason]);
        },
      },
      { modules: [actor] },
    );
    expect(told[1]).toEqual(["ok", true, "killed"]);
  });

  test("GEN.start-5: a start_monitor that fails answers like start and leaves no DOWN behind", () => {
    for (const [how, answer] of [
      [
        ["stop", "no"],
        ["error", "no"],
      ],
      ["ignore", "ignore"],
    ] as [Term, Term][]) {
      const { told } = play(
        {
          *main(ctx) {
            tell(ctx, (yield* startMonitor(ctx, "actor", ["ret", how])) as Term);
            yield* pause(10);
            tell(ctx, yield* takeAll());
          },
        },
        { modules: [actor] },
      );
      expect(told.slice(1)).toEqual([answer, []]);
    }
  });
});

describe("gen_server(3): call", () => {
  test("GEN.call-1: waits for the reply, which is the value from handleCall", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* call(ctx, "s", ["ret", ["reply", { any: "value" }, "s1"]]));
    });
    expect(told[1]).toEqual({ any: "value" });
  });

  test("GEN.call-2: without a reply in time the caller exits with timeout and the call", () => {
    const reason = endOf((ctx) => call(ctx, "s", ["later", 100], 50));
    expect(reason).toEqual(["timeout", location("s", ["later", 100], 50)]);
  });

  test("GEN.call-3: the timeout is 5 seconds unless said; an infinite one waits for ever", () => {
    const told = (timeoutUs?: number) =>
      withActor(null, function* (ctx) {
        tell(ctx, [(yield* tryCall(ctx, "s", ["later", 6_000_000], timeoutUs)).ok, ctx.now()]);
      }).told[1];
    expect(told()).toEqual([false, 5_000_000]);
    expect(told(Number.POSITIVE_INFINITY)).toEqual([true, 6_000_000]);
  });

  test("GEN.call-4: a caller that catches the exit gets no late reply", () => {
    const { told } = withActor(null, function* (ctx) {
      yield* tryCall(ctx, "s", ["later", 100], 50);
      yield* pause(200);
      tell(ctx, yield* takeAll());
    });
    expect(told[1]).toEqual([]);
  });

  test("GEN.call-5: nobody has the name, or the process is dead: noproc", () => {
    expect(endOf((ctx) => call(ctx, "nobody", "x", 9))).toEqual(["noproc", location("nobody", "x", 9)]);
    const dead = endOf(function* (ctx) {
      const pid = ctx.whereis("s") as Pid;
      ctx.exit(pid, "kill");
      yield* pause(1);
      yield* call(ctx, pid, "x", 9);
    });
    expect((dead as readonly Term[])[0]).toBe("noproc");
  });

  test("GEN.call-6: a call to oneself would wait for ever: calling_self", () => {
    expect((endOf((ctx) => call(ctx, ctx.self, "x")) as readonly Term[])[0]).toBe("calling_self");
  });

  test("GEN.call-7: the server ends during the call: the caller exits with the reason, whatever it is", () => {
    for (const reason of ["shutdown", "normal", ["shutdown", 1], "other"] as Term[]) {
      const request: Term = ["ret", ["stop", reason, "s1"]];
      expect(endOf((ctx) => call(ctx, "s", request, 9))).toEqual([reason, location("s", request, 9)]);
    }
    expect((endOf((ctx) => call(ctx, "s", ["error", "oops"])) as readonly Term[])[0]).toEqual([
      "oops",
      "$stack",
    ]);
    const { told } = play(
      {
        *main(ctx) {
          yield* start(ctx, "actor", null, { name: "s" });
          ctx.spawn(role("killer"));
          tell(ctx, (yield* tryCall(ctx, "s", ["later", 100])) as never);
        },
        *killer(ctx: Context) {
          yield* pause(20);
          ctx.exit(ctx.whereis("s") as Pid, "kill");
        },
      },
      { modules: [actor] },
    );
    expect(told[1]).toEqual({ ok: false, error: "killed" });
  });

  test("GEN.call-8: the server may be named by pid, local name, name and node, or a key in a registry", () => {
    const { told } = play(
      {
        *main(ctx) {
          yield* startRegistry(ctx, { name: "reg", keys: "unique" });
          const via = ["via", "reg", "k"] as const;
          const [, pid] = (yield* startLink(ctx, "actor", null, { name: via })) as readonly [Term, Pid];
          ctx.register("s", pid);
          for (const server of [pid, "s", { name: "s", node: 0 }, via]) {
            tell(ctx, (yield* call(ctx, server as Pid, "x")) as Term);
          }
        },
      },
      { modules: [actor] },
    );
    expect(told.slice(1)).toEqual(Array(4).fill(["echo", "x", "s0"]));
  });

  test("GEN.call-9: when the connection to the server's node fails, the reason is nodedown and the node", () => {
    const world = troupe(
      2,
      {
        *main(ctx: Context) {
          yield* pause(50);
          tell(ctx, (yield* tryCall(ctx, { name: "s", node: 1 }, ["later", 500])) as never);
        },
        *other(ctx: Context) {
          yield* start(ctx, "actor", null, { name: "s" });
          yield* receive(() => false);
        },
      },
      [actor],
    );
    world.run(200);
    world.cut(0, 1);
    world.run(1_000);
    expect(world.told.at(-1)).toEqual({ ok: false, error: ["nodedown", "n2"] });
  });

  test("GEN.call-10: without a connection it is so at once, also for a call that would wait for ever", () => {
    const server = { name: "s", node: 1 };
    const world = troupe(
      2,
      {
        *main(ctx: Context) {
          yield* pause(50);
          tell(ctx, (yield* tryCall(ctx, server, "x", Number.POSITIVE_INFINITY)) as never);
          ctx.spend(10);
          tell(ctx, (yield* tryCall(ctx, server, "x", Number.POSITIVE_INFINITY)) as never);
          const request = sendRequest(ctx, server, "x");
          tell(ctx, yield* receiveResponse(ctx, request, Number.POSITIVE_INFINITY));
          tell(ctx, ctx.now());
        },
        *other(ctx: Context) {
          yield* start(ctx, "actor", null, { name: "s" });
          yield* receive(() => false);
        },
      },
      [actor],
    );
    world.run(20);
    world.cut(0, 1);
    world.run(1_000);
    const nodedown = ["nodedown", "n2"];
    expect(world.told.slice(-4)).toEqual([
      { ok: false, error: nodedown },
      { ok: false, error: nodedown },
      ["error", [nodedown, ["s", "n2"]]],
      60,
    ]);
  });
});

describe("gen_server(3): cast and reply", () => {
  test("GEN.cast-1: casts never fail, also to nobody", () => {
    const { told } = play({
      main(ctx) {
        const servers = ["nobody", { name: "nobody", node: 0 }, { name: "s", node: 7 }] as const;
        tell(
          ctx,
          servers.map((server) => raisedBy(() => cast(ctx, server, "x"))),
        );
      },
    });
    expect(told).toEqual([[undefined, undefined, undefined]]);
  });

  test("GEN.cast-2: handleCast gets the request as it is", () => {
    const { told } = withActor(null, function* (ctx, pid) {
      cast(ctx, pid, { any: ["term"] });
      yield* pause(1);
    });
    expect(told[1]).toEqual(["cast", { any: ["term"] }]);
  });

  test("GEN.reply-1: a call can be answered by hand, later and by any process, with the from of the call", () => {
    const desk = defineServer<null>("desk", {
      init: () => started(null),
      handleCall(ctx, _request: Term, from) {
        ctx.spawn(role("clerk", from));
        return noreply(null);
      },
    });
    const { told } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "desk", null, { name: "d" });
          tell(ctx, [yield* call(ctx, "d", "x"), ctx.now()]);
        },
        *clerk(ctx: Context, from: never) {
          yield* pause(30);
          replyTo(ctx, from, "from the clerk");
        },
      },
      { modules: [desk] },
    );
    expect(told).toEqual([["from the clerk", 30]]);
  });

  test("GEN.reply-2: a second reply to one call goes nowhere", () => {
    const twice = defineServer<null>("twice", {
      init: () => started(null),
      handleCall(ctx, _request: Term, from) {
        replyTo(ctx, from, "first");
        return reply("second", null);
      },
    });
    const { told } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "twice", null, { name: "t" });
          tell(ctx, yield* call(ctx, "t", "x"));
          yield* pause(5);
          tell(ctx, yield* takeAll());
        },
      },
      { modules: [twice] },
    );
    expect(told).toEqual(["first", []]);
  });
});
