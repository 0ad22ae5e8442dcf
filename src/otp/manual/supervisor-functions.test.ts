import { describe, expect, test } from "vitest";
import { type Context, type Module, receive, type Term } from "../../kernel/index.ts";
import { type Family, family, familyOf, workers } from "../../testkit/manual/family.ts";
import { odd, oddSpec, simple, startIn } from "../../testkit/manual/odd-child.ts";
import { workerSpec } from "../../testkit/otp-world.ts";
import { type ChildSpec, defineSupervisor, supervisor } from "../index.ts";

describe("supervisor(3): which supervisors functions reach", () => {
  test("SUP.module-1: functions fail when the supervisor does not exist", () => {
    const asking: Module = {
      name: "odd",
      functions: {
        *ask(ctx: Context) {
          yield* supervisor.whichChildren(ctx, "nobody");
        },
      } as never,
    };
    const other = familyOf(() => "ignore", { modules: [asking] });
    other.ask(function* (ctx) {
      ctx.spawnMonitor(["odd", "ask", []]);
      ctx.emit("failed", ((yield* receive()) as readonly Term[])[4]);
      return null;
    });
    const call = ["gen_server", "call", ["nobody", "which_children", Number.POSITIVE_INFINITY]];
    expect(other.told("failed")).toEqual([["noproc", call]]);
  });
});

describe("supervisor(3): check_childspecs", () => {
  test("SUP.check_childspecs-1: is ok for specifications that are well formed, else it names the error", () => {
    expect(supervisor.checkChildSpecs(workers("a", "b") as never)).toMatchObject({ ok: true });
    expect(supervisor.checkChildSpecs([{ id: "a" }])).toEqual({ ok: false, error: "missing_start" });
  });

  test("SUP.check_childspecs-2: given an automatic shutdown it also checks whether it allows them", () => {
    const specs = [workerSpec({ id: "a" }, { restart: "transient", significant: true })] as never;
    expect(supervisor.checkChildSpecs(specs)).toMatchObject({ ok: true });
    expect(supervisor.checkChildSpecs(specs, "all_significant")).toMatchObject({ ok: true });
    expect(supervisor.checkChildSpecs(specs, "never")).toMatchObject({ ok: false });
  });
});

describe("supervisor(3): count_children", () => {
  const counts = (group: Family) => group.ask((ctx) => supervisor.countChildren(ctx, "sup"));

  test("SUP.count_children-1: counts all children, those that run, and supervisors and workers, running or not", () => {
    const inner = defineSupervisor("inner", () => ["ok", [{}, []]]);
    const spec = {
      id: "inner",
      start: ["supervisor", "start_link", ["inner", null]],
      type: "supervisor",
    } as const;
    const group = family({}, [...workers("a", "b"), spec], { modules: [inner] });
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "a"));
    expect(counts(group)).toEqual({ specs: 3, active: 2, supervisors: 1, workers: 2 });
  });

  test("SUP.count_children-2: under simple_one_for_one there is one specification", () => {
    const group = simple();
    for (let i = 0; i < 3; i++) startIn(group, ["ok"]);
    expect(counts(group)).toEqual({ specs: 1, active: 3, supervisors: 0, workers: 3 });
  });
});

describe("supervisor(3): delete_child", () => {
  const remove = (group: Family, id: string): Term =>
    group.ask((ctx) => supervisor.deleteChild(ctx, "sup", id));

  test("SUP.delete_child-1: removes the specification of a child that does not run", () => {
    const group = family({}, workers("a"));
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "a"));
    expect([remove(group, "a"), group.children()]).toEqual(["ok", []]);
  });

  test("SUP.delete_child-2: refuses one that runs, and one that is unknown", () => {
    const group = family({}, workers("a"));
    expect(remove(group, "a")).toEqual(["error", "running"]);
    expect(remove(group, "z")).toEqual(["error", "not_found"]);
  });

  test("SUP.delete_child-3: refuses one that is about to be restarted", () => {
    const group = family({ intensity: 9 }, [workerSpec({ id: "a", failing: [1, 1] })]);
    const answer = group.ask(function* (ctx) {
      ctx.send("a", ["$gen_cast", "boom"]);
      yield* supervisor.countChildren(ctx, "sup");
      return (yield* supervisor.deleteChild(ctx, "sup", "a")) as Term;
    });
    expect(answer).toEqual(["error", "restarting"]);
  });

  test("SUP.delete_child-4: is nothing for a simple_one_for_one supervisor", () => {
    expect(remove(simple(), "odd")).toEqual(["error", "simple_one_for_one"]);
  });
});

describe("supervisor(3): get_childspec", () => {
  const specOf = (group: Family, id: Term): Term =>
    group.ask((ctx) => supervisor.getChildSpec(ctx, "sup", id));

  test("SUP.get_childspec-1: answers the specification with all keys, given or not", () => {
    const [, spec] = specOf(family({}, [oddSpec("ok")], { modules: [odd] }), "odd") as readonly Term[];
    expect(spec).toMatchObject({
      id: "odd",
      start: ["odd", "start", ["ok"]],
      restart: "permanent",
      shutdown: 5000,
      type: "worker",
      significant: false,
      modules: ["odd"],
    });
  });

  test("SUP.get_childspec-2: takes a pid under simple_one_for_one, and refuses what it does not know", () => {
    const group = simple();
    const [, pid] = startIn(group, ["ok"]) as readonly Term[];
    expect(specOf(group, pid)).toMatchObject(["ok", { id: "odd" }]);
    expect(specOf(family({}, []), "z")).toEqual(["error", "not_found"]);
  });
});

describe("supervisor(3): terminate_child", () => {
  const end = (group: Family, id: Term): Term =>
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", id));

  test("SUP.terminate_child-1: ends the process and keeps the specification: it can be restarted or deleted", () => {
    const group = family({}, workers("a"));
    expect([end(group, "a"), group.children()]).toEqual(["ok", [["a", false]]]);
    expect(group.ask((ctx) => supervisor.restartChild(ctx, "sup", "a"))).toMatchObject(["ok", {}]);
  });

  test("SUP.terminate_child-2: also a strategy may start it again, as one_for_all does", () => {
    const group = family({ strategy: "one_for_all" }, workers("a", "b"));
    end(group, "a");
    group.crash("b");
    expect(group.children()).toEqual([
      ["a", true],
      ["b", true],
    ]);
  });

  test("SUP.terminate_child-3: is ok for a child without a process", () => {
    const group = family({}, workers("a"));
    expect([end(group, "a"), end(group, "a")]).toEqual(["ok", "ok"]);
  });

  test("SUP.terminate_child-4: a temporary child loses its specification with its process", () => {
    const group = family({}, [workerSpec({ id: "t" }, { restart: "temporary" })]);
    expect([end(group, "t"), group.children()]).toEqual(["ok", []]);
    expect(group.ask((ctx) => supervisor.deleteChild(ctx, "sup", "t"))).toEqual(["error", "not_found"]);
  });

  test("SUP.terminate_child-5: an unknown id is not_found", () => {
    expect(end(family({}, []), "z")).toEqual(["error", "not_found"]);
  });

  test("SUP.terminate_child-6: simple_one_for_one wants a pid: the id is refused, a stranger is not_found", () => {
    const group = simple();
    startIn(group, ["ok"]);
    expect(end(group, "odd")).toEqual(["error", "simple_one_for_one"]);
    expect(end(group, group.pid("sup"))).toEqual(["error", "not_found"]);
  });

  test("SUP.terminate_child-7: it ends the attempts to restart a child", () => {
    const group = family({ intensity: 9 }, [workerSpec({ id: "a", failing: [1, 99] })]);
    const answer = group.ask(function* (ctx) {
      ctx.send("a", ["$gen_cast", "boom"]);
      yield* supervisor.countChildren(ctx, "sup");
      return (yield* supervisor.terminateChild(ctx, "sup", "a")) as Term;
    });
    expect([answer, group.children(), group.end()]).toEqual(["ok", [["a", false]], undefined]);
  });
});

describe("supervisor(3): which_children", () => {
  const which = (group: Family) => group.ask((ctx) => supervisor.whichChildren(ctx, "sup") as never) as Term;

  test("SUP.which_children-1: for each child id, pid, type and modules; the newest first (observed on OTP 25)", () => {
    const group = family(
      {},
      [...workers("a"), oddSpec("ignore", { type: "supervisor", modules: "dynamic" })],
      {
        modules: [odd],
      },
    );
    expect(which(group)).toEqual([
      ["odd", undefined, "supervisor", "dynamic"],
      ["a", group.pid("a"), "worker", ["gen_server"]],
    ]);
  });

  test("SUP.which_children-2: a child that is about to be restarted shows as restarting", () => {
    const group = family({ intensity: 9 }, [workerSpec({ id: "a", failing: [1, 1] })]);
    const rows = group.ask(function* (ctx) {
      ctx.send("a", ["$gen_cast", "boom"]);
      yield* supervisor.countChildren(ctx, "sup");
      return (yield* supervisor.whichChildren(ctx, "sup")) as never;
    });
    expect(rows).toEqual([["a", "restarting", "worker", ["gen_server"]]]);
  });

  test("SUP.which_children-3: under simple_one_for_one the id is undefined", () => {
    const group = simple();
    const [, pid] = startIn(group, ["ok"]) as readonly Term[];
    expect(which(group)).toEqual([[undefined, pid, "worker", ["odd"]]]);
  });
});

describe("supervisor(3): Module:init", () => {
  test("SUP.init-1: gets the argument of start_link, in the new process, at every start and restart", () => {
    const inner = defineSupervisor("inner", (ctx, args: Term) => {
      ctx.emit("asked", args);
      return ["ok", [{ intensity: 0 }, workers("w")]];
    });
    const spec = { id: "inner", start: ["supervisor", "start_link", ["inner", { any: 1 }]] } as const;
    const group = family({}, [spec], { modules: [inner] });
    group.crash("w");
    expect(group.told("asked")).toEqual([{ any: 1 }, { any: 1 }]);
  });

  test("SUP.init-2: for simple_one_for_one there must be exactly one specification; its id means nothing", () => {
    const result = (specs: readonly ChildSpec[]) => family({ strategy: "simple_one_for_one" }, specs).result;
    expect(result([])).toEqual(["error", ["bad_start_spec", []]]);
    expect(result(workers("a", "b"))).toMatchObject(["error", ["bad_start_spec", [{}, {}]]]);
    expect(result(workers("a"))).toMatchObject(["ok", {}]);
  });
});
