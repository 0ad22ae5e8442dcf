import { describe, expect, test } from "vitest";
import { exit, receive, type Term } from "../../kernel/index.ts";
import { actor, withActor } from "../../testkit/manual/actor.ts";
import { pause, play, tell } from "../../testkit/manual/play.ts";
import { call, defineServer, replyTo, started, startLink, tryCall } from "../index.ts";

/** What start_link answers for an `init` that does this, and the exit message its caller then has. */
const initOf = (how: Term) => {
  const { told } = play(
    {
      *main(ctx) {
        ctx.trapExit(true);
        const answer = (yield* startLink(ctx, "actor", how, { name: "s" })) as Term;
        tell(ctx, [
          Array.isArray(answer) && answer[0] === "ok" ? "ok" : answer,
          ctx.whereis("s") !== undefined,
        ]);
        const message = (yield* receive()) as readonly Term[];
        tell(ctx, message[2]);
      },
    },
    { modules: [actor], untilUs: 1_000 },
  );
  return told.slice(1);
};

/** What is told after a call that makes the server return this result, and how it ended. */
const callOf = (result: Term): readonly [answer: Term, told: readonly Term[], end: Term] => {
  const { told, ends } = withActor(["trap"], function* (ctx) {
    const answer = (yield* tryCall(ctx, "s", ["ret", result], 500)) as never;
    tell(ctx, ["answer", answer]);
    yield* pause(300);
    exit("kill");
  });
  const answer = told.find((one) => (one as readonly Term[])[0] === "answer") as readonly Term[] | undefined;
  const isOther = (one: Term) => !["init", "answer"].includes((one as readonly string[])[0] as string);
  const last = ends.find(([who]) => who === "s")?.[1];
  return [answer?.[1], told.filter(isOther), last === "kill" ? undefined : last];
};
const ok = (value: Term) => ({ ok: true, value });
const failed = (error: Term) => ({ ok: false, error });
const beforeEnd = (told: readonly Term[]) =>
  told.filter((one) => (one as readonly Term[])[0] !== "terminate");

describe("gen_server(3): Module:init", () => {
  test("GEN.init-1: ok and a state: the server runs", () => {
    expect(initOf(["ret", ["ok", "s0"]])[0]).toEqual(["ok", true]);
  });

  test("GEN.init-2: ok with a timeout, hibernate, or a continue is the same as from other callbacks", () => {
    expect(initOf(["ret", ["ok", "s0", { timeoutUs: 10 }]])).toEqual([
      ["ok", true],
      ["info", "timeout", 10],
    ]);
    expect(initOf(["ret", ["ok", "s0", "hibernate"]])).toEqual([["ok", true]]);
    expect(initOf(["ret", ["ok", "s0", { continue: "c" }]])).toEqual([
      ["continue", "c", "s0"],
      ["ok", true],
    ]);
  });

  test("GEN.init-3: stop: the start fails with the reason, the process ends with it, the name is free", () => {
    expect(initOf(["ret", ["stop", "no"]])).toEqual([[["error", "no"], false], "no"]);
  });

  test("GEN.init-4: ignore: the start answers ignore, the process ends normally", () => {
    expect(initOf(["ret", "ignore"])).toEqual([["ignore", false], "normal"]);
  });

  test("GEN.init-5: a crash: the start fails with the error, and so does the process", () => {
    const reason = ["oops", "$stack"];
    expect(initOf(["error", "oops"])).toEqual([[["error", reason], false], reason]);
  });

  test("GEN.init-6: anything else is a bad return value", () => {
    for (const result of ["bad", ["ok"], ["ok", "s", "later"], ["error", "x"]] as Term[]) {
      const reason = ["bad_return_value", result];
      expect(initOf(["ret", result])).toEqual([[["error", reason], false], reason]);
    }
  });
});

describe("gen_server(3): Module:handle_call", () => {
  test("GEN.handle_call-1: reply: the client gets the value, the server goes on with the new state", () => {
    expect(callOf(["reply", "value", "s1"])).toEqual([ok("value"), [["terminate", "kill", "s1"]], undefined]);
  });

  test("GEN.handle_call-2: noreply: the server goes on, and somebody has to reply later", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, [yield* call(ctx, "s", ["later", 40]), ctx.now()]);
    });
    expect(told[1]).toEqual(["late", 40]);
    expect(callOf(["noreply", "s1"])[0]).toEqual(failed("timeout"));
  });

  test("GEN.handle_call-3: a timeout gives the info timeout unless a message comes within that time", () => {
    expect(beforeEnd(callOf(["reply", "a", "s1", { timeoutUs: 100 }])[1])).toEqual([
      ["info", "timeout", 100],
    ]);
    expect(beforeEnd(callOf(["noreply", "s1", { timeoutUs: 100 }])[1])).toEqual([["info", "timeout", 100]]);
    const { told } = withActor(null, function* (ctx) {
      yield* call(ctx, "s", ["ret", ["reply", "a", "s1", { timeoutUs: 100 }]]);
      yield* pause(60);
      ctx.send("s", "message");
      yield* pause(500);
    });
    expect(told.slice(1)).toEqual([["info", "message", 60]]);
  });

  test("GEN.handle_call-4: a timeout of 0 comes at once, but after messages that are there (observed on OTP 25)", () => {
    const { told } = withActor(null, function* (ctx) {
      ctx.send("s", ["ret", ["noreply", "s1", { timeoutUs: 0 }]]);
      ctx.send("s", "second");
      yield* pause(5);
      ctx.send("s", ["ret", ["noreply", "s1", { timeoutUs: 0 }]]);
      yield* pause(5);
    });
    const seen = told.slice(1).map((one) => (one as readonly Term[])[1]);
    expect(seen.filter((one) => typeof one === "string")).toEqual(["second", "timeout"]);
  });

  test("GEN.handle_call-5: an infinite timeout is none", () => {
    expect(beforeEnd(callOf(["reply", "a", "s1", { timeoutUs: Number.POSITIVE_INFINITY }])[1])).toEqual([]);
  });

  test("GEN.handle_call-6: hibernate changes nothing that can be seen: the next message wakes the server", () => {
    expect(callOf(["reply", "a", "s1", "hibernate"]).slice(0, 1)).toEqual([ok("a")]);
    expect(beforeEnd(callOf(["reply", "a", "s1", "hibernate"])[1])).toEqual([]);
  });

  test("GEN.handle_call-7: continue calls handleContinue with its argument and the new state", () => {
    expect(beforeEnd(callOf(["reply", "a", "s1", { continue: "more" }])[1])).toEqual([
      ["continue", "more", "s1"],
    ]);
    expect(beforeEnd(callOf(["noreply", "s1", { continue: "more" }])[1])).toEqual([
      ["continue", "more", "s1"],
    ]);
  });

  test("GEN.handle_call-8: stop: terminate is called with reason and state, then the process ends; no reply", () => {
    expect(callOf(["stop", "why", "s1"])).toEqual([failed("why"), [["terminate", "why", "s1"]], "why"]);
  });

  test("GEN.handle_call-9: stop with a reply answers the client too", () => {
    expect(callOf(["stop", "why", "bye", "s1"])).toEqual([ok("bye"), [["terminate", "why", "s1"]], "why"]);
  });

  test("GEN.handle_call-10: before a stop without reply the callback may reply itself", () => {
    const own = defineServer<null>("own", {
      init: () => started(null),
      handleCall(ctx, _request: Term, from) {
        replyTo(ctx, from, "by hand");
        return ["stop", "normal", null];
      },
    });
    const { told } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "own", null, { name: "o" });
          tell(ctx, yield* call(ctx, "o", "x"));
        },
      },
      { modules: [own] },
    );
    expect(told).toEqual(["by hand"]);
  });

  test("GEN.handle_call-11: anything else ends the server with bad_return_value", () => {
    for (const result of ["bad", ["ok", "s1"], ["reply", "a"], ["reply", "a", "s1", "later"]] as Term[]) {
      const reason = ["bad_return_value", result];
      expect(callOf(result)).toEqual([failed(reason), [["terminate", reason, "s0"]], reason]);
    }
  });

  test("GEN.handle_call-12: a thrown term counts as returned (observed on OTP 25)", () => {
    const { told } = withActor(null, function* (ctx) {
      tell(ctx, yield* call(ctx, "s", ["throw", ["reply", "thrown", "s1"]]));
    });
    expect(told[1]).toBe("thrown");
  });
});
