import { describe, expect, test } from "vitest";
import { type Context, error, type Module, type Pid, receive, type Term } from "../../kernel/index.ts";
import { type Family, family, workers } from "../../testkit/manual/family.ts";
import { odd, oddFamily, oddSpec, simple, startIn } from "../../testkit/manual/odd-child.ts";
import { isLinked } from "../../testkit/manual/process-facts.ts";
import { troupe } from "../../testkit/manual/troupe.ts";
import { workerSpec } from "../../testkit/otp-world.ts";
import { defineSupervisor, startRegistry, supervisor } from "../index.ts";

describe("supervisor(3): restart_child", () => {
  const again = (group: Family, id: string): Term =>
    group.ask((ctx) => supervisor.restartChild(ctx, "sup", id));
  /** A supervisor with a stopped child whose next start goes as said. */
  const stoppedThen = (how: Term) => {
    const flip: Module = {
      name: "odd",
      functions: {
        ...odd.functions,
        once(ctx: Context, ...args: Term[]) {
          const isFirst = !ctx.tableHas("starts", "odd");
          ctx.tablePut("starts", "odd", true);
          return odd.functions?.["start"]?.(ctx, ...((isFirst ? ["ok"] : args) as never[]));
        },
      } as never,
    };
    const group = family({}, [oddSpec(how, { start: ["odd", "once", [how]] })], { modules: [flip] });
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "odd"));
    return group;
  };

  test("SUP.restart_child-1: starts a stopped child and answers what its start function answered", () => {
    const group = stoppedThen("ok");
    const [ok, pid] = again(group, "odd") as readonly Term[];
    expect([ok, pid]).toEqual(["ok", group.view()?.children[0]?.pid]);
    expect(again(stoppedThen("info"), "odd")).toMatchObject(["ok", {}, "information"]);
  });

  test("SUP.restart_child-2: refuses one that runs, one that is unknown, and a temporary one that has ended", () => {
    const group = family({}, [...workers("a"), workerSpec({ id: "t" }, { restart: "temporary" })]);
    expect(again(group, "a")).toEqual(["error", "running"]);
    expect(again(group, "z")).toEqual(["error", "not_found"]);
    group.crash("t");
    expect(again(group, "t")).toEqual(["error", "not_found"]);
  });

  test("SUP.restart_child-3: ignore leaves it without a process: ok and undefined", () => {
    const group = stoppedThen("ignore");
    expect([again(group, "odd"), group.children()]).toEqual([["ok", undefined], [["odd", false]]]);
  });

  test("SUP.restart_child-4: an error, another value or a crash is answered as error; the child stays stopped", () => {
    for (const [how, reason] of [
      [["error", "no"], "no"],
      ["odd", "odd"],
      ["crash", ["EXIT", ["bad", "$stack"]]],
    ]) {
      const group = stoppedThen(how as Term);
      expect([again(group, "odd"), group.children()]).toEqual([["error", reason], [["odd", false]]]);
    }
  });

  test("SUP.restart_child-5: is nothing for a simple_one_for_one supervisor", () => {
    expect(again(simple(), "odd")).toEqual(["error", "simple_one_for_one"]);
  });
});

describe("supervisor(3): start_child", () => {
  test("SUP.start_child-1: the supervisor may be named by pid, local name, or key in a registry", () => {
    const group = family({}, []);
    const ids = group.ask(function* (ctx) {
      yield* startRegistry(ctx, { name: "reg", keys: "unique" });
      const top = ["via", "reg", "top"] as const;
      yield* supervisor.startLink(ctx, "top", null, { name: top } as never);
      for (const [sup, id] of [
        [ctx.whereis("sup") as Pid, "a"],
        ["sup", "b"],
        [top, "c"],
      ] as const) {
        yield* supervisor.startChild(ctx, sup, workerSpec({ id }));
      }
      return ["a", "b", "c"].filter((id) => ctx.whereis(id) !== undefined);
    });
    expect(ids).toEqual(["a", "b", "c"]);
    expect(group.children()).toHaveLength(2);
  });

  test("SUP.start_child-2: or by name and node", () => {
    const world = troupe(
      2,
      {
        *main(ctx: Context) {
          yield* supervisor.startChild(ctx, { name: "sup", node: 1 }, oddSpec("ok"));
          ctx.emit("told", yield* supervisor.countChildren(ctx, { name: "sup", node: 1 }));
        },
        *other(ctx: Context) {
          yield* supervisor.startLink(ctx, "top", null, { name: "sup" });
          yield* receive(() => false);
        },
      },
      [odd, defineSupervisor("top", () => ["ok", [{}, []]])],
    );
    world.run(1_000);
    expect(world.told).toMatchObject([{ specs: 1, active: 1 }]);
  });

  test("SUP.start_child-3: the specification must be valid", () => {
    expect(startIn(oddFamily(), { id: "x" } as never)).toEqual(["error", "missing_start"]);
  });

  test("SUP.start_child-4: an id that is there already is refused: already_started while it runs, else already_present", () => {
    const group = family({}, workers("a"));
    expect(startIn(group, workerSpec({ id: "a" }))).toEqual(["error", ["already_started", group.pid("a")]]);
    group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "a"));
    expect(startIn(group, workerSpec({ id: "a" }))).toEqual(["error", "already_present"]);
    expect(group.children()).toEqual([["a", false]]);
  });

  test("SUP.start_child-5: it answers what the start function answered, and the child is there", () => {
    for (const how of ["ok", "info"]) {
      const group = oddFamily();
      const answer = startIn(group, oddSpec(how)) as readonly Term[];
      expect(answer.slice(2)).toEqual(how === "info" ? ["information"] : []);
      expect(group.view()?.children[1]).toMatchObject({ id: "odd", pid: answer[1] });
    }
  });

  test("SUP.start_child-6: after ignore the specification is kept without a process: ok and undefined", () => {
    const group = oddFamily();
    expect(startIn(group, oddSpec("ignore"))).toEqual(["ok", undefined]);
    expect(group.children()[1]).toEqual(["odd", false]);
  });

  test("SUP.start_child-7: under simple_one_for_one nothing is added after ignore", () => {
    const group = simple();
    expect([startIn(group, ["ignore"]), group.children()]).toEqual([["ok", undefined], []]);
  });

  test("SUP.start_child-8: after an error, another value or a crash the specification is dropped: error, reason, child", () => {
    for (const [how, reason] of [
      [["error", "no"], "no"],
      ["odd", "odd"],
      ["crash", ["EXIT", ["bad", "$stack"]]],
    ]) {
      const group = oddFamily();
      const [kind, [why, child]] = startIn(group, oddSpec(how as Term)) as [Term, [Term, readonly Term[]]];
      expect([kind, why, child.slice(0, 4)]).toEqual([
        "error",
        reason,
        ["child", undefined, "odd", ["odd", "start", [how]]],
      ]);
      expect(group.children()).toEqual([["a", true]]);
    }
  });
});

describe("supervisor(3): start_link", () => {
  test("SUP.start_link-1: the supervisor is linked to its starter and has the name, if one is given", () => {
    const group = family({}, []);
    const links = group.ask(function* (ctx) {
      const [, pid] = (yield* supervisor.startLink(ctx, "top", null, {})) as readonly [string, Pid];
      return [pid, ctx.self];
    }) as readonly Term[];
    const process = group.node.processes().find((one) => one.pid === links[0]);
    expect([isLinked(process, links[1] as Pid), process?.name]).toEqual([true, undefined]);
    expect(group.pid("sup")).toBeDefined();
  });

  test("SUP.start_link-2: it answers ok and pid when supervisor and children are there, ignoring children included", () => {
    const group = family({}, [...workers("a"), oddSpec("info"), oddSpec("ignore", { id: "b" })], {
      modules: [odd],
    });
    expect(group.result).toEqual(["ok", group.pid("sup")]);
  });

  test("SUP.start_link-3: a taken name gives already_started with its holder", () => {
    const group = family({}, []);
    const again = group.ask((ctx) => supervisor.startLink(ctx, "top", null, { name: "sup" }) as never);
    expect(again).toEqual(["error", ["already_started", group.pid("sup")]]);
  });

  /** What a starter that traps exits gets: the answer, and the exit reason of the supervisor. */
  const startOf = (init: () => unknown) => {
    const group = family({}, [], { modules: [defineSupervisor("mine", init as never), odd] });
    return group.ask(function* (ctx) {
      ctx.trapExit(true);
      const answer = (yield* supervisor.startLink(ctx, "mine", null)) as Term;
      return [answer, ((yield* receive()) as readonly Term[])[2]];
    });
  };

  test("SUP.start_link-4: when init answers ignore, so does start_link, and the supervisor ends normally", () => {
    expect(startOf(() => "ignore")).toEqual(["ignore", "normal"]);
  });

  test("SUP.start_link-5: when init fails or answers nonsense, start_link answers the error the supervisor ends with", () => {
    const bad = ["bad_return", ["mine", "init", "nonsense"]];
    expect(startOf(() => "nonsense")).toEqual([["error", bad], bad]);
    expect(startOf(() => error("oops"))).toEqual([
      ["error", ["oops", "$stack"]],
      ["oops", "$stack"],
    ]);
    const flags = ["supervisor_data", ["invalid_intensity", -1]];
    expect(startOf(() => ["ok", [{ intensity: -1 }, []]])).toEqual([["error", flags], flags]);
  });

  test("SUP.start_link-6: when a child fails, those before it are ended with shutdown, and the error says which", () => {
    const group = family({}, [...workers("a", "b"), oddSpec(["error", "no"])], { modules: [odd] });
    expect(group.result).toEqual(["error", ["shutdown", ["failed_to_start_child", "odd", "no"]]]);
    expect(group.told("terminate")).toEqual([
      ["b", "shutdown"],
      ["a", "shutdown"],
    ]);
    expect(startOf(() => ["ok", [{}, [oddSpec("odd")]]])).toEqual([
      ["error", ["shutdown", ["failed_to_start_child", "odd", "odd"]]],
      ["shutdown", ["failed_to_start_child", "odd", "odd"]],
    ]);
  });
});
