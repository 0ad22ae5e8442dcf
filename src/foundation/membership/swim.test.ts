import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Member, type MemberStatus, memberOf, type Saying, supersedes } from "./member.ts";
import { swimStep } from "./swim.ts";
import { completeSwimConfig, detectionBoundUs, type SwimOptions, swimRefusal } from "./swim-config.ts";
import { createSwim, type Swim, type SwimEffects, type SwimInput, type SwimMessage } from "./swim-state.ts";

const PERIOD_US = 200_000;

/** One member and a clock moved by hand; chance always draws 0. */
class Bench {
  swim: Swim;
  nowUs = 0;
  constructor(options: Partial<SwimOptions> = {}) {
    this.swim = createSwim(completeSwimConfig({ node: 0, seeds: [], ...options }), 1, 0);
  }

  give(input: SwimInput): SwimEffects {
    const { swim, effects } = swimStep(this.swim, input, { nowUs: this.nowUs, draw: () => 0 });
    this.swim = swim;
    return effects;
  }

  tick(atUs: number): SwimEffects {
    this.nowUs = atUs;
    return this.give({ kind: "tick" });
  }

  hear(sayings: readonly Saying[], from = 9): SwimEffects {
    return this.give({ kind: "message", message: { kind: "sync", isReply: true, from, sayings } });
  }

  member(node: number): Member | undefined {
    return memberOf(this.swim.members, node);
  }
}

function saying(node: number, status: MemberStatus, incarnation: number): Saying {
  return { node, status, incarnation };
}

const alive = (...nodes: readonly number[]): Saying[] => nodes.map((node) => saying(node, "alive", 1));
const kinds = (effects: SwimEffects): string[] =>
  effects.messages.map(({ to, message }) => `${message.kind}>${to}`);

const someSaying = fc.record({
  node: fc.integer({ min: 1, max: 3 }),
  status: fc.constantFrom<MemberStatus>("alive", "suspect", "dead", "left"),
  incarnation: fc.integer({ min: 1, max: 3 }),
});

describe("which saying stands", () => {
  it.each([
    ["alive", 2, "suspect", 1, true],
    ["alive", 1, "suspect", 1, false],
    ["suspect", 1, "alive", 1, true],
    ["suspect", 1, "alive", 2, false],
    ["dead", 1, "suspect", 1, true],
    ["alive", 1, "dead", 1, false],
    ["suspect", 1, "dead", 1, false],
    ["alive", 2, "dead", 1, true],
    ["left", 1, "dead", 1, true],
  ] as const)("%s in %i against %s in %i: %s", (status, incarnation, other, otherIncarnation, stands) => {
    expect(supersedes(saying(1, status, incarnation), saying(1, other, otherIncarnation))).toBe(stands);
  });

  it("does not depend on the order in which sayings are heard, nor on repetition (N11)", () => {
    fc.assert(
      fc.property(
        fc.array(someSaying, { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (all, order) => {
          const shuffled = [...all, ...all.slice(0, 5)]
            .map((one, i) => [order[i] ?? 0, i, one] as const)
            .sort((a, b) => a[0] - b[0] || a[1] - b[1])
            .map(([, , one]) => one);
          const [one, other] = [new Bench(), new Bench()];
          for (const heard of all) one.hear([heard]);
          for (const heard of shuffled) other.hear([heard]);
          const view = (bench: Bench): Saying[] =>
            bench.swim.members.map(({ node, status, incarnation }) => ({ node, status, incarnation }));
          expect(view(other)).toEqual(view(one));
        },
      ),
    );
  });

  it("is never about oneself: only the member raises its own incarnation (N8)", () => {
    fc.assert(
      fc.property(fc.array(someSaying), (all) => {
        const bench = new Bench();
        for (const one of all) bench.hear([one]);
        for (const { node, incarnation } of bench.swim.members)
          if (node !== 0)
            expect(all.some((one) => one.node === node && one.incarnation === incarnation)).toBe(true);
      }),
    );
  });
});

describe("a period", () => {
  it("pings one member; an answer in time ends it", () => {
    const bench = new Bench();
    bench.hear(alive(1, 2, 3));
    expect(kinds(bench.tick(0)).filter((kind) => kind.startsWith("ping"))).toEqual(["ping>1"]);
    bench.give({ kind: "message", message: { kind: "ack", from: 1, of: 1, sequence: 1, sayings: [] } });
    expect(kinds(bench.tick(50_000))).toEqual([]);
    bench.tick(PERIOD_US);
    expect(bench.member(1)?.status).toBe("alive");
  });

  it("without an answer asks others, then suspects, then declares dead", () => {
    const bench = new Bench();
    bench.hear(alive(1, 2, 3));
    bench.tick(0);
    expect(kinds(bench.tick(50_000))).toEqual(["ping_request>2", "ping_request>3"]);
    bench.tick(PERIOD_US);
    expect(bench.member(1)?.status).toBe("suspect");
    bench.tick(6 * PERIOD_US);
    expect(bench.member(1)?.status).toBe("dead");
  });

  it("an answer through a helper counts", () => {
    const bench = new Bench();
    bench.hear(alive(1, 2));
    bench.tick(0);
    bench.tick(50_000);
    bench.give({ kind: "message", message: { kind: "ack", from: 2, of: 1, sequence: 1, sayings: [] } });
    bench.tick(PERIOD_US);
    expect(bench.member(1)?.status).toBe("alive");
  });

  it("probes everybody once a round", () => {
    const bench = new Bench();
    bench.hear(alive(1, 2, 3, 4));
    const pinged = [0, 1, 2, 3].map((period) => {
      bench.tick(period * PERIOD_US);
      const node = bench.swim.probe?.node as number;
      const sequence = bench.swim.probe?.sequence as number;
      bench.give({ kind: "message", message: { kind: "ack", from: node, of: node, sequence, sayings: [] } });
      return node;
    });
    expect(pinged.sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it("a helper pings for the asker, passes the answer on, and says when there is none so far", () => {
    const bench = new Bench();
    bench.hear(alive(1, 2));
    const asked: SwimMessage = { kind: "ping_request", from: 1, target: 2, sequence: 77, sayings: [] };
    expect(kinds(bench.give({ kind: "message", message: asked }))).toEqual(["ping>2"]);
    const sequence = bench.swim.relays[0]?.sequence as number;
    bench.nowUs = 60_000;
    const nack = bench.give({ kind: "tick" }).messages.find(({ message }) => message.kind === "nack");
    expect(nack).toMatchObject({ to: 1, message: { sequence: 77 } });
    const ack: SwimMessage = { kind: "ack", from: 2, of: 2, sequence, sayings: [] };
    expect(bench.give({ kind: "message", message: ack }).messages).toMatchObject([
      { to: 1, message: { kind: "ack", sequence: 77, of: 2 } },
    ]);
    expect(bench.swim.relays).toEqual([]);
  });
});

describe("an accused member", () => {
  it("refutes with a larger incarnation and tells everybody", () => {
    const bench = new Bench();
    bench.hear([...alive(1), saying(0, "suspect", 1)]);
    expect([bench.swim.incarnation, bench.member(0)?.status]).toEqual([2, "alive"]);
    const ping = bench.tick(0).messages.find(({ message }) => message.kind === "ping");
    expect(ping?.message.sayings).toContainEqual(saying(0, "alive", 2));
  });

  it("is told by whoever answers it", () => {
    const bench = new Bench();
    bench.hear([...alive(2), saying(1, "dead", 1)]);
    const { messages } = bench.give({
      kind: "message",
      message: { kind: "ping", from: 1, sequence: 5, sayings: alive(1) },
    });
    expect(messages[0]?.message.sayings).toContainEqual(saying(1, "dead", 1));
  });

  it("takes no notice of an accusation of an earlier life", () => {
    const bench = new Bench();
    bench.hear([saying(0, "dead", 4)]);
    bench.hear([saying(0, "suspect", 3)]);
    expect(bench.swim.incarnation).toBe(5);
  });
});

describe("dissemination", () => {
  it("passes a saying on a bounded number of times", () => {
    const bench = new Bench();
    bench.hear(alive(1, 2));
    for (let i = 0; i < 30; i++)
      bench.give({ kind: "message", message: { kind: "ping", from: 1, sequence: i, sayings: [] } });
    expect(bench.swim.rumours.every(({ saying: { node } }) => node === 1)).toBe(true);
  });

  it("puts no more sayings on a message than it may, besides the sender's own word", () => {
    const bench = new Bench({ sayingsMax: 2 });
    bench.hear(alive(1, 2, 3, 4, 5, 6));
    const { messages } = bench.give({
      kind: "message",
      message: { kind: "ping", from: 1, sequence: 1, sayings: [] },
    });
    expect(messages[0]?.message.sayings).toHaveLength(3);
  });
});

describe("local health", () => {
  it("slows a member whose probes fail without a word from the helpers, and recovers with each answer", () => {
    const bench = new Bench({ localHealthMax: 4 });
    bench.hear(alive(1, 2, 3));
    bench.tick(0);
    bench.tick(50_000);
    bench.tick(PERIOD_US);
    expect(bench.swim.localHealth).toBe(2);
    expect(bench.swim.periodEndUs).toBe(PERIOD_US + 3 * PERIOD_US);
    const { node, sequence } = bench.swim.probe as { node: number; sequence: number };
    bench.give({ kind: "message", message: { kind: "ack", from: node, of: node, sequence, sayings: [] } });
    expect(bench.swim.localHealth).toBe(1);
  });

  it("stays well when the helpers say that they hear nothing either", () => {
    const bench = new Bench({ localHealthMax: 4 });
    bench.hear(alive(1, 2, 3));
    bench.tick(0);
    bench.tick(50_000);
    for (const from of [2, 3])
      bench.give({ kind: "message", message: { kind: "nack", from, sequence: 1, sayings: [] } });
    bench.tick(PERIOD_US);
    expect([bench.swim.localHealth, bench.member(1)?.status]).toEqual([0, "suspect"]);
  });
});

describe("the configuration", () => {
  it.each([
    [{ periodUs: 0 }, "periodUs: a whole number of µs from 1"],
    [{ pingTimeoutUs: 150_000 }, "pingTimeoutUs: at most half a period, others have to answer too"],
    [{ sayingsMax: 0 }, "sayingsMax: a whole number from 1"],
    [{}, undefined],
  ])("%o: %s", (changes, refusal) => {
    expect(swimRefusal(completeSwimConfig({ node: 0, seeds: [1], ...changes }))).toBe(refusal);
  });

  it("bounds detection by two rounds, two periods and the time to refute", () => {
    expect(detectionBoundUs(completeSwimConfig({ node: 0, seeds: [] }), 5)).toBe((10 + 5) * PERIOD_US);
  });
});
