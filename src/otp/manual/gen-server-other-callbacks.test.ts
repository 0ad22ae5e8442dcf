import { describe, expect, test } from "vitest";
import { type Context, exit, type Pid, receive, type Term } from "../../kernel/index.ts";
import { actor, withActor } from "../../testkit/manual/actor.ts";
import { family } from "../../testkit/manual/family.ts";
import { type Played, pause, play, tell } from "../../testkit/manual/play.ts";
import { call, cast, defineServer, noreply, reply, start, started, startLink } from "../index.ts";

const beforeEnd = (told: readonly Term[]) =>
  told.filter((one) => (one as readonly Term[])[0] !== "terminate");

/** What is told and how the server ends after a cast that makes it return this result. */
const castOf = (result: Term): readonly [told: readonly Term[], end: Term] => {
  const { told, ends } = withActor(["trap"], function* (ctx) {
    cast(ctx, "s", ["ret", result]);
    yield* pause(300);
    exit("kill");
  });
  const last = ends.find(([who]) => who === "s")?.[1];
  return [told.slice(2), last === "kill" ? undefined : last];
};

describe("gen_server(3): Module:handle_cast", () => {
  test("GEN.handle_cast-1: noreply with all that may follow, and stop, are as for a call", () => {
    expect(beforeEnd(castOf(["noreply", "s1"])[0])).toEqual([]);
    expect(beforeEnd(castOf(["noreply", "s1", { timeoutUs: 5 }])[0])).toEqual([["info", "timeout", 5]]);
    expect(beforeEnd(castOf(["noreply", "s1", "hibernate"])[0])).toEqual([]);
    expect(beforeEnd(castOf(["noreply", "s1", { continue: "c" }])[0])).toEqual([["continue", "c", "s1"]]);
    expect(castOf(["stop", "why", "s1"])).toEqual([[["terminate", "why", "s1"]], "why"]);
  });

  test("GEN.handle_cast-2: there is nobody to reply to: a result with a reply is a bad return value", () => {
    for (const result of [["reply", "a", "s1"], ["stop", "why", "a", "s1"], "bad"] as Term[]) {
      const reason = ["bad_return_value", result];
      expect(castOf(result)).toEqual([[["terminate", reason, "s0"]], reason]);
    }
  });
});

describe("gen_server(3): Module:handle_continue", () => {
  test("GEN.handle_continue-1: runs right after the callback that asked for it, before messages that wait", () => {
    const { told } = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["noreply", "s1", { continue: "now" }]]);
      ctx.send("s", "waiting");
      yield* pause(5);
    });
    expect(told.slice(2)).toEqual([
      ["continue", "now", "s1"],
      ["info", "waiting", 0],
    ]);
  });

  test("GEN.handle_continue-2: may continue again: work in steps that each change the state", () => {
    const again = { continue: ["ret", ["noreply", "s2", { continue: "last" }]] };
    expect(beforeEnd(castOf(["noreply", "s1", again])[0]).map((one) => (one as readonly Term[])[2])).toEqual([
      "s1",
      "s2",
    ]);
  });

  test("GEN.handle_continue-3: may stop, and may set a timeout, but has nobody to reply to", () => {
    const doing = (result: Term) => castOf(["noreply", "s1", { continue: ["ret", result] }]);
    expect(doing(["stop", "done", "s2"])).toMatchObject([{}, "done"]);
    expect(beforeEnd(doing(["noreply", "s2", { timeoutUs: 5 }])[0]).at(-1)).toEqual(["info", "timeout", 5]);
    expect(doing(["reply", "a", "s2"])[1]).toEqual(["bad_return_value", ["reply", "a", "s2"]]);
  });

  test("GEN.handle_continue-4: a server that continues without the callback fails as an undefined function does", () => {
    const bare = defineServer<null>("bare", {
      init: () => started(null),
      handleCast: () => noreply(null, { continue: "x" }),
    });
    const { ends } = play(
      {
        *main(ctx) {
          yield* start(ctx, "bare", null, { name: "b" });
          cast(ctx, "b", "x");
          yield* pause(5);
        },
      },
      { modules: [bare] },
    );
    expect(ends[0]).toEqual(["b", [["undef", "bare", "handle_continue"], "$stack"]]);
  });
});

describe("gen_server(3): Module:handle_info", () => {
  test("GEN.handle_info-1: gets every message that is no request, and timeout for a timeout", () => {
    const { told } = withActor(null, function* (ctx) {
      for (const message of ["atom", { a: "map" }, ["tuple", 1], 7]) ctx.send("s", message);
      ctx.send("s", ["ret", ["noreply", "s1", { timeoutUs: 5 }]]);
      yield* pause(10);
    });
    const seen = told.slice(1).map((one) => (one as readonly Term[])[1]);
    expect(seen.filter((_, index) => index !== 4)).toEqual([
      "atom",
      { a: "map" },
      ["tuple", 1],
      7,
      "timeout",
    ]);
  });

  test("GEN.handle_info-2: is optional: without it the message is dropped and the state stays", () => {
    const bare = defineServer<number>("bare", {
      init: () => started(1),
      handleCall: (_ctx, _request: Term, _from, n) => reply(n, n),
    });
    const { told } = play(
      {
        *main(ctx) {
          yield* start(ctx, "bare", null, { name: "b" });
          ctx.send("b", "unexpected");
          tell(ctx, yield* call(ctx, "b", "x"));
        },
      },
      { modules: [bare] },
    );
    expect(told).toEqual([1]);
  });

  test("GEN.handle_info-3: its results are those of a cast", () => {
    const infoOf = (result: Term): Played =>
      withActor(null, function* (ctx) {
        ctx.send("s", ["ret", result]);
        yield* pause(50);
      });
    expect(infoOf(["stop", "why", "s1"]).ends).toContainEqual(["s", "why"]);
    expect(infoOf(["reply", "a", "s1"]).ends).toContainEqual([
      "s",
      ["bad_return_value", ["reply", "a", "s1"]],
    ]);
    expect(infoOf(["noreply", "s1", { continue: "c" }]).told).toContainEqual(["continue", "c", "s1"]);
  });
});

describe("gen_server(3): Module:terminate", () => {
  const told = (play: Played) => play.told.filter((one) => (one as readonly Term[])[0] === "terminate");
  const end = (play: Played) => play.ends.find(([who]) => who === "s")?.[1];

  test("GEN.terminate-1: after a stop result its reason is the one in the result; then the process ends with it", () => {
    const played = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["stop", ["any", "reason"], "s9"]]);
      yield* pause(5);
    });
    expect([told(played), end(played)]).toEqual([
      [["terminate", ["any", "reason"], "s9"]],
      ["any", "reason"],
    ]);
  });

  test("GEN.terminate-2: after a crash of a callback its reason is the error, its state the one before", () => {
    const played = withActor(null, function* (ctx) {
      cast(ctx, "s", ["error", "oops"]);
      yield* pause(5);
    });
    expect([told(played), end(played)]).toEqual([
      [["terminate", ["oops", "$stack"], "s0"]],
      ["oops", "$stack"],
    ]);
  });

  test("GEN.terminate-3: its return value means nothing, a throw in it neither", () => {
    const played = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["stop", ["throw", "ball"], "s1"]]);
      yield* pause(5);
    });
    expect(end(played)).toEqual(["throw", "ball"]);
  });

  test("GEN.terminate-4: a crash in it replaces the reason", () => {
    const played = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["stop", ["crash", "late"], "s1"]]);
      yield* pause(5);
    });
    expect(end(played)).toEqual(["late", "$stack"]);
  });

  /** A parent that ends with a reason, and its server that traps exits or not. */
  const parentEnds = (reason: Term, how: Term) =>
    play(
      {
        *main(ctx) {
          ctx.spawn(["t", "parent", []]);
          yield* pause(20);
        },
        *parent(ctx: Context) {
          yield* startLink(ctx, "actor", how, { name: "s" });
          exit(reason);
        },
      },
      { modules: [actor] },
    );

  test("GEN.terminate-5: a server that traps exits is called with the reason of its parent's exit, whatever it is", () => {
    for (const reason of ["boom", "normal", "shutdown"]) {
      expect(told(parentEnds(reason, ["trap"]))).toEqual([["terminate", reason, "s0"]]);
    }
  });

  test("GEN.terminate-6: otherwise the server ends at once: not trapping exits, terminate is not called", () => {
    const played = parentEnds("boom", null);
    expect([told(played), end(played)]).toEqual([[], "boom"]);
  });

  test("GEN.terminate-7: under a supervisor: with shutdown when it traps exits and has a time, not for brutal_kill", () => {
    const under = (how: Term, shutdown: number | "infinity" | "brutal_kill") => {
      const start = ["gen_server", "start_link", ["actor", how, { name: "s" }]] as const;
      const group = family(
        { intensity: 0 },
        [
          { id: "s", start, shutdown },
          { id: "x", start: [...start.slice(0, 2), ["actor", null, { name: "x" }]] as never },
        ],
        { modules: [actor] },
      );
      group.ask((ctx) => ctx.exit(ctx.whereis("x") as Pid, "kill") as never);
      return group.told("told").filter((one) => (one as readonly Term[])[0] === "terminate");
    };
    expect(under(["trap"], 100)).toEqual([["terminate", "shutdown", "s0"]]);
    expect(under(["trap"], "infinity")).toEqual([["terminate", "shutdown", "s0"]]);
    expect(under(["trap"], "brutal_kill")).toEqual([]);
    expect(under(null, 100)).toEqual([]);
  });

  test("GEN.terminate-8: an exit signal of anybody else is a message to handleInfo, not an end", () => {
    const played = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "actor", ["trap"], { name: "s" });
          ctx.spawn(["t", "stranger", []]);
          yield* pause(5);
          tell(ctx, ctx.whereis("s") !== undefined);
        },
        stranger: (ctx: Context) => ctx.exit(ctx.whereis("s") as Pid, "x"),
      },
      { modules: [actor] },
    );
    expect(played.told.slice(1, 3)).toEqual([["info", ["EXIT", "x"], 0], true]);
  });

  test("GEN.terminate-9: is optional: without it the server just ends", () => {
    const bare = defineServer<null>("bare", {
      init: () => started(null),
      handleCast: () => ["stop", "why", null],
    });
    const { ends } = play(
      {
        *main(ctx) {
          yield* start(ctx, "bare", null, { name: "b" });
          cast(ctx, "b", "x");
          yield* pause(5);
        },
      },
      { modules: [bare] },
    );
    expect(ends[0]).toEqual(["b", "why"]);
  });

  test("GEN.terminate-10: the exit signal to linked processes has the server's reason", () => {
    const { told: seen } = withActor(null, function* (ctx) {
      cast(ctx, "s", ["ret", ["stop", "why", "s1"]]);
      tell(ctx, ((yield* receive()) as readonly Term[])[2]);
    });
    expect(seen.at(-1)).toBe("why");
  });
});
