import { describe, expect, test } from "vitest";
import type { Term } from "../../kernel/index.ts";
import { family, familyOf, workers } from "../../testkit/manual/family.ts";
import { workerSpec } from "../../testkit/otp-world.ts";
import { type AutoShutdown, application, type ChildSpec, defineSupervisor, supervisor } from "../index.ts";

const significant = (id: string, restart: "transient" | "temporary" = "transient"): ChildSpec =>
  workerSpec({ id, trap: true }, { restart, significant: true });

/** What becomes of the supervisor when the significant child of a restart type ends with a reason. */
const afterEnd = (autoShutdown: AutoShutdown, restart: "transient" | "temporary", reason: Term) => {
  const group = family({ autoShutdown }, [...workers("a"), significant("s", restart)]);
  group.crash("s", reason);
  return group.end();
};

describe("Supervisor 5.6: automatic shutdown", () => {
  test("S5.6-1: the supervisor ends the remaining children in reverse order, as each specifies, then itself", () => {
    const slow = workerSpec({ id: "slow", trap: true, slowUs: 9_000_000 }, { shutdown: 100 });
    const group = family({ autoShutdown: "any_significant" }, [...workers("a"), slow, significant("s")]);
    group.crash("s", "normal");
    group.run(1_000_000);
    expect(group.exits()).toEqual([
      ["s", "normal"],
      ["slow", "killed"],
      ["a", "shutdown"],
    ]);
    expect(group.view()).toBeUndefined();
  });

  test("S5.6-2: it is off unless said: the key defaults to never", () => {
    expect(family({}, []).view()?.autoShutdown).toBe("never");
  });

  test("S5.6-3: the end of a significant child by a sibling's restart ends nothing", () => {
    for (const strategy of ["one_for_all", "rest_for_one"] as const) {
      const flags = { strategy, intensity: 3, autoShutdown: "any_significant" } as const;
      const group = family(flags, [...workers("a"), significant("s", "temporary")]);
      group.crash("a");
      expect([group.end(), group.children()]).toEqual([undefined, [["a", true]]]);
    }
  });

  test("S5.6-4: terminate_child of a significant child ends nothing", () => {
    const group = family({ autoShutdown: "all_significant" }, [significant("s")]);
    expect(group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "s"))).toBe("ok");
    expect([group.end(), group.children()]).toEqual([undefined, [["s", false]]]);
  });

  test("S5.6-5: it ends with reason shutdown", () => {
    expect(afterEnd("any_significant", "transient", "normal")).toBe("shutdown");
  });

  describe("never", () => {
    test("S5.6-6: a supervisor whose init names a significant child refuses to start", () => {
      const group = family({ autoShutdown: "never" }, [significant("s")]);
      expect(group.result).toEqual([
        "error",
        [
          "start_spec",
          [
            "bad_combination",
            [
              ["auto_shutdown", "never"],
              ["significant", true],
            ],
          ],
        ],
      ]);
    });

    test("S5.6-7: starting a significant child later is rejected", () => {
      const group = family({}, []);
      const answer = group.ask((ctx) => supervisor.startChild(ctx, "sup", significant("s")));
      expect(answer).toEqual([
        "error",
        [
          "bad_combination",
          [
            ["auto_shutdown", "never"],
            ["significant", true],
          ],
        ],
      ]);
    });
  });

  describe("any_significant", () => {
    test("S5.6-8: the supervisor ends when a transient significant child ends normally", () => {
      expect(afterEnd("any_significant", "transient", "normal")).toBe("shutdown");
      expect(afterEnd("any_significant", "transient", "shutdown")).toBe("shutdown");
      expect(afterEnd("any_significant", "transient", ["shutdown", "done"])).toBe("shutdown");
    });

    test("S5.6-9: a transient significant child that ends abnormally is restarted as ever", () => {
      const group = family({ autoShutdown: "any_significant" }, [significant("s")]);
      group.crash("s", "boom");
      expect([group.end(), group.children()]).toEqual([undefined, [["s", true]]]);
    });

    test("S5.6-10: the supervisor ends when a temporary significant child ends, normally or not", () => {
      expect(afterEnd("any_significant", "temporary", "normal")).toBe("shutdown");
      expect(afterEnd("any_significant", "temporary", "boom")).toBe("shutdown");
    });

    test("S5.6-11: one of several is enough, and the end of other children is not", () => {
      const calm = workerSpec({ id: "calm" }, { restart: "temporary" });
      const group = family({ autoShutdown: "any_significant" }, [significant("s"), significant("t"), calm]);
      group.crash("calm", "normal");
      expect(group.end()).toBeUndefined();
      group.crash("s", "normal");
      expect(group.end()).toBe("shutdown");
    });
  });

  describe("all_significant", () => {
    test("S5.6-12: the supervisor ends when the last active significant child has ended", () => {
      const group = family({ autoShutdown: "all_significant" }, [
        significant("s"),
        significant("t", "temporary"),
        ...workers("a"),
      ]);
      group.crash("s", "normal");
      expect(group.end()).toBeUndefined();
      group.crash("t", "boom");
      expect(group.end()).toBe("shutdown");
    });

    test("S5.6-13: a significant child stopped by terminate_child is not active: the next end is the last", () => {
      const group = family({ autoShutdown: "all_significant" }, [significant("s"), significant("t")]);
      group.ask((ctx) => supervisor.terminateChild(ctx, "sup", "s"));
      group.crash("t", "normal");
      expect(group.end()).toBe("shutdown");
    });
  });

  test("S5.6-14: the top supervisor of an application takes the application with it, a permanent one all others", () => {
    const top = defineSupervisor("job", () => [
      "ok",
      [{ autoShutdown: "any_significant" }, [significant("s")]],
    ]);
    const rest = defineSupervisor("rest", () => ["ok", [{}, workers("a")]]);
    const apps = (type: "permanent" | "temporary") => {
      const world = familyOf(() => "ignore", { modules: [top, rest] });
      world.ask(function* (ctx) {
        ctx.trapExit(true);
        const of = (name: string) => ({ name, start: ["supervisor", "start_link", [name, null]] as const });
        return (yield* application.startLink(ctx, [of("rest"), { ...of("job"), type }])) as Term;
      });
      world.crash("s", "normal");
      return [world.told("otp.application_stopped").length, world.pid("a") !== undefined];
    };
    expect(apps("temporary")).toEqual([1, true]);
    expect(apps("permanent")).toEqual([1, false]);
  });

  test("S5.6-15: as a permanent child it is restarted only to end again, which uses up its parent's restarts", () => {
    const inner = defineSupervisor("job", () => [
      "ok",
      [{ autoShutdown: "any_significant" }, [significant("s")]],
    ]);
    const under = (restart: "permanent" | "transient") => {
      const spec = {
        id: "job",
        start: ["supervisor", "start_link", ["job", null]],
        restart,
        type: "supervisor",
      };
      const group = family({ intensity: 2 }, [spec as never], { modules: [inner] });
      for (let i = 0; i < 3 && group.pid("s") !== undefined; i++) group.crash("s", "normal");
      return [group.starts().length, group.end()];
    };
    expect(under("permanent")).toEqual([3, "shutdown"]);
    expect(under("transient")).toEqual([1, undefined]);
  });
});
