import { describe, expect, test } from "vitest";
import { type Family, family, workers } from "../../testkit/manual/family.ts";
import { workerSpec } from "../../testkit/otp-world.ts";
import { defineSupervisor } from "../index.ts";

const SECOND_US = 1_000_000;

/** A group of three workers that trap exits, under a strategy. */
const three = (strategy: "one_for_one" | "one_for_all" | "rest_for_one"): Family => {
  const group = family({ strategy, intensity: 5 }, workers("a", "b", "c"));
  group.starts();
  return group;
};

describe("Supervisor 5.1: supervision principles", () => {
  test("S5.1-1: a supervisor keeps its children alive by restarting them", () => {
    const group = family({}, workers("a"));
    const before = group.pid("a");
    group.crash("a");
    expect([group.pid("a") !== undefined, group.pid("a") === before]).toEqual([true, false]);
  });

  test("S5.1-2: children start in the order of their specifications", () => {
    expect(family({}, workers("c", "a", "b")).starts()).toEqual(["c", "a", "b"]);
  });

  test("S5.1-3: children end in the reverse order", () => {
    const group = family({ intensity: 0 }, workers("a", "b", "c"));
    group.crash("a");
    expect(group.exits().slice(1)).toEqual([
      ["c", "shutdown"],
      ["b", "shutdown"],
    ]);
  });
});

describe("Supervisor 5.2: example", () => {
  test("S5.2-1: the example: one permanent worker, killed at shutdown, one restart in five seconds", () => {
    const ch = workerSpec(
      { id: "ch", trap: true },
      { restart: "permanent", shutdown: "brutal_kill", type: "worker" },
    );
    const group = family({ strategy: "one_for_one", intensity: 1, period: 5 }, [ch]);
    group.crash("ch");
    expect(group.children()).toEqual([["ch", true]]);
    group.crash("ch");
    expect([group.children(), group.end()]).toEqual([[], "shutdown"]);
  });
});

describe("Supervisor 5.3: supervisor flags", () => {
  test("S5.3-1: all flags are optional: one_for_one, 1 restart in 5 seconds, no automatic shutdown", () => {
    const { strategy, intensity, period, autoShutdown } = family({}, []).view() ?? {};
    expect([strategy, intensity, period, autoShutdown]).toEqual(["one_for_one", 1, 5, "never"]);
  });
});

describe("Supervisor 5.4: restart strategy", () => {
  test("S5.4-1: the strategy is one_for_one unless said", () => {
    const group = family({ intensity: 5 }, workers("a", "b"));
    group.starts();
    group.crash("a");
    expect(group.starts()).toEqual(["a"]);
  });

  test("S5.4-2: one_for_one: only the process that ended is restarted", () => {
    const group = three("one_for_one");
    const [a, c] = [group.pid("a"), group.pid("c")];
    group.crash("b");
    expect(group.exits()).toEqual([["b", "boom"]]);
    expect(group.starts()).toEqual(["b"]);
    expect([group.pid("a"), group.pid("c")]).toEqual([a, c]);
  });

  test("S5.4-3: one_for_all: all others are ended, then all are restarted", () => {
    const group = three("one_for_all");
    group.crash("b");
    expect(group.exits()).toEqual([
      ["b", "boom"],
      ["c", "shutdown"],
      ["a", "shutdown"],
    ]);
    expect(group.starts()).toEqual(["a", "b", "c"]);
  });

  test("S5.4-4: rest_for_one: those started after it are ended, then it and they are restarted", () => {
    const group = three("rest_for_one");
    const a = group.pid("a");
    group.crash("b");
    expect(group.exits()).toEqual([
      ["b", "boom"],
      ["c", "shutdown"],
    ]);
    expect(group.starts()).toEqual(["b", "c"]);
    expect(group.pid("a")).toBe(a);
  });

  test("S5.4-5: rest_for_one: the end of the last child touches no other, of the first all", () => {
    const group = three("rest_for_one");
    group.crash("c");
    expect(group.starts()).toEqual(["c"]);
    group.crash("a");
    expect(group.starts()).toEqual(["a", "b", "c"]);
  });

  test("S5.4-6: a strategy acts only when the child is to be restarted", () => {
    const calm = workerSpec({ id: "calm" }, { restart: "transient" });
    const group = family({ strategy: "one_for_all", intensity: 5 }, [calm, ...workers("a")]);
    group.starts();
    group.crash("calm", "normal");
    expect(group.starts()).toEqual([]);
    group.crash("a");
    expect(group.starts()).toEqual(["calm", "a"]);
  });
});

/** Lets the worker be killed every so often until the supervisor gives up: how many kills it stood, at most `most`. */
function stands(flags: { intensity: number; period: number }, everyUs: number, most: number): number {
  const group = family(flags, [workerSpec({ id: "a" })]);
  for (let kills = 0; kills < most; kills++) {
    group.kill("a");
    if (group.end() !== undefined) return kills;
    group.run(group.node.nowUs + everyUs);
  }
  return most;
}

describe("Supervisor 5.5: maximum restart intensity", () => {
  test("S5.5-1: more restarts than the intensity within the period end all children, then the supervisor", () => {
    const group = family({ intensity: 2, period: 5 }, workers("a", "b"));
    group.crash("a");
    group.crash("a");
    expect([group.end(), group.pid("b") !== undefined]).toEqual([undefined, true]);
    group.exits();
    group.crash("a");
    expect(group.exits()).toEqual([
      ["a", "boom"],
      ["b", "shutdown"],
    ]);
    expect(group.view()).toBeUndefined();
  });

  test("S5.5-2: it then ends with reason shutdown", () => {
    const group = family({ intensity: 0 }, workers("a"));
    group.crash("a", "something else");
    expect(group.end()).toBe("shutdown");
  });

  const inner = (name: string, intensity: number) =>
    defineSupervisor(name, () => ["ok", [{ intensity, period: 100 }, [workerSpec({ id: "w" })]]]);
  const innerSpec = (name: string, restart: "permanent" | "temporary" = "permanent") =>
    ({ id: name, start: ["supervisor", "start_link", [name, null]], type: "supervisor", restart }) as const;

  test("S5.5-3: the supervisor above then acts: it restarts the one that gave up, or ends too", () => {
    const group = family({ intensity: 1 }, [innerSpec("inner", "permanent")], {
      modules: [inner("inner", 0)],
    });
    group.starts();
    group.crash("w");
    expect([group.starts(), group.end()]).toEqual([["w"], undefined]);
    group.crash("w");
    expect([group.starts(), group.end()]).toEqual([[], "shutdown"]);
  });

  test("S5.5-4: it keeps a process that always dies for the same reason from being restarted for ever", () => {
    const group = family({ intensity: 3 }, [workerSpec({ id: "a", failing: [1, 99] })]);
    group.crash("a");
    expect([group.starts().length, group.end()]).toEqual([1 + 3, "shutdown"]);
  });

  test("S5.5-5: intensity is 1 and period 5 unless said", () => {
    expect(stands({} as never, 4 * SECOND_US, 9)).toBe(1);
    expect(stands({} as never, 6 * SECOND_US, 9)).toBe(9);
  });

  test("S5.5-6: intensity 0 allows no restart at all", () => {
    expect(stands({ intensity: 0, period: 1 }, SECOND_US, 9)).toBe(0);
  });

  describe("tuning the intensity and period", () => {
    test("S5.5-7: the intensity is the burst that is tolerated, even within one second", () => {
      expect(stands({ intensity: 5, period: 30 }, 1, 99)).toBe(5);
      expect(stands({ intensity: 10, period: 30 }, 1, 99)).toBe(10);
    });

    test("S5.5-8: a short period lets a steady failure go on for ever: intensity 10 in 1 s bears five a second", () => {
      expect(stands({ intensity: 10, period: 1 }, SECOND_US / 5, 500)).toBe(500);
    });

    test("S5.5-9: the window is counted in whole seconds: ten a second are too many for 10 in 1 (observed on OTP 25)", () => {
      expect(stands({ intensity: 10, period: 1 }, SECOND_US / 10, 500)).toBe(10);
    });

    test("S5.5-10: 5 in 30 seconds bears a failure every seven seconds for ever, and not one every five", () => {
      expect(stands({ intensity: 5, period: 30 }, 7 * SECOND_US, 500)).toBe(500);
      expect(stands({ intensity: 5, period: 30 }, 5 * SECOND_US, 500)).toBe(5);
    });

    test("S5.5-11: one restart a minute: 1 in 60 stands a failure every 62 seconds and gives up at a faster one", () => {
      expect(stands({ intensity: 1, period: 60 }, 62 * SECOND_US, 100)).toBe(100);
      expect(stands({ intensity: 1, period: 60 }, 50 * SECOND_US, 100)).toBe(1);
    });

    test("S5.5-12: 1 in 6 has the steady rate of 5 in 30, but does not stand two failures in quick succession", () => {
      expect(stands({ intensity: 1, period: 6 }, 7 * SECOND_US, 500)).toBe(500);
      expect(stands({ intensity: 1, period: 6 }, 1, 500)).toBe(1);
    });

    test("S5.5-13: a very long period counts separate incidents together: 5 in 3600 gives up at a sixth an hour later", () => {
      const afterBurst = (period: number) => {
        const group = family({ intensity: 5, period }, [workerSpec({ id: "a" })]);
        for (let i = 0; i < 5; i++) group.kill("a");
        group.run(3500 * SECOND_US);
        group.kill("a");
        return group.end();
      };
      expect(afterBurst(3600)).toBe("shutdown");
      expect(afterBurst(600)).toBeUndefined();
    });

    test("S5.5-14: over several levels the restarts multiply: 10 above 10 start a failing child more than 100 times", () => {
      const startsUntilGivenUp = (above: number, below: number) => {
        const flags = { intensity: above, period: 100 };
        const group = family(flags, [innerSpec("inner")], { modules: [inner("inner", below)] });
        while (group.end() === undefined) group.kill("w");
        return group.starts().length;
      };
      expect(startsUntilGivenUp(2, 2)).toBe(9);
      expect(startsUntilGivenUp(10, 10)).toBe(121);
      expect(startsUntilGivenUp(3, 10)).toBe(44);
    });
  });
});
