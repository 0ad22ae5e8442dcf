import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Context, exit, type Pid, type Ref, receive, type Term, work } from "../../kernel/index.ts";
import { pause, play, raisedBy, role, takeAll, tell } from "../../testkit/manual/play.ts";
import { labelled, watchersOf } from "../../testkit/manual/process-facts.ts";
import { troupe } from "../../testkit/manual/troupe.ts";

const idle = function* () {
  yield* receive();
};

describe("Processes 14.6: sending signals", () => {
  test("P14.6-1: sending does not wait: the sender goes on before anything has arrived", () => {
    const { told } = play({
      *main(ctx) {
        const peer = ctx.spawn(role("echo"));
        yield* pause(1);
        ctx.send(peer, ctx.self);
        tell(ctx, "sent");
        yield* receive();
      },
      *echo(ctx: Context) {
        const asker = (yield* receive()) as Pid;
        tell(ctx, "received");
        ctx.send(asker, "done");
      },
    });
    expect(told).toEqual(["sent", "received"]);
  });

  test("P14.6-2: a synchronous question is two signals: a request, and a reply for which the asker waits", () => {
    const { told } = play({
      *main(ctx) {
        const server = ctx.spawn(role("server"));
        const ref = ctx.makeRef();
        ctx.send(server, [ctx.self, ref]);
        const [, answer] = (yield* receive(
          (message) => (message as readonly Term[])[0] === ref,
        )) as readonly Term[];
        tell(ctx, [answer, ctx.now()]);
      },
      *server(ctx: Context) {
        const [asker, ref] = (yield* receive()) as readonly [Pid, Ref];
        yield* work(25);
        ctx.send(asker, [ref, "answer"]);
      },
    });
    expect(told).toEqual([["answer", 25]]);
  });

  test("P14.6-3: exit signals of links and DOWN leave after names and tables of the dead have been released", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const owner = ctx.spawn(role("owner"), { link: true });
        ctx.monitor(owner);
        yield* pause(1);
        tell(ctx, [ctx.whereis("owner") === owner, ctx.tableExists("table")]);
        ctx.send(owner, "end");
        for (let i = 0; i < 2; i++) {
          const [kind] = (yield* receive()) as readonly Term[];
          tell(ctx, [kind, ctx.whereis("owner"), ctx.tableExists("table"), ctx.isAlive(owner)]);
        }
      },
      *owner(ctx: Context) {
        ctx.register("owner", ctx.self);
        ctx.tableNew("table");
        yield* receive();
      },
    });
    expect(told).toEqual([
      [true, true],
      ["EXIT", undefined, false, false],
      ["DOWN", undefined, false, false],
    ]);
  });

  test("P14.6-4: a process that ends takes back the monitors it holds", () => {
    const { node } = play(
      {
        *main(ctx) {
          const watched = ctx.spawn(role("idle"), { label: "watched" });
          ctx.spawn(role("watcher", watched));
          yield* receive(() => false);
        },
        *watcher(ctx: Context, watched: Pid) {
          ctx.monitor(watched);
          yield* pause(5);
        },
        idle,
      },
      { untilUs: 10 },
    );
    expect(watchersOf(labelled(node, "watched"))).toBe(0);
  });
});

describe("Processes 14.6: receiving signals", () => {
  test("P14.6-5: signals are received without the process doing anything: one that waits for something else dies", () => {
    const { ends } = play({
      *main(ctx) {
        const child = ctx.spawn(role("waits"));
        yield* pause(1);
        ctx.exit(child, "enough");
      },
      *waits() {
        yield* receive((message) => message === "never");
      },
    });
    expect(ends).toContainEqual(["waits", "enough"]);
  });

  test("P14.6-6: a process that is ending runs no more of its code", () => {
    const { told, ends } = play({
      *main(ctx) {
        const child = ctx.spawn(role("child"));
        yield* pause(1);
        ctx.exit(child, "enough");
        ctx.send(child, "message");
        yield* pause(1);
      },
      *child(ctx: Context) {
        tell(ctx, yield* receive());
      },
    });
    expect([told, ends[0]]).toEqual([[], ["child", "enough"]]);
  });

  test("P14.6-7: a message is added at the end of the mailbox; so are EXIT and DOWN messages", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const child = ctx.spawn(role("dies"), { link: true });
        ctx.send(ctx.self, "first");
        ctx.monitor(child);
        yield* pause(10);
        ctx.send(ctx.self, "last");
        yield* pause(10);
        tell(
          ctx,
          (yield* takeAll()).map((message) => (Array.isArray(message) ? message[0] : message)),
        );
      },
      *dies() {
        yield* pause(5);
      },
    });
    expect(told).toEqual([["first", "EXIT", "DOWN", "last"]]);
  });

  test("P14.6-8: a DOWN signal whose monitor has been removed meanwhile is dropped", () => {
    const { told } = play({
      *main(ctx) {
        const [pid, ref] = ctx.spawnMonitor(role("idle"));
        ctx.exit(pid, "kill");
        ctx.demonitor(ref);
        yield* pause(10);
        tell(ctx, yield* takeAll());
      },
      idle,
    });
    expect(told).toEqual([[]]);
  });

  test("P14.6-9: the order in the mailbox is the order of arrival, whatever a receive picks out of it", () => {
    const { told } = play({
      *main(ctx) {
        for (let i = 1; i <= 5; i++) ctx.send(ctx.self, i);
        tell(ctx, yield* receive((message) => message === 4));
        yield* pause(0);
        tell(ctx, yield* takeAll());
      },
    });
    expect(told).toEqual([4, [1, 2, 3, 5]]);
  });
});

describe("Processes 14.6: directly visible resources", () => {
  test("P14.6-10: a pid is never used again, though its place may be", () => {
    const { told } = play({
      *main(ctx) {
        const first = ctx.spawn(role("ends"));
        yield* pause(1);
        const second = ctx.spawn(role("idle"));
        tell(ctx, [first === second, ctx.isAlive(first), ctx.isAlive(second), first.slot === second.slot]);
      },
      ends: () => undefined,
      idle,
    });
    expect(told).toEqual([[false, false, true, true]]);
  });
});

describe("Processes 14.6: delivery of signals", () => {
  test("P14.6-11: a signal takes time: it never arrives within the code that sent it", () => {
    const { told } = play({
      *main(ctx) {
        const child = ctx.spawn(role("child"));
        yield* pause(1);
        ctx.send(child, "go");
        tell(ctx, "still me");
      },
      *child(ctx: Context) {
        tell(ctx, yield* receive());
      },
    });
    expect(told).toEqual(["still me", "go"]);
  });

  test("P14.6-12: a message to a dead process vanishes", () => {
    const { told } = play({
      *main(ctx) {
        const child = ctx.spawn(role("ends"));
        yield* pause(1);
        tell(
          ctx,
          raisedBy(() => ctx.send(child, "lost")),
        );
        yield* pause(10);
        tell(ctx, yield* takeAll());
      },
      ends: () => undefined,
    });
    expect(told).toEqual([undefined, []]);
  });

  test("P14.6-13: a signal to a dead process may cause one back: link an exit signal, monitor a DOWN", () => {
    const { told } = play({
      *main(ctx) {
        ctx.trapExit(true);
        const child = ctx.spawn(role("ends"));
        yield* pause(1);
        ctx.link(child);
        const ref = ctx.monitor(child);
        const [exitMessage, down] = [yield* receive(), yield* receive()] as readonly (readonly Term[])[];
        tell(ctx, [exitMessage?.[1] === child, exitMessage?.[2], down?.[1] === ref, down?.[4]]);
      },
      ends: () => undefined,
    });
    expect(told).toEqual([[true, "noproc", true, "noproc"]]);
  });

  test("P14.6-14: signals between nodes are lost when the connection is", () => {
    const world = troupe(2, {
      *main(ctx: Context) {
        yield* pause(5);
        ctx.send({ name: "other", node: 1 }, "before");
        yield* pause(15);
        ctx.send({ name: "other", node: 1 }, "lost");
      },
      *other(ctx: Context) {
        ctx.register("other", ctx.self);
        for (;;) tell(ctx, yield* receive());
      },
    });
    world.run(18);
    world.cut(0, 1);
    world.run(100);
    expect(world.told).toEqual(["before"]);
  });

  test("P14.6-15: signals from one process to another keep their order, whatever they are and however addressed", () => {
    const ways = fc.array(fc.constantFrom("pid", "name", "alias", "exit"), { minLength: 2, maxLength: 12 });
    const holds = (list: readonly string[]) => {
      const { told } = play({
        *main(ctx) {
          const peer = ctx.spawn(role("peer", ctx.self));
          const alias = (yield* receive()) as Ref;
          list.forEach((way, index) => {
            if (way === "exit") ctx.exit(peer, index);
            else ctx.send(way === "pid" ? peer : way === "name" ? "peer" : alias, index);
          });
        },
        *peer(ctx: Context, asker: Pid) {
          ctx.trapExit(true);
          ctx.register("peer", ctx.self);
          ctx.send(asker, ctx.alias());
          yield* pause(10);
          tell(
            ctx,
            (yield* takeAll()).map((message) => (Array.isArray(message) ? message[2] : message)),
          );
        },
      });
      expect(told).toEqual([list.map((_, index) => index)]);
    };
    fc.assert(fc.property(ways, holds), { numRuns: 50 });
  });

  test("P14.6-16: order holds for what was sent while busy too: it leaves together when the work is done", () => {
    const { told } = play({
      *main(ctx) {
        const peer = ctx.spawn(role("peer"));
        ctx.send(peer, 1);
        ctx.spend(50);
        ctx.send(peer, 2);
        yield* work(10);
        ctx.send(peer, 3);
      },
      *peer(ctx: Context) {
        for (let i = 0; i < 3; i++) tell(ctx, yield* receive());
      },
    });
    expect(told).toEqual([1, 2, 3]);
  });
});

describe("Processes 14.6: irregularities", () => {
  test("P14.6-17: sending to a local name is checked at once: badarg when nobody has it", () => {
    const { told } = play({
      main: (ctx) =>
        tell(
          ctx,
          raisedBy(() => ctx.send("nobody", "x")),
        ),
    });
    expect(told).toEqual([["badarg", "$stack"]]);
  });

  test("P14.6-18: sending to a name on another node is not checked", () => {
    const world = troupe(2, {
      main: (ctx: Context) => tell(ctx, [raisedBy(() => ctx.send({ name: "nobody", node: 1 }, "x"))]),
      other: idle,
    });
    world.run(100);
    expect(world.told).toEqual([[undefined]]);
  });

  test("P14.6-19: linking to a dead local process is checked at once: noproc, unless the caller traps exits", () => {
    const { told } = play({
      *main(ctx) {
        const child = ctx.spawn(role("ends"));
        yield* pause(1);
        tell(
          ctx,
          raisedBy(() => ctx.link(child)),
        );
        ctx.trapExit(true);
        tell(ctx, [raisedBy(() => ctx.link(child))]);
        tell(ctx, ((yield* receive()) as readonly Term[])[2]);
      },
      ends: () => undefined,
    });
    expect(told).toEqual([["noproc", "$stack"], [undefined], "noproc"]);
  });

  test("P14.6-20: an exit signal with reason normal is dropped, except one that a process sends to itself", () => {
    const { told, ends } = play({
      *main(ctx) {
        const child = ctx.spawn(role("idle"));
        yield* pause(1);
        ctx.exit(child, "normal");
        yield* pause(1);
        tell(ctx, ctx.isAlive(child));
        ctx.exit(ctx.self, "normal");
        tell(ctx, "never told");
      },
      idle,
    });
    expect([told, ends]).toEqual([[true], [["init", "normal"]]]);
  });

  test("P14.6-21: reason kill cannot be trapped when it was sent by exit, and can when it comes from a link", () => {
    const { told, ends } = play({
      *main(ctx) {
        ctx.trapExit(true);
        ctx.spawn(role("dies"), { link: true });
        const [, , reason] = (yield* receive()) as readonly Term[];
        tell(ctx, reason);
        const child = ctx.spawn(role("traps"));
        yield* pause(1);
        ctx.exit(child, "kill");
        yield* pause(1);
      },
      dies: () => exit("kill"),
      *traps(ctx: Context) {
        ctx.trapExit(true);
        tell(ctx, yield* receive());
      },
    });
    expect(told).toEqual(["kill"]);
    expect(ends).toContainEqual(["traps", "killed"]);
  });
});
