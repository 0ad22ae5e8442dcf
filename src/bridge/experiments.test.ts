// Spare workers: the result of an experiment is that of its plan, whatever their number, their speed and their deaths.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { summarise } from "../sim/index.ts";
import { type ExperimentAnswer, serveExperiments } from "./experiment-host.ts";
import { CANCELLED, createExperimentPool, type ExperimentWorker, poolSizeFor } from "./experiment-pool.ts";
import { huntSeeds, measureSeeds, shrinkFound } from "./experiments.ts";

const SECOND = 1_000_000;

async function loadResource(): Promise<Uint8Array> {
  return new Uint8Array(readFileSync(new URL("../mabeam/learning/data/digits.bin", import.meta.url)));
}

/** Turns of the event loop to wait: how the answers of workers are put out of order without a clock. */
async function wait(turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await Promise.resolve();
}

interface Workshop {
  readonly start: () => ExperimentWorker;
  /** How often a worker was started and ended. */
  readonly counts: { started: number; ended: number };
}

/** Real hosts without threads; `delayOf` says how late the answer to an order comes, and `diesAt` which orders kill. */
function workshop(
  delayOf: (id: number) => number = () => 0,
  diesAt: (id: number, worker: number) => boolean = () => false,
): Workshop {
  const counts = { started: 0, ended: 0 };
  const start = (): ExperimentWorker => {
    const number = ++counts.started;
    let hear: (answer: ExperimentAnswer) => void = () => undefined;
    let mourn: (cause: string) => void = () => undefined;
    let nowMs = 0;
    const serve = serveExperiments({
      post: (answer) => void wait(delayOf(answer.id)).then(() => hear(answer)),
      loadResource,
      nowMs: () => (nowMs += 200),
    });
    return {
      post(call) {
        if (diesAt(call.id, number)) void wait(1).then(() => mourn("out of memory"));
        else void serve(structuredClone(call));
      },
      listen: (listener) => {
        hear = listener;
      },
      onDeath: (listener) => {
        mourn = listener;
      },
      end: () => {
        counts.ended++;
      },
    };
  };
  return { start, counts };
}

const plan = {
  scenario: "supervision-strategies",
  parameters: {},
  defects: [],
  inputs: [{ atUs: SECOND, action: { kind: "kill_process", target: "<n1.5>", reason: "kill" } }],
  untilUs: 3 * SECOND,
  seeds: [11, 12, 13, 14, 15, 16, 17],
} as const;

const late = (id: number): number => ((id * 7) % 5) * 40;

describe("many seeds", () => {
  it.each([1, 2, 3])("give the same outcomes and summary with %i workers", async (size) => {
    const alone = createExperimentPool(workshop().start, 1);
    const expected = await measureSeeds(alone, plan, () => undefined);
    const shares: number[] = [];
    const pool = createExperimentPool(workshop(late).start, size);
    const reply = await measureSeeds(pool, plan, ({ share }) => shares.push(share));
    expect(reply).toEqual(expected);
    if (!reply.ok) throw new Error(reply.error);
    expect(reply.value.map(({ seed }) => seed)).toEqual(plan.seeds);
    expect(summarise("restarts", reply.value).interval?.count).toBe(7);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it("end with the sentence of the worker when there is no such run", async () => {
    const pool = createExperimentPool(workshop().start, 2);
    const reply = await measureSeeds(pool, { ...plan, scenario: "nowhere" }, () => undefined);
    expect(reply).toMatchObject({ ok: false, error: expect.stringContaining('no scenario "nowhere"') });
  });
});

describe("a worker that dies", () => {
  it("is replaced, and its order is computed by another", async () => {
    const { start, counts } = workshop(
      () => 0,
      (id, worker) => id === 3 && worker === 1,
    );
    const alone = await measureSeeds(createExperimentPool(workshop().start, 1), plan, () => undefined);
    expect(await measureSeeds(createExperimentPool(start, 1), plan, () => undefined)).toEqual(alone);
    expect(counts).toEqual({ started: 2, ended: 1 });
  });

  it("twice over the same order is the order's fault: said, and the others go on", async () => {
    const { start } = workshop(
      () => 0,
      (id) => id === 2,
    );
    const pool = createExperimentPool(start, 1);
    const { seeds: _seeds, ...rest } = plan;
    const run = (seed: number) => pool.run({ kind: "trial", ...rest, seed });
    const [first, second, third] = await Promise.all([run(1), run(2), run(3)]);
    expect(second).toEqual({ ok: false, error: "A spare worker failed: out of memory" });
    expect([first?.ok, third?.ok]).toEqual([true, true]);
  });
});

describe("cancelling", () => {
  it("ends the workers and answers every order; the pool can be used again", async () => {
    const { start, counts } = workshop(() => 1_000);
    const pool = createExperimentPool(start, 2);
    const running = measureSeeds(pool, plan, () => undefined);
    pool.cancel();
    expect(await running).toEqual({ ok: false, error: CANCELLED });
    expect(counts).toEqual({ started: 2, ended: 2 });
    expect((await measureSeeds(pool, { ...plan, seeds: [1] }, () => undefined)).ok).toBe(true);
    pool.cancel();
    expect(counts).toEqual({ started: 3, ended: 2 });
    pool.rest();
    expect(counts).toEqual({ started: 3, ended: 3 });
  });
});

describe("a hunt", () => {
  const hunt = {
    scenario: "supervision-basics",
    parameters: {},
    defects: ["supervisor_orphans_child"],
    first: 1,
    count: 20,
    checker: "no_orphan",
  };

  it.each([1, 2, 3])("finds and shrinks the same with %i workers", async (size) => {
    const { scenario, defects } = hunt;
    const results = await Promise.all(
      [createExperimentPool(workshop().start, 1), createExperimentPool(workshop(late).start, size)].map(
        async (pool) => {
          const hunted = await huntSeeds(pool, hunt, () => undefined);
          if (!hunted.ok || hunted.value.found === null) throw new Error("nothing found");
          const { found } = hunted.value;
          const small = await shrinkFound(pool, { scenario, defects, found }, () => undefined);
          return { hunted, small };
        },
      ),
    );
    expect(results[1]).toEqual(results[0]);
    const { hunted, small } = results[0] as (typeof results)[number];
    expect(hunted).toMatchObject({ value: { seeds: 2, others: 0, found: { seed: 2 } } });
    if (!small.ok) throw new Error(small.error);
    expect(small.value.inputs.length).toBeLessThanOrEqual(10);
    expect(small.value.result.before?.atUs).toBe((small.value.result.violation?.atUs ?? 0) - 1);
  });

  it("of sound code looks at every seed and finds nothing", async () => {
    const pool = createExperimentPool(workshop(late).start, 2);
    const seen: number[] = [];
    const sound = { ...hunt, defects: [], count: 4, checker: null };
    const reply = await huntSeeds(pool, sound, ({ seeds }) => seen.push(seeds));
    expect(reply).toMatchObject({ ok: true, value: { seeds: 4, others: 0, found: null } });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});

it("one processor stays with the page, and two give two workers all the same", () => {
  expect([1, 2, 3, 8].map(poolSizeFor)).toEqual([1, 2, 2, 7]);
});
