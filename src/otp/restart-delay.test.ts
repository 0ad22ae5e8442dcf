import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import { nodeLanes, Pid, restoreSnapshot, type Term, takeSnapshot } from "../kernel/index.ts";
import { type OtpWorld, otpWorld, workerSpec } from "../testkit/otp-world.ts";
import {
  type ChildSpec,
  defineSupervisor,
  dynamicSupervisor,
  type RestartDelay,
  readSupervisor,
  type Strategy,
  type SupervisorView,
  type SupFlags,
  supervisor,
} from "./index.ts";
import { delayUsOf, nextBackOff } from "./restart-delay.ts";

const DELAY: RestartDelay = { initialMs: 100, maxMs: 1000 };
const MANY = { intensity: 100, period: 5 };

function begin(flags: SupFlags, children: readonly ChildSpec[]): OtpWorld {
  const world = otpWorld([defineSupervisor("top", () => ["ok", [{ ...MANY, ...flags }, children]])]);
  world.perform(function* (ctx) {
    ctx.trapExit(true);
    return yield* supervisor.startLink(ctx, "top", null, { name: "sup" });
  });
  return world;
}

function crash(world: OtpWorld, name: string): void {
  world.perform((ctx) => ctx.send(name, ["$gen_cast", "boom"]) as undefined);
}

function view(world: OtpWorld): SupervisorView {
  return world.node.processes().flatMap((process) => readSupervisor(process) ?? [])[0] as SupervisorView;
}

/** Each child as a letter: r running, w waiting for its restart, - stopped. */
function shape(world: OtpWorld): string {
  const letters = view(world).children.map(({ pid }) =>
    pid === "restarting" ? "w" : pid === undefined ? "-" : "r",
  );
  return letters.join("");
}

const askedOf = (world: OtpWorld, verb: "terminateChild" | "deleteChild" | "restartChild", id: string) =>
  world.perform((ctx) => supervisor[verb](ctx, "sup", id));

const ms = (count: number) => count * 1000;
const abc = ["a", "b", "c"].map((id) => workerSpec({ id }));
const failing = (id: string, last: number) => workerSpec({ id, failing: [1, last] });

describe("how long a restart waits", () => {
  const noChance = () => 0;

  test("the wait grows by the factor with each failure in a row, up to the longest", () => {
    const waits = (delay: RestartDelay) => [1, 2, 3, 4, 99].map((n) => delayUsOf(delay, n, noChance));
    expect(waits(DELAY)).toEqual([100_000, 200_000, 400_000, 800_000, 1_000_000]);
    expect(waits({ ...DELAY, factor: 1 })).toEqual([100_000, 100_000, 100_000, 100_000, 100_000]);
    expect(waits({ initialMs: 0.5, factor: 1.5, maxMs: 2 })).toEqual([500, 750, 1125, 1687, 2000]);
  });

  test("jitter takes away no more than its share, and nothing is drawn without it", () => {
    const half = { ...DELAY, jitter: 0.5 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 999 }), (failures, draw) => {
        const wholeUs = delayUsOf(DELAY, failures, noChance);
        const us = delayUsOf(half, failures, () => draw / 1000);
        expect(us).toBeLessThanOrEqual(wholeUs);
        expect(us).toBeGreaterThan(wholeUs / 2);
      }),
    );
    expect(() => delayUsOf(DELAY, 1, () => expect.fail("drawn"))).not.toThrow();
  });

  test("a child that has run long enough has recovered", () => {
    const last = { failures: 4, sinceUs: 0 };
    expect(nextBackOff(DELAY, last, ms(999))).toEqual({ failures: 5, sinceUs: ms(999) });
    expect(nextBackOff(DELAY, last, ms(1000)).failures).toBe(1);
    expect(nextBackOff({ ...DELAY, resetAfterMs: 50 }, last, ms(50)).failures).toBe(1);
  });

  test.each([
    [{ initialMs: 100 }],
    [{ initialMs: 100, maxMs: 99 }],
    [{ initialMs: -1, maxMs: 9 }],
    [{ initialMs: 1, maxMs: 9, factor: 0.5 }],
    [{ initialMs: 1, maxMs: 9, jitter: 1.1 }],
    ["soon"],
  ] as const)("%j is refused, for a supervisor and for a child", (restartDelay) => {
    const refusal = (flags: Term, spec: Term) => {
      const world = otpWorld([defineSupervisor("top", (() => ["ok", [flags, [spec]]]) as never)]);
      return world.perform(function* (ctx) {
        ctx.trapExit(true);
        return yield* supervisor.startLink(ctx, "top", null);
      });
    };
    const why = ["invalid_restart_delay", restartDelay];
    expect(refusal({ restartDelay }, workerSpec({ id: "a" }))).toEqual(["error", ["supervisor_data", why]]);
    expect(refusal({}, { ...workerSpec({ id: "a" }), restartDelay })).toEqual(["error", ["start_spec", why]]);
  });
});

describe("a restart that waits", () => {
  test("the child is restarting until the wait is over, then it runs", () => {
    const world = begin({ restartDelay: DELAY }, abc);
    crash(world, "b");
    expect(shape(world)).toBe("rwr");
    expect(view(world).children[1]).toMatchObject({ pid: "restarting", restartDueUs: ms(100) });
    const rows = world.perform((ctx) => supervisor.whichChildren(ctx, "sup")) as readonly Term[][];
    expect(rows.map(([id, pid]) => [id, pid === "restarting"])).toEqual([
      ["c", false],
      ["b", true],
      ["a", false],
    ]);
    world.run(ms(100) - 1);
    expect(shape(world)).toBe("rwr");
    world.run(ms(100));
    expect(shape(world)).toBe("rrr");
    expect(world.told("otp.restart_delayed")).toMatchObject([
      { id: "b", reason: "boom", delayUs: ms(100), failures: 1 },
    ]);
    expect(world.told("otp.child_restarted")).toMatchObject([{ id: "b", reason: "boom", restarts: 1 }]);
    expect(view(world).children[1]?.restartDueUs).toBeUndefined();
  });

  test("each failure in a row waits longer, and a failing start is a failure", () => {
    const world = begin({ restartDelay: DELAY }, [failing("a", 3)]);
    crash(world, "a");
    world.run(ms(5000));
    expect(world.told("otp.restart_delayed")).toMatchObject(
      [100, 200, 400, 800].map((delay) => ({ delayUs: ms(delay) })),
    );
    expect(view(world)).toMatchObject({ children: [{ restarts: 1 }] });
    expect(shape(world)).toBe("r");
  });

  test("a run of stability starts it anew", () => {
    const world = begin({ restartDelay: DELAY }, abc);
    crash(world, "a");
    world.run(ms(100));
    crash(world, "a");
    world.run(ms(300));
    world.run(ms(1300));
    crash(world, "a");
    const waits = world.told("otp.restart_delayed").map((data) => (data as { delayUs: number }).delayUs);
    expect(waits).toEqual([ms(100), ms(200), ms(100)]);
  });

  test("a child's own delay goes before its supervisor's; without either it restarts at once", () => {
    const own = workerSpec({ id: "a" }, { restartDelay: { initialMs: 7, maxMs: 7 } });
    const world = begin({ restartDelay: DELAY }, [own, ...abc.slice(1)]);
    crash(world, "a");
    crash(world, "b");
    world.run(ms(7));
    expect(shape(world)).toBe("rwr");
    const spec = world.perform((ctx) => supervisor.getChildSpec(ctx, "sup", "a"));
    expect(spec).toMatchObject(["ok", { restartDelay: { initialMs: 7, maxMs: 7 } }]);
    const other = begin({}, [own, ...abc.slice(1)]);
    crash(other, "a");
    crash(other, "b");
    expect(shape(other)).toBe("wrr");
  });

  test("jitter comes from a stream of the run: the same seed waits the same", () => {
    const waitsOf = () => {
      const world = begin({ restartDelay: { ...DELAY, jitter: 1 } }, abc);
      for (const id of ["a", "b", "c"]) crash(world, id);
      return world.told("otp.restart_delayed").map((data) => (data as { delayUs: number }).delayUs);
    };
    const waits = waitsOf();
    expect(waitsOf()).toEqual(waits);
    expect(new Set(waits).size).toBe(3);
  });

  test("every failure counts against the intensity", () => {
    const world = begin({ restartDelay: DELAY, intensity: 2 }, [failing("a", 99)]);
    crash(world, "a");
    world.run(ms(9999));
    expect(world.told("otp.restart_delayed")).toHaveLength(2);
    expect(world.told("otp.restart_intensity_reached")).toMatchObject([{ restarts: 3, intensity: 2 }]);
    expect(view(world)).toBeUndefined();
  });
});

describe("ending a wait", () => {
  test("terminate_child: the child is not started, and may then be deleted or restarted", () => {
    const world = begin({ restartDelay: DELAY }, abc);
    crash(world, "a");
    expect(askedOf(world, "deleteChild", "a")).toEqual(["error", "restarting"]);
    expect(askedOf(world, "restartChild", "a")).toEqual(["error", "restarting"]);
    expect(askedOf(world, "terminateChild", "a")).toBe("ok");
    expect(world.node.nextTimeUs()).toBe(Number.POSITIVE_INFINITY);
    world.run(ms(9999));
    expect(shape(world)).toBe("-rr");
    expect(askedOf(world, "restartChild", "a")).toMatchObject(["ok", expect.anything()]);
    crash(world, "a");
    expect(world.told("otp.restart_delayed").at(-1)).toMatchObject({ failures: 1 });
    askedOf(world, "terminateChild", "a");
    expect(askedOf(world, "deleteChild", "a")).toBe("ok");
    world.run(ms(99_999));
    expect(shape(world)).toBe("rr");
  });

  test("the supervisor's own end: it neither waits nor starts anybody", () => {
    const world = begin({ restartDelay: DELAY }, abc);
    crash(world, "a");
    world.perform(
      (ctx) => ctx.send("sup", ["system", [ctx.self, ctx.makeRef()], ["terminate", "shutdown"]]) as undefined,
    );
    expect(view(world)).toBeUndefined();
    world.run(ms(9999));
    expect(world.told("init")).toEqual(["a", "b", "c"]);
  });
});

describe("strategies", () => {
  test("one_for_all stops all at once and starts all together when the wait is over", () => {
    const world = begin({ strategy: "one_for_all", restartDelay: DELAY }, abc);
    crash(world, "b");
    expect(shape(world)).toBe("www");
    world.run(ms(100));
    expect(shape(world)).toBe("rrr");
    expect(world.told("init")).toEqual(["a", "b", "c", "a", "b", "c"]);
    expect(world.told("otp.restart_delayed")).toHaveLength(1);
  });

  test("rest_for_one stops those after it; an earlier child that fails takes all over", () => {
    const world = begin({ strategy: "rest_for_one", restartDelay: DELAY }, abc);
    crash(world, "b");
    expect(shape(world)).toBe("rww");
    world.run(ms(60));
    crash(world, "a");
    expect(shape(world)).toBe("www");
    world.run(ms(160) - 1);
    expect(shape(world)).toBe("www");
    world.run(ms(160));
    expect(shape(world)).toBe("rrr");
    expect(world.told("init")).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  test("nobody is started earlier than before, when a failure takes a longer wait over", () => {
    const slow = workerSpec({ id: "b" }, { restartDelay: { initialMs: 500, maxMs: 500 } });
    const world = begin({ strategy: "rest_for_one", restartDelay: DELAY }, [abc[0], slow] as ChildSpec[]);
    crash(world, "b");
    crash(world, "a");
    world.run(ms(499));
    expect(shape(world)).toBe("ww");
    world.run(ms(500));
    expect(shape(world)).toBe("rr");
  });

  test("terminating the one that failed does not keep its siblings from coming back", () => {
    const world = begin({ strategy: "one_for_all", restartDelay: DELAY }, abc);
    crash(world, "b");
    askedOf(world, "terminateChild", "b");
    expect(shape(world)).toBe("w-w");
    world.run(ms(100));
    expect(shape(world)).toBe("r-r");
  });

  test("a sibling that cannot be started makes the whole group wait again", () => {
    const world = begin({ strategy: "one_for_all", restartDelay: DELAY }, [
      workerSpec({ id: "a" }),
      failing("b", 1),
      workerSpec({ id: "c" }),
    ]);
    crash(world, "a");
    world.run(ms(100));
    expect(shape(world)).toBe("www");
    world.run(ms(200));
    expect(shape(world)).toBe("rrr");
    expect(world.told("init")).toEqual(["a", "b", "c", "a", "b", "a", "b", "c"]);
  });

  test("simple_one_for_one and dynamic supervisors: a child waits under its old pid", () => {
    const world = begin({ strategy: "simple_one_for_one", restartDelay: DELAY }, [
      { id: "w", start: ["gen_server", "start_link", ["worker"]] },
    ]);
    const start = (id: string) =>
      world.perform((ctx) => supervisor.startChild(ctx, "sup", [{ id }, { name: id }])) as readonly [
        "ok",
        Pid,
      ];
    const [, first] = start("x");
    start("y");
    crash(world, "x");
    crash(world, "y");
    expect(shape(world)).toBe("ww");
    world.perform((ctx) => supervisor.terminateChild(ctx, "sup", first));
    expect(shape(world)).toBe("w");
    world.run(ms(100));
    expect(shape(world)).toBe("r");
    expect(world.node.nextTimeUs()).toBe(Number.POSITIVE_INFINITY);
  });

  test("a dynamic supervisor keeps to the delay of each child's specification", () => {
    const world = otpWorld([]);
    const spec = workerSpec({ id: "x", failing: [1, 1] }, { restartDelay: DELAY });
    const [, pid] = world.perform(function* (ctx) {
      yield* dynamicSupervisor.startLink(ctx, { name: "dyn" });
      return yield* dynamicSupervisor.startChild(ctx, "dyn", spec);
    }) as readonly ["ok", Pid];
    crash(world, "x");
    world.run(ms(100));
    expect(shape(world)).toBe("w");
    world.run(ms(300));
    expect(shape(world)).toBe("r");
    crash(world, "x");
    const gone = (one: Pid) => world.perform((ctx) => dynamicSupervisor.terminateChild(ctx, "dyn", one));
    expect(gone(pid)).toEqual(["error", "not_found"]);
    expect(world.told("otp.restart_delayed").at(-1)).toMatchObject({ failures: 3 });
  });
});

test("waits survive checkpoint and restore at every event with the same hash", () => {
  const script = (world: OtpWorld) => {
    crash(world, "b");
    world.run(ms(30));
    crash(world, "a");
    return world;
  };
  const flags: SupFlags = { strategy: "rest_for_one", restartDelay: { ...DELAY, jitter: 0.5 } };
  const children = [workerSpec({ id: "a" }), failing("b", 2), workerSpec({ id: "c" })];
  const rest = (world: OtpWorld) => {
    while (world.node.step());
    return lanesToHex(nodeLanes(world.node));
  };
  const expected = rest(script(begin(flags, children)));
  const original = script(begin(flags, children));
  let cuts = 0;
  for (;;) {
    const restored = script(begin(flags, children));
    restoreSnapshot(restored.node, takeSnapshot(original.node));
    expect(rest(restored), `cut at event ${cuts}`).toBe(expected);
    cuts++;
    if (!original.node.step()) break;
  }
  expect(cuts).toBeGreaterThan(20);
});

/** After every action: who is listed as running is alive and linked, who waits has a time, nobody else is there. */
test("whatever happens while restarts wait: no orphan, no dead child listed, and everybody comes back", () => {
  const id = fc.constantFrom("a", "b", "c");
  const action = fc.record({ kind: fc.constantFrom("crash", "terminate", "restart", "wait"), id });
  const strategy = fc.constantFrom("one_for_one", "one_for_all", "rest_for_one");
  const failures = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(strategy, failures, fc.array(action, { maxLength: 20 }), (name, last, actions) => {
      const children = ["a", "b", "c"].map((one, index) => failing(one, last[index] as number));
      const world = begin({ strategy: name as Strategy, intensity: 1000, restartDelay: DELAY }, children);
      const stopped = new Set<string>();
      for (const step of actions) {
        if (step.kind === "wait") world.run(world.node.nowUs + ms(70));
        if (step.kind === "crash") {
          world.perform((ctx) => {
            if (ctx.whereis(step.id) !== undefined) ctx.send(step.id, ["$gen_cast", "boom"]);
            return null;
          });
        }
        if (step.kind === "terminate") askedOf(world, "terminateChild", step.id);
        if (step.kind === "restart") askedOf(world, "restartChild", step.id);
        if (step.kind === "terminate") stopped.add(step.id);
        checkTree(world);
      }
      world.run(world.node.nowUs + ms(20_000));
      const down = view(world).children.filter((child) => !(child.pid instanceof Pid));
      expect(down.every((child) => child.pid === undefined && stopped.has(String(child.id)))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

function checkTree(world: OtpWorld): void {
  const processes = world.node.processes();
  const workers = processes.filter((one) => one.label !== "sup" && one.loop?.name === "gen_server");
  const { children } = view(world);
  const listed = children.map((child) => child.pid).filter((pid) => pid instanceof Pid);
  expect(new Set(workers.map((one) => one.pid))).toEqual(new Set(listed));
  for (const child of children) {
    expect(child.restartDueUs !== undefined, String(child.id)).toBe(child.pid === "restarting");
  }
}
