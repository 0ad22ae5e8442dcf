import { describe, expect, test } from "vitest";
import { type Context, exit, type Pid, receive, type Term } from "../../kernel/index.ts";
import { actor, withActor } from "../../testkit/manual/actor.ts";
import { family } from "../../testkit/manual/family.ts";
import { pause, play, tell } from "../../testkit/manual/play.ts";
import { isLinked } from "../../testkit/manual/process-facts.ts";
import {
  call,
  cast,
  defineServer,
  noreply,
  registerKey,
  reply,
  start,
  started,
  startLink,
  startRegistry,
  stop,
  supervisor,
} from "../index.ts";

/** The server of the chapter's example: it lends channels. */
const channels = defineServer<readonly number[]>("channels", {
  init: () => started([1, 2, 3]),
  handleCall: (_ctx, _alloc: Term, _from, [first, ...rest]) => reply(first, rest),
  handleCast: (_ctx, request: Term, free) =>
    request === "stop"
      ? stop("normal", free)
      : noreply([(request as readonly number[])[1] as number, ...free]),
  terminate: (ctx, reason, free) => tell(ctx, ["terminate", reason, free]),
});

const withChannels = (script: (ctx: Context) => Generator) =>
  play(
    {
      *main(ctx) {
        yield* startLink(ctx, "channels", null, { name: "ch" });
        yield* script(ctx) as Generator<never>;
      },
    },
    { modules: [channels] },
  );

describe("gen_server 2.1, 2.2: client-server principles and the example", () => {
  test("G2.1-1: many clients share what one server manages", () => {
    const { told } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "channels", null, { name: "ch" });
          for (let i = 0; i < 3; i++) ctx.spawn(["t", "client", []]);
          yield* pause(10);
        },
        *client(ctx: Context) {
          tell(ctx, yield* call(ctx, "ch", "alloc"));
        },
      },
      { modules: [channels] },
    );
    expect(told).toEqual([1, 2, 3]);
  });

  test("G2.2-1: the channel server lends with a call and takes back with a cast", () => {
    const { told } = withChannels(function* (ctx) {
      tell(ctx, yield* call(ctx, "ch", "alloc"));
      tell(ctx, yield* call(ctx, "ch", "alloc"));
      cast(ctx, "ch", ["free", 1]);
      tell(ctx, yield* call(ctx, "ch", "alloc"));
    });
    expect(told).toEqual([1, 2, 1]);
  });
});

describe("gen_server 2.3: starting", () => {
  test("G2.3-1: start_link makes a process, links it to the caller, and answers ok and its pid", () => {
    const { told, node } = play(
      {
        *main(ctx) {
          const [ok, pid] = (yield* startLink(ctx, "actor", null)) as readonly Term[];
          tell(ctx, [ok, pid === ctx.self]);
          yield* receive(() => false);
        },
      },
      { modules: [actor] },
    );
    expect(told).toContainEqual(["ok", false]);
    const [main, server] = node.processes();
    expect(isLinked(main, server?.pid)).toBe(true);
  });

  test("G2.3-2: with a name it is registered locally; without one it is known by its pid alone", () => {
    const { told, node } = withActor(null, function* (ctx, pid) {
      tell(ctx, ctx.whereis("s") === pid);
      yield* startLink(ctx, "actor", null);
      yield* receive(() => false);
    });
    expect(told).toContainEqual(true);
    expect(node.processes().map((one) => one.name)).toEqual([undefined, "s", undefined]);
  });

  test("G2.3-3: the name may also be one of a registry, as OTP has names in global", () => {
    const { told } = play(
      {
        *main(ctx) {
          yield* startRegistry(ctx, { name: "reg", keys: "unique" });
          const name = ["via", "reg", "key"] as const;
          yield* startLink(ctx, "actor", null, { name });
          tell(ctx, yield* call(ctx, name, "hello"));
          tell(ctx, registerKey(ctx, "reg", "key", null)[0]);
        },
      },
      { modules: [actor] },
    );
    expect(told.slice(1)).toEqual([["echo", "hello", "s0"], "error"]);
  });

  test("G2.3-4: the module named is the one whose callbacks the process runs", () => {
    expect(
      withChannels(function* (ctx) {
        tell(ctx, yield* call(ctx, "ch", "alloc"));
      }).told,
    ).toEqual([1]);
  });

  test("G2.3-5: the argument is passed to init as it is", () => {
    expect(withActor({ any: ["term"] }, () => undefined).told).toEqual([["init", { any: ["term"] }]]);
  });

  test("G2.3-6: init runs only when the name is free; it answers the first state", () => {
    const { told } = withActor(null, function* (ctx, pid) {
      tell(ctx, yield* call(ctx, "s", "x"));
      const again = (yield* start(ctx, "actor", "again", { name: "s" })) as readonly Term[];
      tell(ctx, [again[0], (again[1] as readonly Term[])[0], (again[1] as readonly Term[])[1] === pid]);
    });
    expect(told).toEqual([
      ["init", null],
      ["echo", "x", "s0"],
      ["error", "already_started", true],
    ]);
  });

  test("G2.3-7: start_link answers only when init is done", () => {
    const { told } = withActor(["slow", 70], function* (ctx) {
      tell(ctx, ctx.now());
      yield* pause(0);
    });
    expect(told).toEqual([["init", ["slow", 70]], 70]);
  });

  test("G2.3-8: start makes a server outside of a tree, without a link", () => {
    const { told } = play(
      {
        *main(ctx) {
          ctx.spawn(["t", "starter", []]);
          yield* pause(10);
          tell(ctx, ctx.whereis("s") !== undefined);
        },
        *starter(ctx: Context) {
          yield* start(ctx, "actor", null, { name: "s" });
          ctx.exit(ctx.self, "boom");
        },
      },
      { modules: [actor] },
    );
    expect(told.at(-1)).toBe(true);
  });
});

describe("gen_server 2.4: synchronous requests", () => {
  test("G2.4-1: a call becomes a message to the server, whose handleCall gets the request and the state", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* call(ctx, "s", { any: 1 }));
    });
    expect(told[1]).toEqual(["echo", { any: 1 }, "s0"]);
  });

  test("G2.4-2: a reply goes back to the client, and the new state serves the next request", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* call(ctx, "s", ["ret", ["reply", "answer", "s1"]]));
      tell(ctx, yield* call(ctx, "s", "x"));
    });
    expect(told.slice(1)).toEqual(["answer", ["echo", "x", "s1"]]);
  });
});

describe("gen_server 2.5: asynchronous requests", () => {
  test("G2.5-1: a cast returns at once; handleCast gets the request and answers the new state", () => {
    const { told } = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["noreply", "s1"]]);
      tell(ctx, "went on");
      tell(ctx, yield* call(ctx, "s", "x"));
    });
    expect(told.slice(1)).toEqual(["went on", ["cast", ["ret", ["noreply", "s1"]]], ["echo", "x", "s1"]]);
  });
});

describe("gen_server 2.6: stopping", () => {
  /** What the worker and the supervisor tell when the supervisor stops a worker. */
  const supervised = (how: Term, shutdown: number | "brutal_kill") => {
    const spec = {
      id: "a",
      start: ["gen_server", "start_link", ["actor", how, { name: "a" }]],
      shutdown,
    } as const;
    const group = family({}, [spec], { modules: [actor] });
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "a"));
    return [group.exits()[0], group.told("told").slice(1)];
  };

  test("G2.6-1: in a tree the supervisor stops it; the server needs no stop function", () => {
    expect(supervised(null, 100)[0]).toEqual(["a", "shutdown"]);
  });

  test("G2.6-2: to clean up it must trap exits, and have a time for its shutdown; then terminate gets shutdown", () => {
    expect(supervised(["trap"], 100)[1]).toEqual([["terminate", "shutdown", "s0"]]);
    expect(supervised(null, 100)[1]).toEqual([]);
    expect(supervised(["trap"], "brutal_kill")).toEqual([["a", "killed"], []]);
  });

  test("G2.6-3: alone, a stop request may answer stop: terminate gets the reason and the new state, then it ends", () => {
    const { told, ends } = withChannels(function* (ctx) {
      yield* call(ctx, "ch", "alloc");
      cast(ctx, "ch", "stop");
      yield* pause(5);
    });
    expect(told).toEqual([["terminate", "normal", [2, 3]]]);
    expect(ends[0]).toEqual(["ch", "normal"]);
  });
});

describe("gen_server 2.7: other messages", () => {
  test("G2.7-1: a message that is no request goes to handleInfo", () => {
    const { told } = withActor(null, function* (ctx) {
      ctx.send("s", "hello");
      yield* pause(5);
    });
    expect(told[1]).toEqual(["info", "hello", 0]);
  });

  test("G2.7-2: so does the exit of a linked process that is not its parent, when it traps exits", () => {
    const { told } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "actor", ["trap"], { name: "s" });
          ctx.spawn(["t", "stranger", []]);
          yield* pause(10);
          tell(ctx, ctx.whereis("s") !== undefined);
        },
        stranger(ctx: Context) {
          ctx.link(ctx.whereis("s") as Pid);
          exit("boom");
        },
      },
      { modules: [actor] },
    );
    expect(told.slice(1, 3)).toEqual([["info", ["EXIT", "boom"], 0], true]);
  });
});
