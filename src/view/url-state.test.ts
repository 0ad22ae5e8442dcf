// The address bar describes a run completely, and whatever stands in it, the page opens and says what was wrong.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../bridge/index.ts";
import { type Display, LOCKS, PARTS, writeDisplay } from "./display.ts";
import { parseInputs, type TimedAction, writeInputs } from "./input-codec.ts";
import { LENS_IDS } from "./ui-store.ts";
import { type Address, parseAddress, parseSeed, SEED_MAX, writeAddress } from "./url-state.ts";
import { parseSeconds, writeSeconds } from "./virtual-time.ts";

const SCENARIOS = ["learning-cluster", "partition-3-2", "unsupervised"];
const FALLBACK: Address = {
  scenario: "learning-cluster",
  seed: 42,
  lens: "stage",
  selection: null,
  atUs: null,
  untilUs: null,
  speed: null,
  inputs: [],
};

const node = fc.integer({ min: 1, max: 99 }).map((n) => `n${n}`);
const pid = fc.tuple(node, fc.nat(9_999)).map(([n, i]) => `<${n}.${i}>`);
const link = fc.tuple(node, node).map(([a, b]) => `${a}-${b}`);
const name = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const timeUs = fc.integer({ min: 0, max: 900_000_000_000 });
const value = fc.oneof(
  fc.boolean(),
  fc.string({ maxLength: 10 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
  fc.constantFrom("true", "false", "12", "1e5", "'", "'x", "adam"),
);

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant("kill_process"), target: pid, reason: fc.constantFrom("kill", "crash") }),
  fc.record({
    kind: fc.constant("exit_process"),
    target: pid,
    reason: fc.constantFrom("normal", "shutdown", "{shutdown, done}", "no_such_file"),
  }),
  fc.record({ kind: fc.constantFrom("suspend_process", "resume_process"), target: pid }),
  fc.record({
    kind: fc.constantFrom("crash_node", "restart_node", "pause_node", "resume_node"),
    target: node,
  }),
  fc.record({ kind: fc.constantFrom("cut_link", "heal_link"), target: link }),
  fc.record({
    kind: fc.constant("partition"),
    target: node,
    group: fc.array(node, { minLength: 1, maxLength: 4 }),
  }),
  fc.constant({ kind: "heal_all", target: "network" }),
  fc.record({
    kind: fc.constant("loss"),
    target: link,
    percent: fc.integer({ min: 0, max: 1000 }).map((x) => x / 10),
  }),
  fc.record({ kind: fc.constant("propose"), target: name, value }),
  fc.record({
    kind: fc.constantFrom("kill_process", "hang_process"),
    target: fc.constantFrom("n3:consensus", "<n1.2>"),
    reason: fc.constantFrom("kill", "crash"),
  }),
  fc.record({ kind: fc.constantFrom("cut_link", "calm_link"), target: fc.constant("n1>n2") }),
  fc.record({
    kind: fc.constant("link_quality"),
    target: link,
    delayMs: fc.integer({ min: 0, max: 100 }),
    lossPercent: fc.double({ min: 0, max: 100, noNaN: true }),
  }),
  fc.record({
    kind: fc.constantFrom("crash_node", "restart_node"),
    target: node,
    storage: fc.constantFrom("torn", "kept"),
  }),
  fc.record({
    kind: fc.constant("cut_links"),
    target: node,
    links: fc.array(name, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant("partition"),
    target: node,
    groups: fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
  }),
) as fc.Arbitrary<Action>;

const inputs: fc.Arbitrary<readonly TimedAction[]> = fc
  .array(fc.record({ atUs: timeUs, action }), { maxLength: 8 })
  .map((list) => list.sort((a, b) => a.atUs - b.atUs));

const display: fc.Arbitrary<Display> = fc
  .record({
    frame: fc.constantFrom("page", "embed", "present"),
    lock: fc.uniqueArray(fc.constantFrom(...LOCKS)),
    hide: fc.uniqueArray(fc.constantFrom(...PARTS)),
    theme: fc.constantFrom("light", "dark", null),
  })
  .filter((display) => writeDisplay(display).length > 0);

const address: fc.Arbitrary<Address> = fc
  .record({
    scenario: fc.constantFrom(...SCENARIOS),
    seed: fc.integer({ min: 0, max: SEED_MAX }),
    lens: fc.constantFrom(...LENS_IDS),
    selection: fc.oneof(fc.constant(null), node, pid, link, name, fc.constantFrom("n1#2041", "n3.17", "p5")),
    atUs: fc.oneof(fc.constant(null), timeUs),
    untilUs: fc.oneof(fc.constant(null), timeUs),
    speed: fc.constantFrom(null, 0.1, 0.25, 1, 5, Number.POSITIVE_INFINITY),
    inputs,
  })
  .chain((address) =>
    fc
      .constantFrom({}, { defects: ["raft_small_quorum"] }, { defects: ["vote_counted_twice", "a;b &c"] })
      .map((planted) => ({ ...address, ...planted })),
  )
  .chain((address) =>
    fc.option(display, { nil: undefined }).map((shown) => (shown ? { ...address, display: shown } : address)),
  );

describe("round trip", () => {
  test("virtual time", () => {
    fc.assert(
      fc.property(timeUs, (us) => {
        expect(parseSeconds(writeSeconds(us))).toBe(us);
      }),
    );
  });
  test("interventions", () => {
    fc.assert(
      fc.property(inputs, (list) => {
        expect(parseInputs(writeInputs(list))).toEqual({ ok: true, value: list });
      }),
    );
  });
  test("the whole address, also through the browser's own URL", () => {
    fc.assert(
      fc.property(address, (wanted) => {
        const { hash } = new URL(writeAddress(wanted), "https://example.test/");
        expect(parseAddress(hash, SCENARIOS, FALLBACK)).toEqual({ address: wanted, problems: [] });
      }),
    );
  });
  test("a link that a mail program encoded once more", () => {
    const list: TimedAction[] = [{ atUs: 12_100_000, action: { kind: "propose", target: "a b", value: 2 } }];
    const hash = `#/run/learning-cluster?do=${encodeURIComponent(writeInputs(list))}`;
    expect(parseAddress(hash, SCENARIOS, FALLBACK).address.inputs).toEqual(list);
  });
});

test("the address can be read by a person", () => {
  const text = writeAddress({
    ...FALLBACK,
    selection: "<n3.17>",
    atUs: 12_345_000,
    untilUs: 60_000_000,
    speed: Number.POSITIVE_INFINITY,
    inputs: [
      { atUs: 12_100_000, action: { kind: "crash_node", target: "n3" } },
      { atUs: 12_200_000, action: { kind: "kill_process", target: "<n3.17>", reason: "kill" } },
      { atUs: 13_000_000, action: { kind: "cut_link", target: "n1-n2" } },
      { atUs: 14_000_000, action: { kind: "propose", target: "learning_rate", value: 0.05 } },
    ],
  });
  expect(text).toBe(
    "#/run/learning-cluster?seed=42&lens=stage&sel=n3.17&t=12.345&until=60&speed=max" +
      "&do=12.1:kill:n3;12.2:kill:n3.17;13:cut:n1-n2;14:set:learning_rate=0.05",
  );
});

describe("what cannot be used is named, and the page opens all the same", () => {
  const problemsOf = (hash: string) => parseAddress(hash, SCENARIOS, FALLBACK);

  test("an empty bar is the default run", () => {
    expect(problemsOf("")).toEqual({ address: FALLBACK, problems: [] });
    expect(problemsOf("#/")).toEqual({ address: FALLBACK, problems: [] });
  });

  test.each([
    ["#/run/raft-9", "There is no scenario “raft-9”"],
    ["#/learn/07", "There is no page at “/learn/07”"],
    ["#/run/learning-cluster?seed=abc", "a seed is a whole number from 0 to 4294967295"],
    ["#/run/learning-cluster?seed=4294967296", "“4294967296” is not a seed"],
    ["#/run/learning-cluster?seed=-1", "“-1” is not a seed"],
    ["#/run/learning-cluster?t=1.2.3", "“1.2.3” is not a time for t"],
    ["#/run/learning-cluster?until=9999999", "seconds from 0 to 999999"],
    ["#/run/learning-cluster?speed=1000", "a number from 0.01 to 100, or max"],
    ["#/run/learning-cluster?lens=tree", "There is no lens “tree”; there are stage, supervision"],
    ["#/run/learning-cluster?lock=sun", "“sun” cannot be given to lock; there are time, speed"],
    ["#/run/learning-cluster?zoom=2", "“zoom” in the address is not known"],
    ["#/run/learning-cluster?sel=%E0%A4", "does not name a thing"],
    ["#/run/learning-cluster?do=kill:n3", "must start with a time in seconds"],
    ["#/run/learning-cluster?do=12:explode:n3", "“explode” in “12:explode:n3” is not an intervention"],
    ["#/run/learning-cluster?do=12:kill", "does not name what to kill, such as kill:n3"],
    ["#/run/learning-cluster?do=12:set:learning_rate", "such as set:learning_rate=0.05"],
    ["#/run/learning-cluster?do=12:lose:n1-n2=101", "such as lose:n1-n2=10"],
    ["#/run/learning-cluster?do=12:suspend:n3", "does not name what to suspend"],
    ["#/run/learning-cluster?do=12:kill:n3;11:kill:n2", "times must not go back"],
  ])("%s", (hash, sentence) => {
    const { address: opened, problems } = problemsOf(hash);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
    expect(opened).toEqual(FALLBACK);
  });

  test("several broken parts give several sentences, and the sound parts are kept", () => {
    const { address: opened, problems } = problemsOf("#/run/partition-3-2?seed=x&speed=y&lens=events");
    expect(problems).toHaveLength(2);
    expect(opened).toEqual({ ...FALLBACK, scenario: "partition-3-2", lens: "events" });
  });

  test("no text at all breaks the parser", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, query) => {
        const { address: opened } = parseAddress(`#/run/${path}?${query}&do=${query}`, SCENARIOS, FALLBACK);
        expect(SCENARIOS).toContain(opened.scenario);
        expect(opened.seed).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test("parseSeed takes what the seed field may hold", () => {
  expect(parseSeed(" 7 ")).toBe(7);
  expect(parseSeed("0")).toBe(0);
  expect(parseSeed("1.5")).toContain("whole number");
  expect(parseSeed("")).toContain("whole number");
});

test("parameters of the scenario are part of the address", () => {
  const parameters = { taskEveryMs: 2_000, label: "a;b:c", strict: true };
  const written = writeAddress({ ...FALLBACK, parameters });
  expect(written).toContain("set=taskEveryMs:2000;label:a%3Bb%3Ac;strict:true");
  const { address: read, problems } = parseAddress(written, SCENARIOS, FALLBACK);
  expect(problems).toEqual([]);
  expect(read.parameters).toEqual(parameters);
  expect(parseAddress("#/run/learning-cluster?set=nothing", SCENARIOS, FALLBACK).problems[0]).toContain(
    "is not a setting",
  );
});

describe("long links", () => {
  const many = fc
    .array(fc.tuple(timeUs, action), { minLength: 7, maxLength: 40 })
    .map((entries) =>
      entries.map(([atUs, made]): TimedAction => ({ atUs, action: made })).sort((a, b) => a.atUs - b.atUs),
    );

  test("pack their interventions and give them back", () => {
    fc.assert(
      fc.property(many, (inputs) => {
        const hash = writeAddress({ ...FALLBACK, inputs });
        expect(hash).not.toContain("do=");
        const { address, problems } = parseAddress(hash, SCENARIOS, FALLBACK);
        expect(problems).toEqual([]);
        expect(address.inputs).toEqual(inputs);
      }),
    );
  });

  test("hold thirty interventions of a lesson in well under 2,000 characters", () => {
    const inputs = Array.from({ length: 30 }, (_, i): TimedAction => {
      const atUs = 1_234_567 * (i + 1);
      return i % 2 === 0
        ? { atUs, action: { kind: "kill_process", target: `<n${1 + (i % 5)}.${100 + i}>`, reason: "kill" } }
        : { atUs, action: { kind: "partition", target: "network", group: ["n1", "n2"] } };
    });
    expect(writeAddress({ ...FALLBACK, inputs, atUs: 40_000_000 }, "2").length).toBeLessThan(800);
  });

  test("say that the packed part is damaged when a letter was lost or changed", () => {
    fc.assert(
      fc.property(many, fc.nat(), fc.boolean(), (inputs, at, isLost) => {
        const hash = writeAddress({ ...FALLBACK, inputs });
        const start = hash.indexOf("x=") + 2;
        const place = start + (at % (hash.length - start));
        const letter = isLost ? "" : hash[place] === "A" ? "B" : "A";
        const { problems, address } = parseAddress(
          hash.slice(0, place) + letter + hash.slice(place + 1),
          SCENARIOS,
          FALLBACK,
        );
        // The last letter may carry bits that mean nothing.
        if (problems.length === 0) expect(address.inputs).toEqual(inputs);
        else expect(problems[0]).toContain("The packed part “x” is damaged");
      }),
    );
  });
});

describe("links of another engine", () => {
  test("open, and say so", () => {
    const hash = writeAddress({ ...FALLBACK, seed: 7 }, "1");
    const { address, problems } = parseAddress(hash, SCENARIOS, FALLBACK, "2");
    expect(address.seed).toBe(7);
    expect(problems).toEqual([expect.stringContaining("version 1 of the engine and this is version 2")]);
    expect(parseAddress(hash, SCENARIOS, FALLBACK, "1").problems).toEqual([]);
  });
});
