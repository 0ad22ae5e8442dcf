import { describe, expect, test } from "vitest";
import type { Context, Module, Term } from "../../kernel/index.ts";
import { error, exit, receive } from "../../kernel/index.ts";
import { family, familyOf, workers } from "../../testkit/manual/family.ts";
import { isLinked, labelled } from "../../testkit/manual/process-facts.ts";
import { workerSpec } from "../../testkit/otp-world.ts";
import { type ChildSpec, defineSupervisor, supervisor } from "../index.ts";

const spec = (fields: object) => familyOf(() => ["ok", [{}, [fields]]]).result;
const start = ["gen_server", "start_link", ["worker", { id: "a" }, { name: "a" }]] as const;

/** The specification of child `a` as the supervisor has it. */
const filledIn = (fields: Partial<ChildSpec>) =>
  family({}, [{ id: "a", start, ...fields }]).ask((ctx) => supervisor.getChildSpec(ctx, "sup", "a"));

describe("Supervisor 5.7: child specification", () => {
  describe("id", () => {
    test("S5.7-1: the id names the child within its supervisor; it is mandatory and may be any term", () => {
      expect(spec({ start })).toEqual(["error", ["start_spec", "missing_id"]]);
      const group = familyOf(() => ["ok", [{}, [{ id: ["a", 1], start }]]]);
      expect(group.children()).toEqual([[["a", 1], true]]);
    });

    test("S5.7-2: two children of one id are refused", () => {
      expect(
        family({}, [
          { id: "a", start },
          { id: "a", start },
        ]).result,
      ).toEqual(["error", ["start_spec", ["duplicate_child_name", "a"]]]);
    });
  });

  describe("start", () => {
    test("S5.7-3: start is mandatory: module, function and arguments", () => {
      expect(spec({ id: "a" })).toEqual(["error", ["start_spec", "missing_start"]]);
      expect(spec({ id: "a", start: ["m", "f"] })).toEqual([
        "error",
        ["start_spec", ["invalid_mfa", ["m", "f"]]],
      ]);
    });

    test("S5.7-4: the function is called with the arguments, by the supervisor, and links the child to it", () => {
      const module: Module = {
        name: "own",
        functions: {
          start(ctx: Context, ...args: Term[]) {
            ctx.emit("called", [ctx.whereis("sup") === ctx.self, args]);
            return ["ok", ctx.spawn(["own", "run", []], { link: true, label: "child" })];
          },
          *run() {
            yield* receive(() => false);
          },
        } as never,
      };
      const group = family({}, [{ id: "a", start: ["own", "start", [1, "two"]] }], { modules: [module] });
      expect(group.told("called")).toEqual([[true, [1, "two"]]]);
      expect(isLinked(labelled(group.node, "child"), group.pid("sup"))).toBe(true);
    });

    /** What becomes of a child whose start function does this. */
    const outcome = (act: (ctx: Context) => unknown, more: Partial<ChildSpec> = {}) => {
      const module: Module = {
        name: "own",
        functions: {
          start: act as never,
          *run() {
            yield* receive(() => false);
          },
        },
      };
      const children = [...workers("before"), { id: "x", start: ["own", "start", []], ...more } as ChildSpec];
      const group = family({}, children, { modules: [module] });
      const listed = group.view()?.children.find((child) => child.id === "x");
      return { result: (group.result as Term[])[0], runs: listed?.pid !== undefined, group };
    };
    const spawn = (ctx: Context) => ctx.spawn(["own", "run", []], { link: true });

    test("S5.7-5: it answers the child, or the child and some information, which the supervisor ignores", () => {
      expect(outcome((ctx) => ["ok", spawn(ctx)])).toMatchObject({ result: "ok", runs: true });
      const informed = outcome((ctx) => ["ok", spawn(ctx), "information"]);
      expect(informed).toMatchObject({ result: "ok", runs: true });
    });

    test("S5.7-6: ignore is no child: the specification stays without a process, a temporary one goes", () => {
      const kept = outcome(() => "ignore");
      expect([kept.result, kept.group.children()]).toEqual([
        "ok",
        [
          ["before", true],
          ["x", false],
        ],
      ]);
      const gone = outcome(() => "ignore", { restart: "temporary" });
      expect([gone.result, gone.group.children()]).toEqual(["ok", [["before", true]]]);
    });

    test("S5.7-7: an error, another value, or a crash fails the start", () => {
      const failure = (act: () => unknown) => outcome(act).group.result;
      const failed = (reason: Term) => ["error", ["shutdown", ["failed_to_start_child", "x", reason]]];
      expect(failure(() => ["error", "cannot"])).toEqual(failed("cannot"));
      expect(failure(() => "nonsense")).toEqual(failed("nonsense"));
      expect(failure(() => exit("gone"))).toEqual(failed(["EXIT", "gone"]));
      expect(failure(() => error("bad"))).toEqual(failed(["EXIT", ["bad", "$stack"]]));
    });
  });

  describe("restart", () => {
    /** Whether a child of this restart type is there again after it ended with a reason. */
    const again = (restart: "permanent" | "transient" | "temporary" | undefined, reason: Term) => {
      const group = family({}, [workerSpec({ id: "a" }, restart === undefined ? {} : { restart })]);
      group.crash("a", reason);
      return group.children();
    };

    test("S5.7-8: a permanent child is always restarted", () => {
      for (const reason of ["normal", "shutdown", "boom"])
        expect(again("permanent", reason)).toEqual([["a", true]]);
    });

    test("S5.7-9: a temporary child is never restarted, and its specification goes with it", () => {
      for (const reason of ["normal", "shutdown", "boom"]) expect(again("temporary", reason)).toEqual([]);
    });

    test("S5.7-10: not even when the restart of a sibling ended it", () => {
      for (const strategy of ["rest_for_one", "one_for_all"] as const) {
        const temporary = workerSpec({ id: "t" }, { restart: "temporary" });
        const group = family({ strategy }, [...workers("a"), temporary]);
        group.crash("a");
        expect(group.children()).toEqual([["a", true]]);
      }
    });

    test("S5.7-11: a transient child is restarted unless it ends with normal, shutdown, or shutdown and a term", () => {
      for (const reason of ["normal", "shutdown", ["shutdown", "done"]] as const) {
        expect(again("transient", reason)).toEqual([["a", false]]);
      }
      for (const reason of ["boom", ["shutdown", "a", "b"], "killed"] as const) {
        expect(again("transient", reason)).toEqual([["a", true]]);
      }
    });

    test("S5.7-12: permanent is the default", () => {
      expect(again(undefined, "normal")).toEqual([["a", true]]);
    });
  });

  describe("significant", () => {
    test("S5.7-13: significant children cannot be permanent, nor live where automatic shutdown is never", () => {
      const refusal = (autoShutdown: "never" | "any_significant", restart: "permanent" | "transient") =>
        family({ autoShutdown }, [workerSpec({ id: "a" }, { restart, significant: true })]).result;
      const bad = (clash: Term) => [
        "error",
        ["start_spec", ["bad_combination", [clash, ["significant", true]]]],
      ];
      expect(refusal("any_significant", "permanent")).toEqual(bad(["restart", "permanent"]));
      expect(refusal("never", "transient")).toEqual(bad(["auto_shutdown", "never"]));
      expect(refusal("any_significant", "transient")).toMatchObject(["ok", {}]);
    });

    test("S5.7-14: no child is significant unless said", () => {
      expect(filledIn({})).toMatchObject(["ok", { significant: false }]);
    });
  });

  describe("shutdown", () => {
    /** How a child ends that needs this long for its terminate, and when. */
    const stopping = (shutdown: ChildSpec["shutdown"], slowUs: number, trap = true) => {
      const more = shutdown === undefined ? {} : { shutdown };
      const group = family({}, [workerSpec({ id: "a", trap, slowUs }, more)]);
      group.ask(function* (ctx) {
        yield* supervisor.terminateChild(ctx, "sup", "a");
        ctx.emit("stopped", ctx.now());
        return null;
      });
      group.run(60_000_000);
      return [group.exits()[0], group.told("stopped")[0], group.told("terminate")];
    };

    test("S5.7-15: brutal_kill ends the child at once, without its terminate", () => {
      expect(stopping("brutal_kill", 5)).toEqual([["a", "killed"], 0, []]);
    });

    test("S5.7-16: a number of ms: the child is told shutdown and may take that long", () => {
      expect(stopping(100, 99_999)).toEqual([["a", "shutdown"], 99_999, [["a", "shutdown"]]]);
    });

    test("S5.7-17: a child that takes longer is killed", () => {
      expect(stopping(100, 100_001)).toEqual([["a", "killed"], 100_000, []]);
    });

    test("S5.7-18: infinity waits as long as it takes; it is allowed for workers", () => {
      expect(stopping("infinity", 50_000_000)[0]).toEqual(["a", "shutdown"]);
    });

    test("S5.7-19: a child that does not trap exits ends at once", () => {
      expect(stopping(100, 50_000, false)).toEqual([["a", "shutdown"], 0, []]);
    });

    test("S5.7-20: unless said it is 5000 for a worker and infinity for a supervisor", () => {
      expect(filledIn({ type: "worker" })).toMatchObject(["ok", { shutdown: 5000 }]);
      expect(filledIn({ type: "supervisor" })).toMatchObject(["ok", { shutdown: "infinity" }]);
      expect(stopping(undefined, 5_000_001)).toEqual([["a", "killed"], 5_000_000, []]);
    });

    test("S5.7-21: a supervisor killed in its shutdown leaves no grandchild behind (observed on OTP 25)", () => {
      const slow = workerSpec({ id: "slow", trap: true, slowUs: 500_000 });
      const inner = defineSupervisor("inner", () => ["ok", [{}, [workerSpec({ id: "quick" }), slow]]]);
      const child = {
        id: "inner",
        start: ["supervisor", "start_link", ["inner", null]],
        shutdown: 50,
      } as const;
      const group = family({}, [child], { modules: [inner] });
      group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "inner"));
      group.run(60_000);
      expect(group.exits()).toEqual([["inner", "killed"]]);
      group.run(1_000_000);
      expect([group.pid("quick"), group.pid("slow")]).toEqual([undefined, undefined]);
    });
  });

  describe("type and modules", () => {
    test("S5.7-22: type is worker unless said", () => {
      expect(filledIn({})).toMatchObject(["ok", { type: "worker" }]);
    });

    test("S5.7-23: modules is the module of the start function unless said, or dynamic", () => {
      expect(filledIn({})).toMatchObject(["ok", { modules: ["gen_server"] }]);
      expect(filledIn({ modules: "dynamic" })).toMatchObject(["ok", { modules: "dynamic" }]);
      expect(filledIn({ modules: ["own"] })).toMatchObject(["ok", { modules: ["own"] }]);
    });

    test("S5.7-24: values that are none of these are refused by name", () => {
      const refused = (fields: object) => ((spec({ id: "a", start, ...fields }) as Term[])[1] as Term[])[1];
      expect(refused({ restart: "often" })).toEqual(["invalid_restart_type", "often"]);
      expect(refused({ type: "boss" })).toEqual(["invalid_child_type", "boss"]);
      expect(refused({ shutdown: -1 })).toEqual(["invalid_shutdown", -1]);
      expect(refused({ significant: "yes" })).toEqual(["invalid_significant", "yes"]);
      expect(refused({ modules: "some" })).toEqual(["invalid_modules", "some"]);
    });
  });
});
