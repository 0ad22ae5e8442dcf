import { describe, expect, test } from "vitest";
import { type Context, type Module, type Pid, receive, type Term } from "../../kernel/index.ts";
import { type Family, family, workers } from "../../testkit/manual/family.ts";
import { pause } from "../../testkit/manual/play.ts";
import { workerSpec } from "../../testkit/otp-world.ts";
import {
  type ChildSpec,
  cast,
  defineServer,
  defineSupervisor,
  noreply,
  started,
  startLink,
  stopServer,
  supervisor,
} from "../index.ts";

describe("Supervisor 5.8: starting a supervisor", () => {
  test("S5.8-1: start_link makes a process that calls init with the argument to learn flags and children", () => {
    const top = defineSupervisor("mine", (ctx, args: Term) => {
      ctx.emit("asked", [args, ctx.whereis("mine") === ctx.self]);
      return ["ok", [{ strategy: "one_for_all" }, workers("w")]];
    });
    const group = family({}, [], { modules: [top] });
    group.ask((ctx) => supervisor.startLink(ctx, "mine", ["any", "term"], { name: "mine" }));
    expect(group.told("asked")).toEqual([[["any", "term"], true]]);
    expect(group.starts()).toEqual(["w"]);
  });

  test("S5.8-2: start_link answers only when all children have been started", () => {
    const slow: Module = {
      name: "slow",
      functions: {
        *start(ctx: Context) {
          yield* pause(500);
          return ["ok", ctx.spawn(["slow", "run", []], { link: true })];
        },
        *run() {
          yield* receive(() => false);
        },
      } as never,
    };
    const child = (id: string): ChildSpec => ({ id, start: ["slow", "start", []] });
    const top = defineSupervisor("mine", () => ["ok", [{}, [child("a"), child("b")]]]);
    const group = family({}, [], { modules: [top, slow] });
    group.ask(function* (ctx) {
      yield* supervisor.startLink(ctx, "mine", null);
      ctx.emit("answered", ctx.now());
      return null;
    });
    group.run(5_000);
    expect(group.told("answered")).toEqual([1_000]);
  });
});

/** Which workers run after `change` and a restart of the supervisor they live under. */
const restarted = (change: (ctx: Context) => Generator) => {
  const inner = defineSupervisor("inner", () => ["ok", [{ intensity: 0 }, workers("w", "v")]]);
  const spec = {
    id: "inner",
    start: ["supervisor", "start_link", ["inner", null, { name: "inner" }]],
  } as const;
  const group = family({}, [spec], { modules: [inner] });
  group.ask(change as never);
  group.crash("w");
  return ["w", "v", "extra"].filter((id) => group.pid(id) !== undefined);
};

describe("Supervisor 5.9: adding a child process", () => {
  test("S5.9-1: start_child adds a child to a running supervisor, which treats it as any other", () => {
    const group = family({ intensity: 5, strategy: "rest_for_one" }, workers("a"));
    group.ask((ctx) => supervisor.startChild(ctx, "sup", workerSpec({ id: "b" })));
    group.starts();
    group.crash("b");
    expect(group.starts()).toEqual(["b"]);
    group.crash("a");
    expect(group.starts()).toEqual(["a", "b"]);
  });

  test("S5.9-2: added children are lost when the supervisor dies and is started again", () => {
    expect(
      restarted((ctx) => supervisor.startChild(ctx, "inner", workerSpec({ id: "extra" })) as Generator),
    ).toEqual(["w", "v"]);
  });
});

describe("Supervisor 5.10: stopping a child process", () => {
  test("S5.10-1: any child, first or added, is stopped as its specification says", () => {
    const group = family({}, workers("a"));
    const brutal = workerSpec({ id: "b", trap: true }, { shutdown: "brutal_kill" });
    group.ask((ctx) => supervisor.startChild(ctx, "sup", brutal));
    for (const id of ["a", "b"]) group.ask((ctx) => supervisor.terminateChild(ctx, "sup", id));
    expect(group.exits()).toEqual([
      ["a", "shutdown"],
      ["b", "killed"],
    ]);
  });

  test("S5.10-2: stopping is no restart: nobody else is touched, and nothing counts against the intensity", () => {
    const group = family({ intensity: 0, strategy: "one_for_all" }, workers("a", "b"));
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "a"));
    expect([group.end(), group.children()]).toEqual([
      undefined,
      [
        ["a", false],
        ["b", true],
      ],
    ]);
  });

  test("S5.10-3: delete_child removes the specification of a stopped child", () => {
    const group = family({}, workers("a", "b"));
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "a"));
    expect(group.ask((ctx) => supervisor.deleteChild(ctx, "sup", "a"))).toBe("ok");
    expect(group.children()).toEqual([["b", true]]);
  });

  test("S5.10-4: so are deletions: a deleted child is back when the supervisor is started again", () => {
    const left = restarted(function* (ctx) {
      yield* supervisor.terminateChild(ctx, "inner", "v");
      yield* supervisor.deleteChild(ctx, "inner", "v");
      ctx.emit("there", ctx.whereis("v") !== undefined);
    });
    expect(left).toEqual(["w", "v"]);
  });
});

/** Workers of a simple_one_for_one supervisor: their arguments come with start_child. */
const call = defineServer<Term>("call", {
  init(ctx, [id, slowUs]: readonly [string, number?]) {
    ctx.trapExit(slowUs !== undefined);
    ctx.emit("init", id);
    return started([id, slowUs ?? 0]);
  },
  handleInfo: (_ctx, _message, state) => noreply(state),
  *terminate(ctx, _reason, state) {
    const [id, slowUs] = state as readonly [string, number];
    yield* pause(slowUs);
    ctx.emit("cleaned", [id, ctx.now()]);
  },
});

/** The start function gets the arguments of the specification and those of start_child, in one list. */
const starter: Module = {
  name: "starter",
  functions: { start: ((ctx: Context, ...args: Term[]) => startLink(ctx, "call", args)) as never },
};

function simple(fixed: readonly Term[] = [], more: Partial<ChildSpec> = {}): Family {
  const spec: ChildSpec = { id: "call", start: ["starter", "start", fixed], ...more };
  return family({ strategy: "simple_one_for_one", intensity: 5 }, [spec], { modules: [call, starter] });
}

const add = (group: Family, ...args: readonly Term[]) =>
  (group.ask((ctx) => supervisor.startChild(ctx, "sup", args)) as readonly Term[])[1] as Pid;

describe("Supervisor 5.11: simplified one_for_one supervisors", () => {
  test("S5.11-1: when it is started it starts no children", () => {
    const group = simple(["id"]);
    expect([group.starts(), group.children()]).toEqual([[], []]);
  });

  test("S5.11-2: start_child starts one: its list is appended to the arguments of the specification", () => {
    const group = simple();
    add(group, "id1");
    expect(group.starts()).toEqual(["id1"]);
    const fixed = simple(["from the specification"]);
    add(fixed, 100);
    expect(fixed.starts()).toEqual(["from the specification"]);
  });

  test("S5.11-3: all children run the same, each is restarted with the arguments it was started with", () => {
    const group = simple();
    add(group, "one");
    const two = add(group, "two");
    group.ask((ctx) => ctx.exit(two, "kill") as never);
    expect(group.starts()).toEqual(["one", "two", "two"]);
  });

  test("S5.11-4: a child is stopped by its pid", () => {
    const group = simple();
    const [one, two] = [add(group, "one"), add(group, "two")];
    expect(group.ask((ctx) => supervisor.terminateChild(ctx, "sup", one))).toBe("ok");
    expect(group.view()?.children.map((child) => child.pid)).toEqual([two]);
  });

  test("S5.11-5: at shutdown all children clean up at the same time, so the order of their ends is not defined", () => {
    const group = simple();
    for (const [id, us] of [
      ["a", 300],
      ["b", 100],
      ["c", 200],
    ] as const)
      add(group, id, us);
    stopSup(group);
    group.run(1_000);
    expect(group.told("cleaned")).toEqual([
      ["b", 100],
      ["c", 200],
      ["a", 300],
    ]);
  });
});

/** Ends the supervisor as its own supervisor would. */
function stopSup(group: Family): void {
  group.ask((ctx) => stopServer(ctx, "sup", "shutdown") as never);
}

describe("Supervisor 5.12: stopping", () => {
  test("S5.12-1: told to shut down, a supervisor ends its children in reverse start order, then itself", () => {
    const inner = defineSupervisor("inner", () => ["ok", [{}, workers("a", "b")]]);
    const spec = {
      id: "inner",
      start: ["supervisor", "start_link", ["inner", null]],
      type: "supervisor",
    } as const;
    const group = family({}, [...workers("first"), spec], { modules: [inner] });
    stopSup(group);
    expect(group.exits()).toEqual([
      ["b", "shutdown"],
      ["a", "shutdown"],
      ["inner", "shutdown"],
      ["first", "shutdown"],
    ]);
    expect(group.end()).toBe("shutdown");
  });

  test("S5.12-2: it is stopped by its supervisor: no function of its own is needed", () => {
    const inner = defineSupervisor("inner", () => ["ok", [{}, workers("a")]]);
    const spec = {
      id: "inner",
      start: ["supervisor", "start_link", ["inner", null]],
      type: "supervisor",
    } as const;
    const group = family({}, [spec], { modules: [inner] });
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "inner"));
    expect([group.pid("a"), group.exits()]).toEqual([
      undefined,
      [
        ["a", "shutdown"],
        ["inner", "shutdown"],
      ],
    ]);
  });

  /** A worker that asks the top supervisor to stop the supervisor it lives under. */
  const suicidal = (trap: boolean) =>
    defineServer<null>("suicidal", {
      init(ctx) {
        ctx.trapExit(trap);
        return started(null);
      },
      *handleCast(ctx) {
        yield* supervisor.terminateChild(ctx, "sup", "inner");
        return noreply(null);
      },
    });
  const stopFromWithin = (trap: boolean) => {
    const inner = defineSupervisor("inner", () => [
      "ok",
      [
        {},
        [{ id: "s", start: ["gen_server", "start_link", ["suicidal", null, { name: "s" }]], shutdown: 200 }],
      ],
    ]);
    const spec = {
      id: "inner",
      start: ["supervisor", "start_link", ["inner", null]],
      type: "supervisor",
    } as const;
    const group = family({}, [spec], { modules: [inner, suicidal(trap)] });
    group.ask(function* (ctx) {
      cast(ctx, "s", "stop");
      yield* pause(10);
      yield* supervisor.countChildren(ctx, "sup");
      ctx.emit("served", ctx.now());
      return null;
    });
    group.run(1_000_000);
    return { exits: group.exits(), servedUs: group.told("served")[0] };
  };

  test("S5.12-3: a child that has its own supervisor stopped waits for itself; trapping exits, until its time is over", () => {
    expect(stopFromWithin(true)).toEqual({
      exits: [
        ["s", "killed"],
        ["inner", "shutdown"],
      ],
      servedUs: 200_000,
    });
    expect(stopFromWithin(false)).toEqual({
      exits: [
        ["s", "shutdown"],
        ["inner", "shutdown"],
      ],
      servedUs: 10,
    });
  });

  test("S5.12-4: while a supervisor stops a child it answers nobody", () => {
    const group = family({}, [workerSpec({ id: "slow", trap: true, slowUs: 3_000 })]);
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "slow"));
    group.ask(function* (ctx) {
      yield* supervisor.whichChildren(ctx, "sup");
      ctx.emit("answered", ctx.now());
      return null;
    });
    group.run(10_000);
    expect(group.told("answered")).toEqual([3_000]);
  });

  test("S5.12-5: automatic shutdown blocks no parent: it answers meanwhile and hears only of the end", () => {
    const slow = workerSpec({ id: "slow", trap: true, slowUs: 3_000 });
    const worker = workerSpec({ id: "s" }, { restart: "transient", significant: true });
    const inner = defineSupervisor("inner", () => [
      "ok",
      [{ autoShutdown: "any_significant" }, [slow, worker]],
    ]);
    const spec = {
      id: "inner",
      start: ["supervisor", "start_link", ["inner", null]],
      restart: "transient",
    } as const;
    const group = family({}, [spec], { modules: [inner] });
    group.crash("s", "normal");
    group.ask(function* (ctx) {
      yield* supervisor.whichChildren(ctx, "sup");
      ctx.emit("answered", ctx.now());
      return null;
    });
    group.run(10_000);
    expect(group.told("answered")).toEqual([0]);
    expect(group.exits().at(-1)).toEqual(["inner", "shutdown"]);
  });

  test("S5.12-6: a child ends its unit of work by ending normally; it needs to know nobody", () => {
    const worker = workerSpec({ id: "s" }, { restart: "temporary", significant: true });
    const group = family({ autoShutdown: "all_significant" }, [...workers("a"), worker]);
    group.crash("s", "normal");
    expect([group.end(), group.pid("a")]).toEqual(["shutdown", undefined]);
  });
});
