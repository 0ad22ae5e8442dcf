import { describe, expect, test } from "vitest";
import type { Context, Module, Pid, Process, Term } from "../kernel/index.ts";
import { type OtpWorld, otpWorld, workerSpec } from "../testkit/otp-world.ts";
import {
  type ChildSpec,
  defineSupervisor,
  readSupervisor,
  type SupervisorView,
  type SupFlags,
  supervisor,
} from "./index.ts";

function tree(flags: SupFlags, children: readonly ChildSpec[]): Module {
  return defineSupervisor("top", () => ["ok", [flags, children]]);
}

/** Starts the supervisor under the name "sup" from a process that traps exits. */
function begin(
  flags: SupFlags,
  children: readonly ChildSpec[],
  options: { defects?: string[] } = {},
): OtpWorld {
  const world = otpWorld([tree(flags, children)], options);
  world.perform(function* (ctx) {
    ctx.trapExit(true);
    return yield* supervisor.startLink(ctx, "top", null, { name: "sup" });
  });
  return world;
}

function crash(world: OtpWorld, name: string, reason: Term = "boom"): void {
  world.perform((ctx) => ctx.send(name, ["$gen_cast", reason]) as undefined);
}

function view(world: OtpWorld): SupervisorView | undefined {
  return world.node
    .processes()
    .map((process: Process) => readSupervisor(process))
    .find((one) => one?.module === "top");
}

function exits(world: OtpWorld): Term[] {
  return world.told("otp.child_terminated").map((data) => {
    const { id, reason } = data as { readonly id: Term; readonly reason: Term };
    return [id, reason];
  });
}

const abc = ["a", "b", "c"].map((id) => workerSpec({ id, trap: true }));
const order = (world: OtpWorld, event: string) => world.told(event);

describe("start and shutdown", () => {
  test("children start left to right and stop right to left", () => {
    const world = begin({}, abc);
    expect(order(world, "init")).toEqual(["a", "b", "c"]);
    world.perform((ctx) => ctx.exit(ctx.whereis("sup") as Pid, "kill") as undefined);
    const other = begin({ intensity: 0 }, abc);
    crash(other, "b");
    expect(order(other, "terminate")).toEqual([
      ["b", "boom"],
      ["c", "shutdown"],
      ["a", "shutdown"],
    ]);
  });

  test("a child that fails to start stops those before it, and the start fails with its id and reason", () => {
    const world = otpWorld([tree({}, [...abc, workerSpec({ id: "d", failing: [0, 0] })])]);
    const result = world.perform(function* (ctx) {
      ctx.trapExit(true);
      return yield* supervisor.startLink(ctx, "top", null);
    });
    expect(result).toEqual(["error", ["shutdown", ["failed_to_start_child", "d", "bad_start"]]]);
    expect(order(world, "terminate")).toEqual([
      ["c", "shutdown"],
      ["b", "shutdown"],
      ["a", "shutdown"],
    ]);
  });

  test("a child that takes longer than its shutdown time is killed", () => {
    const slow = workerSpec({ id: "slow", trap: true, slowUs: 500_000 }, { shutdown: 200 });
    const world = begin({}, [slow]);
    world.perform((ctx) => supervisor.terminateChild(ctx, "sup", "slow"));
    world.run(199_999);
    expect(exits(world)).toEqual([]);
    world.run(200_000);
    expect(exits(world)).toEqual([["slow", "killed"]]);
  });

  test("specifications and flags that make no sense are refused with OTP's words", () => {
    const refusal = (flags: Term, specs: readonly Term[]) => {
      const world = otpWorld([defineSupervisor("top", (() => ["ok", [flags, specs]]) as never)]);
      return world.perform(function* (ctx) {
        ctx.trapExit(true);
        return yield* supervisor.startLink(ctx, "top", null);
      });
    };
    const start = ["m", "f", []];
    expect(refusal({ strategy: "all" }, [])).toEqual([
      "error",
      ["supervisor_data", ["invalid_strategy", "all"]],
    ]);
    expect(refusal({ period: 0 }, [])).toEqual(["error", ["supervisor_data", ["invalid_period", 0]]]);
    expect(refusal({}, [{ start }])).toEqual(["error", ["start_spec", "missing_id"]]);
    expect(
      refusal({}, [
        { id: "a", start },
        { id: "a", start },
      ]),
    ).toEqual(["error", ["start_spec", ["duplicate_child_name", "a"]]]);
    expect(refusal({}, [{ id: "a", start, restart: "temporary", significant: true }])).toEqual([
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
});

describe("strategies", () => {
  test("one_for_one restarts only the child that has ended", () => {
    const world = begin({ intensity: 3 }, abc);
    crash(world, "b");
    expect(order(world, "init")).toEqual(["a", "b", "c", "b"]);
    expect(exits(world)).toEqual([["b", "boom"]]);
  });

  test("one_for_all stops all others in reverse, then starts all in order", () => {
    const world = begin({ strategy: "one_for_all", intensity: 3 }, abc);
    crash(world, "b");
    expect(exits(world)).toEqual([
      ["b", "boom"],
      ["c", "shutdown"],
      ["a", "shutdown"],
    ]);
    expect(order(world, "init")).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  test("rest_for_one stops those after it in reverse, then starts it and them in order", () => {
    const world = begin({ strategy: "rest_for_one", intensity: 3 }, abc);
    crash(world, "b");
    expect(exits(world)).toEqual([
      ["b", "boom"],
      ["c", "shutdown"],
    ]);
    expect(order(world, "init")).toEqual(["a", "b", "c", "b", "c"]);
  });

  test("a group restart drops temporary children and starts ended transient ones again", () => {
    const children = [
      workerSpec({ id: "p" }),
      workerSpec({ id: "t" }, { restart: "temporary" }),
      workerSpec({ id: "n" }, { restart: "transient" }),
    ];
    const world = begin({ strategy: "one_for_all", intensity: 3 }, children);
    crash(world, "n", "normal");
    expect(view(world)?.children.map((child) => [child.id, child.pid === undefined])).toEqual([
      ["p", false],
      ["t", false],
      ["n", true],
    ]);
    crash(world, "p");
    expect(view(world)?.children.map((child) => [child.id, child.pid === undefined])).toEqual([
      ["p", false],
      ["n", false],
    ]);
  });
});

describe("restart intensity", () => {
  const restartsSurvived = (intensity: number, crashes: number) => {
    const world = begin({ intensity, period: 5 }, [workerSpec({ id: "a" })]);
    for (let i = 0; i < crashes; i++) crash(world, "a");
    return view(world) !== undefined;
  };

  test.each([0, 1, 2, 3])(
    "%i restarts within the period survive; one more ends the supervisor",
    (intensity) => {
      if (intensity > 0) expect(restartsSurvived(intensity, intensity)).toBe(true);
      expect(restartsSurvived(intensity, intensity + 1)).toBe(false);
    },
  );

  test("giving up ends it with reason shutdown, whatever the child died of", () => {
    const world = begin({ intensity: 0 }, abc);
    crash(world, "a", "disaster");
    expect(world.told("otp.supervisor_gave_up")).toMatchObject([{ module: "top", reason: "shutdown" }]);
    expect(world.told("otp.restart_intensity_reached")).toMatchObject([
      { id: "a", restarts: 1, intensity: 0 },
    ]);
  });

  test("restarts more than a period apart do not count together", () => {
    const world = begin({ intensity: 1, period: 5 }, [workerSpec({ id: "a" })]);
    crash(world, "a");
    world.run(6_000_000);
    crash(world, "a");
    expect(view(world)?.children[0]?.restarts).toBe(2);
  });

  test("three failing starts and then success survive intensity 5, each attempt counts", () => {
    const world = begin({ intensity: 5 }, [workerSpec({ id: "a", failing: [1, 3] })]);
    crash(world, "a");
    expect(view(world)).toMatchObject({ restartsUs: [0, 0, 0, 0], children: [{ id: "a", restarts: 1 }] });
  });

  test("a start that keeps failing ends the supervisor", () => {
    const world = begin({ intensity: 5 }, [workerSpec({ id: "a", failing: [1, 99] })]);
    crash(world, "a");
    expect(world.told("init")).toHaveLength(6);
    expect(view(world)).toBeUndefined();
  });

  test("a failed restart is retried through the mailbox: a request in between sees restarting", () => {
    const world = begin({ intensity: 5 }, [workerSpec({ id: "a", failing: [1, 1] })]);
    const rows = world.perform(function* (ctx) {
      ctx.send("a", ["$gen_cast", "boom"]);
      yield* supervisor.countChildren(ctx, "sup");
      return yield* supervisor.whichChildren(ctx, "sup");
    });
    expect(rows).toMatchObject([["a", "restarting", "worker", ["gen_server"]]]);
    expect(view(world)).toMatchObject({ children: [{ id: "a", restarts: 1 }] });
  });
});

describe("what observers see", () => {
  test("a view names strategy, window, and for each child restarts and last exit", () => {
    const world = begin({ strategy: "rest_for_one", intensity: 3, period: 7 }, abc);
    world.run(2_500_000);
    crash(world, "b");
    expect(view(world)).toMatchObject({
      module: "top",
      strategy: "rest_for_one",
      intensity: 3,
      period: 7,
      restartsUs: [2_500_000],
      children: [
        { id: "a", restarts: 0, lastExit: undefined, restart: "permanent", shutdown: 5000, type: "worker" },
        { id: "b", restarts: 1, lastExit: { reason: "boom", atUs: 2_500_000 } },
        { id: "c", restarts: 1, lastExit: { reason: "shutdown", atUs: 2_500_000 } },
      ],
    });
  });

  test("which_children lists the newest child first, counts agree, and views and answers name the same pids", () => {
    const world = begin({}, abc);
    const rows = world.perform((ctx: Context) => supervisor.whichChildren(ctx, "sup")) as readonly Term[][];
    expect(rows.map((row) => row[0])).toEqual(["c", "b", "a"]);
    expect(rows.map((row) => row[1]).reverse()).toEqual(view(world)?.children.map((child) => child.pid));
    const counts = world.perform((ctx: Context) => supervisor.countChildren(ctx, "sup"));
    expect(counts).toEqual({ specs: 3, active: 3, supervisors: 0, workers: 3 });
  });
});

describe("planted defects", () => {
  test("supervisor_forgets_sibling: rest_for_one leaves the last sibling stopped", () => {
    const world = begin({ strategy: "rest_for_one", intensity: 3 }, abc, {
      defects: ["supervisor_forgets_sibling"],
    });
    crash(world, "a");
    expect(view(world)?.children.map((child) => child.pid !== undefined)).toEqual([true, true, false]);
  });

  test("supervisor_ignores_intensity: it never gives up", () => {
    const world = begin({ intensity: 0 }, abc, { defects: ["supervisor_ignores_intensity"] });
    for (let i = 0; i < 5; i++) crash(world, "a");
    expect(view(world)?.children[0]?.restarts).toBe(5);
  });

  test("supervisor_orphans_child: one child outlives its supervisor", () => {
    const world = begin({ intensity: 0 }, abc, { defects: ["supervisor_orphans_child"] });
    crash(world, "c");
    expect(view(world)).toBeUndefined();
    const survivors = world.perform((ctx) =>
      ["a", "b", "c"].filter((name) => ctx.whereis(name) !== undefined),
    );
    expect(survivors).toEqual(["a"]);
  });
});
