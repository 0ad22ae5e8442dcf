import { describe, expect, test } from "vitest";
import { type Context, isTagged, receive, type Term } from "../../kernel/index.ts";
import { actor } from "../../testkit/manual/actor.ts";
import { pause, takeAll, tell } from "../../testkit/manual/play.ts";
import { troupe } from "../../testkit/manual/troupe.ts";
import { abcast, multiCall, start } from "../index.ts";

describe("gen_server(3): multi_call and abcast", () => {
  /** A troupe whose every node has the server `s`, except those named; `main` tells what `act` answers. */
  const everywhere = (act: (ctx: Context) => Generator, without: readonly number[] = []) =>
    troupe(
      3,
      {
        *main(ctx: Context) {
          yield* start(ctx, "actor", null, { name: "s" });
          yield* pause(50);
          tell(ctx, (yield* act(ctx) as Generator<never>) as Term);
        },
        *other(ctx: Context) {
          if (!without.includes(ctx.node)) yield* start(ctx, "actor", null, { name: "s" });
          yield* receive(() => false);
        },
      },
      [actor],
    );
  const last = (world: ReturnType<typeof everywhere>) => {
    world.run(10_000);
    return world.told.at(-1);
  };
  const echo = ["echo", "x", "s0"];

  test("GEN.multi_call-1: asks the servers of a name on the nodes, and answers node and reply for each", () => {
    expect(last(everywhere((ctx) => multiCall(ctx, { name: "s", nodes: [0, 1, 2] }, "x")))).toEqual([
      [
        [0, echo],
        [1, echo],
        [2, echo],
      ],
      [],
    ]);
  });

  test("GEN.multi_call-2: all nodes this one knows unless said, itself first", () => {
    expect(last(everywhere((ctx) => multiCall(ctx, { name: "s" }, "x")))).toEqual([
      [
        [0, echo],
        [1, echo],
        [2, echo],
      ],
      [],
    ]);
  });

  test("GEN.multi_call-3: the requests leave before any reply is awaited", () => {
    const world = everywhere(function* (ctx) {
      yield* multiCall(ctx, { name: "s" }, ["later", 100]);
      return ctx.now();
    });
    expect(last(world)).toBe(50 + 100 + 20);
  });

  test("GEN.multi_call-4: nodes without the server, and those that do not reply in time, are bad nodes", () => {
    expect(last(everywhere((ctx) => multiCall(ctx, { name: "s" }, "x"), [1]))).toEqual([
      [
        [0, echo],
        [2, echo],
      ],
      [1],
    ]);
    const slow = everywhere((ctx) => multiCall(ctx, { name: "s" }, ["later", 100], 110));
    expect(last(slow)).toEqual([[[0, "late"]], [1, 2]]);
  });

  test("GEN.multi_call-5: so are nodes whose connection is lost", () => {
    const world = everywhere((ctx) => multiCall(ctx, { name: "s" }, ["later", 100]));
    world.run(100);
    world.cut(0, 2);
    expect(last(world)).toEqual([
      [
        [0, "late"],
        [1, "late"],
      ],
      [2],
    ]);
  });

  test("GEN.multi_call-7: and nodes without a connection, at once", () => {
    const world = everywhere(function* (ctx) {
      return [yield* multiCall(ctx, { name: "s", nodes: [0, 1, 2] }, "x"), ctx.now()];
    });
    world.run(20);
    world.cut(0, 2);
    expect(last(world)).toEqual([
      [
        [
          [0, echo],
          [1, echo],
        ],
        [2],
      ],
      50 + 20,
    ]);
  });

  test("GEN.multi_call-6: late answers never reach the caller's mailbox", () => {
    const world = everywhere(function* (ctx) {
      yield* multiCall(ctx, { name: "s" }, ["later", 100], 110);
      yield* pause(500);
      return yield* takeAll();
    });
    expect(last(world)).toEqual([]);
  });

  test("GEN.abcast-1: casts to the servers of a name on the nodes, all known ones unless said; nobody is missed", () => {
    const world = everywhere(function* (ctx) {
      yield* pause(1);
      abcast(ctx, { name: "s" }, "all");
      abcast(ctx, { name: "s", nodes: [1] }, "one");
      return abcast(ctx, { name: "nobody", nodes: [0, 1] }, "none");
    });
    world.run(10_000);
    const casts = world.told.filter((one) => isTagged(one, "cast")).map((one) => (one as readonly Term[])[1]);
    expect(casts.toSorted()).toEqual(["all", "all", "all", "one"]);
    expect(world.told).toContainEqual("abcast");
  });
});
