import { describe, expect, test } from "vitest";
import { type Context, exit, type Pid, receive, type Term } from "../../kernel/index.ts";
import { pause, play, role, takeAll, tell } from "../../testkit/manual/play.ts";

const idle = function* () {
  yield* receive();
};

/** Ends with a reason after a while. */
const dies = function* (_ctx: Context, us: number, reason: Term) {
  yield* pause(us);
  exit(reason);
};

describe("Processes 14.7: links", () => {
  /** Two processes linked as `tie` says; the peer ends with `boom`; does the first live on? */
  const survives = (tie: (ctx: Context, peer: Pid) => void): boolean =>
    !play({
      *main(ctx) {
        const peer = ctx.spawn(role("dies", 20, "boom"));
        ctx.spawn(role("holder", peer));
        yield* pause(50);
      },
      *holder(ctx: Context, peer: Pid) {
        tie(ctx, peer);
        yield* pause(40);
      },
      dies,
    }).ends.some(([who, reason]) => who === "holder" && reason === "boom");

  test("P14.7-1: link ties two processes: the end of one sends its exit reason to the other", () => {
    expect(survives((ctx, peer) => ctx.link(peer))).toBe(false);
    expect(survives(() => undefined)).toBe(true);
  });

  test("P14.7-2: spawn and link are one step: even a child that ends at once is heard of", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const child = ctx.spawn(role("dies", 0, "at once"), { link: true });
        const [kind, from, reason] = (yield* receive()) as readonly Term[];
        tell(ctx, [kind, from === child, reason]);
      },
      dies,
    });
    expect(told).toEqual([["EXIT", true, "at once"]]);
  });

  test("P14.7-3: unlink removes a link", () => {
    const unlinked = survives((ctx, peer) => {
      ctx.link(peer);
      ctx.unlink(peer);
    });
    expect(unlinked).toBe(true);
  });

  test("P14.7-4: links go both ways: the one that linked takes the other along", () => {
    const { ends } = play({
      *main(ctx) {
        const peer = ctx.spawn(role("idle"));
        ctx.spawn(role("linker", peer));
        yield* pause(10);
      },
      *linker(ctx: Context, peer: Pid) {
        ctx.link(peer);
        yield* pause(5);
        exit("boom");
      },
      idle,
    });
    expect(ends.slice(0, 2)).toEqual([
      ["linker", "boom"],
      ["idle", "boom"],
    ]);
  });

  test("P14.7-5: there is one link between two processes: linking again adds none, one unlink ends it", () => {
    const unlinked = survives((ctx, peer) => {
      ctx.link(peer);
      ctx.link(peer);
      ctx.unlink(peer);
    });
    expect(unlinked).toBe(true);
  });

  test("P14.7-6: either side may remove a link", () => {
    const { ends } = play({
      *main(ctx) {
        ctx.spawn(role("parent"));
        yield* pause(20);
      },
      *parent(ctx: Context) {
        ctx.spawn(role("child", ctx.self), { link: true });
        yield* pause(10);
      },
      *child(ctx: Context, parent: Pid) {
        ctx.unlink(parent);
        yield* pause(1);
        exit("boom");
      },
    });
    expect(ends).toContainEqual(["parent", "normal"]);
  });

  test("P14.7-7: a link to oneself is nothing", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        ctx.link(ctx.self);
        yield* pause(5);
        tell(ctx, yield* takeAll());
      },
    });
    expect(told).toEqual([[]]);
  });
});
