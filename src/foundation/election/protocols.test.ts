import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAMAGED, type Term } from "../../kernel/index.ts";
import { BULLY } from "./bully.ts";
import {
  ELECTION_DEFAULTS,
  type ElectionConfig,
  type ElectionProtocol,
  electionRefusal,
} from "./election-protocol.ts";
import { OPEN_FENCE, pass } from "./fence.ts";
import { isMajority, leaseEndUs, withContact } from "./majority.ts";
import { TERMS } from "./terms.ts";

const CONFIG: ElectionConfig = { node: 1, members: [0, 1, 2, 3, 4], defects: [], ...ELECTION_DEFAULTS };
const PATIENCE_US = CONFIG.patienceMinUs;

/** One member and its disk, driven by hand. */
class Bench<S extends Term> {
  readonly protocol: ElectionProtocol<S>;
  readonly config: ElectionConfig;
  state: S;
  nowUs = 0;

  constructor(protocol: ElectionProtocol<S>, config: Partial<ElectionConfig> = {}, disk?: Term) {
    this.protocol = protocol;
    this.config = { ...CONFIG, ...config };
    this.state = protocol.create(this.config, disk, 0);
    this.give({ kind: "start" });
  }

  give(input: Parameters<ElectionProtocol<S>["step"]>[1]): readonly string[] {
    const { state, messages } = this.protocol.step(this.state, input, { nowUs: this.nowUs, random: 0 });
    this.state = state;
    return messages.map(({ to, body }) => `${to}: ${body.join(" ")}`);
  }

  hear(from: number, ...body: readonly Term[]): readonly string[] {
    return this.give({ kind: "message", from, body });
  }

  tick(atUs: number): readonly string[] {
    this.nowUs = atUs;
    return this.give({ kind: "tick" });
  }
}

describe("bully", () => {
  it("asks everybody at once, so that the time for answers does not grow with the number of members (T26)", () => {
    const bench = new Bench(BULLY, {});
    expect(bench.protocol.dueUs(bench.state)).toBe(CONFIG.answerUs);
    expect(bench.give({ kind: "start" })).toEqual([0, 2, 3, 4].map((to) => `${to}: election 0`));
  });

  it("leads in a term larger than all it has heard of, and one that only it may use", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(4), fc.nat(1000), (heard, node, stored) => {
        const bench = new Bench(BULLY, { node }, stored);
        bench.hear((node + 1) % 5, "known", heard);
        bench.tick(CONFIG.answerUs);
        const { leader, term } = BULLY.leadershipOf(bench.state);
        expect(leader).toBe(node);
        expect(term).toBeGreaterThan(Math.max(heard, stored));
        expect(term % 5).toBe(node);
      }),
    );
  });

  it("waits for a higher one that answers, and asks again when that does not lead", () => {
    const bench = new Bench(BULLY);
    bench.hear(3, "alive", 0);
    expect(bench.tick(CONFIG.answerUs)).toEqual([]);
    expect(bench.tick(2 * CONFIG.answerUs)).toContain("3: election 0");
  });

  it("tells a leader that has missed a newer term, and does not follow it", () => {
    const bench = new Bench(BULLY, {}, 17);
    expect(bench.hear(4, "coordinator", 14)).toEqual(["4: stale 17"]);
    expect(BULLY.leadershipOf(bench.state).leader).toBeNull();
  });

  it("takes over from a lower one", () => {
    const bench = new Bench(BULLY);
    bench.hear(4, "coordinator", 4);
    expect(bench.hear(0, "coordinator", 5)).toContain("4: election 5");
  });

  it("goes on with any disk, damaged too: the others tell it the newest term", () => {
    const bench = new Bench(BULLY, {}, DAMAGED);
    bench.hear(2, "known", 9);
    bench.tick(CONFIG.answerUs);
    expect(BULLY.leadershipOf(bench.state)).toEqual({ leader: 1, term: 11 });
  });
});

describe("terms", () => {
  it("touches no term before a majority would support it", () => {
    const bench = new Bench(TERMS);
    expect(bench.tick(PATIENCE_US)).toContain("0: ask pre 1");
    expect(TERMS.durableOf(bench.state)).toEqual([0, null]);
    bench.hear(0, "answer", "pre", 1, true, 0);
    expect(bench.hear(2, "answer", "pre", 1, true, 0)).toContain("0: ask vote 1");
    expect(TERMS.durableOf(bench.state)).toEqual([1, 1]);
  });

  it("counts a voter once, however often its answer comes (T36)", () => {
    const bench = new Bench(TERMS);
    bench.tick(PATIENCE_US);
    for (let i = 0; i < 5; i++) bench.hear(0, "answer", "pre", 1, true, 0);
    expect(bench.state.role.kind).toBe("pre_candidate");
  });

  it("counts no answer of another term or phase", () => {
    const bench = new Bench(TERMS);
    bench.tick(PATIENCE_US);
    bench.hear(0, "answer", "vote", 1, true, 0);
    bench.hear(2, "answer", "pre", 2, true, 0);
    expect(bench.state.role).toEqual({ kind: "pre_candidate", votes: [1] });
  });

  it("votes once in a term, also after a restart", () => {
    const bench = new Bench(TERMS);
    bench.nowUs = PATIENCE_US;
    expect(bench.hear(2, "ask", "vote", 5)).toEqual(["2: answer vote 5 true 5"]);
    const again = new Bench(TERMS, {}, TERMS.durableOf(bench.state));
    again.nowUs = PATIENCE_US;
    expect(again.hear(3, "ask", "vote", 5)).toEqual(["3: answer vote 5 false 5"]);
    expect(again.hear(2, "ask", "vote", 5)).toEqual(["2: answer vote 5 true 5"]);
  });

  it("supports nobody while it hears a leader, nor right after its start", () => {
    const bench = new Bench(TERMS);
    expect(bench.hear(3, "ask", "vote", 5)).toEqual(["3: answer vote 5 false 0"]);
    bench.nowUs = PATIENCE_US;
    bench.hear(2, "lead", 4, 0);
    bench.nowUs = 2 * PATIENCE_US - 1;
    expect(bench.hear(3, "ask", "vote", 5)).toEqual(["3: answer vote 5 false 4"]);
    bench.nowUs = 2 * PATIENCE_US;
    expect(bench.hear(3, "ask", "vote", 5)).toEqual(["3: answer vote 5 true 5"]);
  });

  it("neither votes nor stands when its record of votes is damaged, but follows", () => {
    const bench = new Bench(TERMS, {}, DAMAGED);
    expect(bench.tick(PATIENCE_US)).toEqual([]);
    expect(bench.hear(3, "ask", "vote", 5)).toEqual(["3: answer vote 5 false 0"]);
    bench.hear(2, "lead", 4, 0);
    expect(TERMS.leadershipOf(bench.state)).toEqual({ leader: 2, term: 4 });
  });

  it("gives up the lead when a majority has been silent for the patience of a voter", () => {
    const bench = new Bench(TERMS, { members: [0, 1, 2] });
    bench.tick(PATIENCE_US);
    bench.hear(0, "answer", "pre", 1, true, 0);
    bench.hear(0, "answer", "vote", 1, true, 1);
    expect(bench.state.role.kind).toBe("leader");
    bench.tick(PATIENCE_US + 300_000);
    bench.hear(2, "following", 1, PATIENCE_US + 300_000);
    bench.tick(2 * PATIENCE_US + 299_999);
    expect(bench.state.role.kind).toBe("leader");
    bench.tick(2 * PATIENCE_US + 300_000);
    expect(bench.state.role.kind).toBe("follower");
  });
});

describe("a lease", () => {
  const config = { ...CONFIG, node: 0 };

  it.each([
    [[9, 0, 0, 0, 0], 0],
    [[9, 5, 0, 0, 0], 0],
    [[9, 5, 7, 0, 0], 5],
    [[9, 5, 7, 8, 6], 7],
  ] as const)(
    "counts from when a majority was sent what it has answered: %o from %i",
    (contacts, sinceUs) => {
      expect(leaseEndUs(config, contacts)).toBe(sinceUs + PATIENCE_US);
    },
  );

  it("is not moved back by an answer that was overtaken", () => {
    expect(withContact(config, [0, 5, 0, 0, 0], [1, 3])).toEqual([0, 5, 0, 0, 0]);
  });

  it("needs more than half", () => {
    expect([2, 3].map((count) => isMajority(config, count))).toEqual([false, true]);
    expect(isMajority({ ...config, members: [0, 1, 2, 3] }, 2)).toBe(false);
  });
});

describe("a fence", () => {
  it("lets tokens through as long as they do not fall (N4)", () => {
    const first = pass(OPEN_FENCE, 3);
    expect(first).toEqual({ ok: true, value: { token: 3 } });
    expect(pass({ token: 3 }, 3).ok).toBe(true);
    expect(pass({ token: 3 }, 2)).toEqual({ ok: false, error: ["stale_token", 3] });
  });
});

describe("the configuration", () => {
  it.each([
    [{ members: [0, 2] }, "members: the own node is one of them"],
    [{ members: [0, 1, 1] }, "members: each node once"],
    [{ patienceMinUs: 100_000 }, "patienceMinUs: longer than a beat"],
    [{ patienceMaxUs: 1 }, "patienceMaxUs: at least patienceMinUs"],
    [{}, undefined],
  ])("%o: %s", (changes, refusal) => {
    expect(electionRefusal({ ...CONFIG, ...changes })).toBe(refusal);
  });
});
