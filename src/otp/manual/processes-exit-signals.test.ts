import { describe, expect, test } from "vitest";
import { type Context, exit, type Pid, receive, type Term } from "../../kernel/index.ts";
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

const reasonsOf = (messages: readonly Term[]) =>
  messages.map((message) => (message as readonly Term[]).at(-1));

describe("Processes 14.8: sending exit signals", () => {
  test("P14.8-1: a process that ends sends exit signals with its reason to all it is linked to", () => {
    const { ends } = play({
      *main(ctx) {
        ctx.spawn(role("centre"));
        yield* pause(20);
      },
      *centre(ctx: Context) {
        for (let i = 1; i <= 3; i++) ctx.spawn(role("idle"), { link: true, label: `leaf ${i}` });
        yield* pause(5);
        exit("boom");
      },
      idle,
    });
    expect(ends.slice(0, 4)).toEqual([
      ["centre", "boom"],
      ["leaf 1", "boom"],
      ["leaf 2", "boom"],
      ["leaf 3", "boom"],
    ]);
  });

  test("P14.8-2: a link to a process that is not there gives noproc, from the process that was named", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const gone = ctx.spawn(role("dies", 0, "normal"));
        yield* pause(5);
        ctx.link(gone);
        const [, from, reason] = (yield* receive()) as readonly Term[];
        tell(ctx, [from === gone, reason]);
      },
      dies,
    });
    expect(told).toEqual([[true, "noproc"]]);
  });

  test("P14.8-3: a lost connection gives noconnection; the process on the other side may be alive", () => {
    const world = troupe(2, {
      *main(ctx: Context) {
        ctx.trapExit(true);
        ctx.register("main", ctx.self);
        const peer = (yield* receive()) as Pid;
        ctx.link(peer);
        const [kind, from, reason] = (yield* receive()) as readonly Term[];
        tell(ctx, [kind, from === peer, reason]);
      },
      *other(ctx: Context) {
        ctx.trapExit(true);
        yield* pause(5);
        ctx.send({ name: "main", node: 0 }, ctx.self);
        const [kind, , reason] = (yield* receive()) as readonly Term[];
        tell(ctx, [kind, "alive", reason]);
      },
    });
    world.run(50);
    world.cut(0, 1);
    world.run(100);
    expect(world.told).toHaveLength(2);
    expect(world.told).toContainEqual(["EXIT", true, "noconnection"]);
    expect(world.told).toContainEqual(["EXIT", "alive", "noconnection"]);
  });

  test("P14.8-17: a link to a process on a node without a connection gives noconnection at once", () => {
    const world = troupe(2, {
      *main(ctx: Context) {
        ctx.trapExit(true);
        ctx.register("main", ctx.self);
        const peer = (yield* receive()) as Pid;
        yield* pause(50);
        ctx.link(peer);
        const [kind, from, reason] = (yield* receive()) as readonly Term[];
        tell(ctx, [kind, from === peer, reason, ctx.now()]);
        ctx.spend(5);
        ctx.link(peer);
        tell(ctx, ((yield* receive()) as readonly Term[])[2] as Term);
        ctx.trapExit(false);
        ctx.link(peer);
        yield* pause(1);
        tell(ctx, "lived on");
      },
      *other(ctx: Context) {
        ctx.send({ name: "main", node: 0 }, ctx.self);
        tell(ctx, yield* receive());
      },
    });
    world.run(20);
    world.cut(0, 1);
    world.run(100);
    expect(world.told).toEqual([["EXIT", true, "noconnection", 60], "noconnection"]);
  });

  test("P14.8-4: exit sends an exit signal with any reason to any process, linked or not", () => {
    const { told } = play({
      *main(ctx) {
        const child = ctx.spawn(role("traps"));
        yield* pause(1);
        ctx.exit(child, { any: ["term"] });
        yield* pause(5);
      },
      *traps(ctx: Context) {
        ctx.trapExit(true);
        const [kind, , reason] = (yield* receive()) as readonly Term[];
        tell(ctx, [kind, reason]);
      },
    });
    expect(told).toEqual([["EXIT", { any: ["term"] }]]);
  });

  test("P14.8-5: an exit signal names its sender: for a link the dead process, for exit the caller", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const child = ctx.spawn(role("dies", 5, "boom"), { link: true });
        ctx.spawn(role("caller", ctx.self), { label: "caller" });
        yield* pause(10);
        const senders = (yield* takeAll()).map((message) => (message as readonly Term[])[1]);
        tell(ctx, [senders.length, senders[0] === child, senders[1] === child]);
      },
      dies,
      *caller(ctx: Context, to: Pid) {
        yield* pause(7);
        ctx.exit(to, "hello");
      },
    });
    expect(told).toEqual([[2, true, false]]);
  });
});

describe("Processes 14.8: receiving exit signals", () => {
  /** What a process does when a linked process ends, or when somebody calls exit on it. */
  const receiver = (how: "link" | "exit", reason: Term, traps: boolean) => {
    const { told, ends } = play({
      *main(ctx) {
        const child = ctx.spawn(role("receiver"), { label: "receiver" });
        yield* pause(1);
        if (how === "exit") ctx.exit(child, reason);
        yield* pause(50);
      },
      *receiver(ctx: Context) {
        ctx.trapExit(traps);
        if (how === "link") ctx.spawn(role("dies", 5, reason), { link: true });
        yield* pause(20);
        tell(ctx, reasonsOf(yield* takeAll()));
        exit("lived on");
      },
      dies,
    });
    return [told[0], ends.find(([who]) => who === "receiver")?.[1]];
  };

  test("P14.8-6: dropped: the signal of a link that is not there any more", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const child = ctx.spawn(role("idle"), { link: true });
        ctx.exit(child, "kill");
        ctx.unlink(child);
        yield* pause(5);
        tell(ctx, yield* takeAll());
      },
      idle,
    });
    expect(told).toEqual([[]]);
  });

  test("P14.8-7: dropped: reason normal from another process when exits are not trapped", () => {
    expect(receiver("link", "normal", false)).toEqual([[], "lived on"]);
    expect(receiver("exit", "normal", false)).toEqual([[], "lived on"]);
  });

  test("P14.8-8: ended: kill sent by exit, trapped or not; the reason becomes killed", () => {
    expect(receiver("exit", "kill", false)).toEqual([undefined, "killed"]);
    expect(receiver("exit", "kill", true)).toEqual([undefined, "killed"]);
  });

  test("P14.8-9: ended: any other reason when exits are not trapped; its reason is the signal's", () => {
    expect(receiver("exit", ["why", 1], false)).toEqual([undefined, ["why", 1]]);
    expect(receiver("link", ["why", 1], false)).toEqual([undefined, ["why", 1]]);
  });

  test("P14.8-10: ended: reason kill of a linked process, which stays kill", () => {
    expect(receiver("link", "kill", false)).toEqual([undefined, "kill"]);
  });

  test("P14.8-11: ended: an exit signal normal to oneself", () => {
    const { ends } = play({
      *main(ctx) {
        ctx.exit(ctx.self, "normal");
        yield* receive();
      },
    });
    expect(ends).toEqual([["init", "normal"]]);
  });

  test("P14.8-12: converted: a trapping process gets every reason of exit but kill as a message, normal included", () => {
    expect(receiver("exit", "boom", true)).toEqual([["boom"], "lived on"]);
    expect(receiver("exit", "normal", true)).toEqual([["normal"], "lived on"]);
  });

  test("P14.8-13: converted: a trapping process gets every reason of a link as a message, kill and normal included", () => {
    expect(receiver("link", "boom", true)).toEqual([["boom"], "lived on"]);
    expect(receiver("link", "normal", true)).toEqual([["normal"], "lived on"]);
    expect(receiver("link", "kill", true)).toEqual([["kill"], "lived on"]);
  });

  test("P14.8-14: the message is EXIT with sender and reason", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const child = ctx.spawn(role("dies", 5, "boom"), { link: true });
        const message = (yield* receive()) as readonly Term[];
        tell(ctx, [message.length, message[0], message[1] === child, message[2]]);
      },
      dies,
    });
    expect(told).toEqual([[3, "EXIT", true, "boom"]]);
  });

  test("P14.8-15: whether exits are trapped counts when the signal arrives, not when it was sent", () => {
    const { told } = play({
      *main(ctx) {
        const child = ctx.spawn(role("dies", 5, "boom"), { link: true });
        yield* pause(1);
        ctx.exit(child, "early");
        ctx.trapExit(true);
        tell(ctx, ((yield* receive()) as readonly Term[])[2]);
      },
      dies,
    });
    expect(told).toEqual(["early"]);
  });

  test("P14.8-16: setting the flag answers its previous value", () => {
    const { told } = play({ main: (ctx) => tell(ctx, [ctx.trapExit(true), ctx.trapExit(false)]) });
    expect(told).toEqual([[false, true]]);
  });
});
