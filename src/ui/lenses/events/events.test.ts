import { describe, expect, test } from "vitest";
import { eventsFixture } from "../../../testkit/assigns-fixture.ts";
import type { EventRow, EventsAssigns } from "../../../view/index.ts";
import {
  chainSpanUs,
  endSentence,
  foldSentence,
  partiesText,
  summaryOf,
  whySteps,
  whyText,
} from "../../widgets/why-words.ts";
import { LIMIT_MAX, LIMIT_STEP, nextLimit, readEventParams, toggleKind } from "./event-params.ts";
import { holdLog, newerCount, shownRows } from "./follow.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

function row(n: number, over: Partial<EventRow> = {}): EventRow {
  return {
    id: `n1#${n}`,
    atUs: n * 1_000,
    node: "n1",
    kind: "send",
    actor: "<n1.2>",
    peer: null,
    text: "",
    cause: null,
    ...over,
  };
}

function log(newest: number, oldest: number, matching = newest): EventsAssigns {
  const rows = Array.from({ length: newest - oldest + 1 }, (_, i) => row(newest - i));
  return {
    total: 1_000,
    matching,
    rows,
    kinds: { send: rows.length },
    nodes: ["n1"],
    kept: rows.length,
    why: null,
  };
}

describe("a held log", () => {
  const held = holdLog(log(20, 11));
  test("keeps its rows while newer events arrive, and counts them", () => {
    expect(shownRows(held, log(27, 18)).map((event) => event.id)).toEqual(held.rows.map((event) => event.id));
    expect(newerCount(held, log(27, 18))).toBe(7);
  });
  test("is continued by older rows when they arrive", () => {
    const ids = shownRows(held, log(27, 8)).map((event) => event.id);
    expect(ids).toHaveLength(13);
    expect(ids.at(0)).toBe("n1#20");
    expect(ids.at(-1)).toBe("n1#8");
  });
  test("a log that is not held shows what there is", () => {
    const now = log(27, 18);
    expect(shownRows(null, now)).toBe(now.rows);
    expect(newerCount(null, now)).toBe(0);
  });
});

describe("the limit", () => {
  const rows = { loaded: 500, newer: 30, matching: 9_000, limit: 500 };
  test("grows when the reader nears the end, by what is new as well", () => {
    expect(nextLimit(200, rows)).toBeNull();
    expect(nextLimit(460, rows)).toBe(500 + 30 + LIMIT_STEP);
  });
  test("is asked for once, and not beyond what there is or may be", () => {
    expect(nextLimit(460, { ...rows, limit: 1_030 })).toBeNull();
    expect(nextLimit(460, { ...rows, matching: 530 })).toBeNull();
    expect(nextLimit(19_990, { ...rows, loaded: 20_000, matching: 90_000, limit: LIMIT_MAX })).toBeNull();
  });
});

describe("the parameters", () => {
  test("have defaults for whatever is missing or of another type", () => {
    expect(readEventParams({ kinds: "send", limit: "9" })).toEqual({
      filter: "",
      kinds: [],
      node: "",
      limit: LIMIT_STEP,
      select: null,
      unfold: [],
    });
  });
  test("a chip adds its kind and takes it away again", () => {
    expect(toggleKind(["send"], "exit")).toEqual(["send", "exit"]);
    expect(toggleKind(["send", "exit"], "send")).toEqual(["exit"]);
  });
});

describe("the why-chain", () => {
  const { why } = eventsFixture();
  if (why === null) throw new Error("the fixture has a chain");
  const fold = { fold: "n1#9", count: 40, untilUs: 9_000, fromUs: 3_000, text: "timer × 20, message × 20" };

  test("tells the time from each cause to its effect, over folds as well", () => {
    expect(whySteps(why.steps).map(({ sinceCauseUs }) => sinceCauseUs)).toEqual([
      3_600,
      5_300,
      100,
      194_000,
      null,
    ]);
    expect(chainSpanUs(why.steps)).toBe(203_000);
    const folded = whySteps([row(10), fold, row(2)]);
    expect(folded.map(({ sinceCauseUs }) => sinceCauseUs)).toEqual([1_000, 1_000, null]);
    expect(plain(foldSentence(fold))).toBe("40 steps, 6 ms: timer × 20, message × 20");
  });

  test("says where it ends, or that it is still looked for", () => {
    expect(plain(endSentence(why))).toBe("It began with an input: You crashed n3 at t 10.200 s.");
    const start = { ...why, end: "start", endText: "Learning cluster starts" } as const;
    expect(endSentence(start)).toBe("It began with the start of the run: Learning cluster starts.");
    expect(endSentence({ ...why, end: "searching", searched: 5 })).toBe("Looking further back…");
    expect(endSentence({ ...why, end: "unknown", endText: "It is lost." })).toBe("It is lost.");
  });

  test("counts its causes", () => {
    expect(plain(summaryOf(why))).toBe("4 causes, 203 ms from the first to the effect.");
  });

  test("copies as plain text, effect first", () => {
    const lines = whyText(why).split("\n");
    expect(lines[0]).toBe(
      "t 10.403 s  n1#2077  became_leader  <n1.11>  n1 became leader of term 4 with 3 votes",
    );
    expect(lines[1]).toBe("  because, 3.60 ms earlier:");
    expect(lines.at(-2)).toBe("t 10.200 s  You crashed n3");
    expect(lines.at(-1)).toBe("It began with an input: You crashed n3 at t 10.200 s.");
  });

  test("names who did what to whom", () => {
    expect(partiesText(row(1, { peer: "<n2.3>" }))).toBe("<n1.2> → <n2.3>");
    expect(partiesText(row(1, { actor: null, peer: "n3" }))).toBe("n3");
    expect(partiesText(row(1, { actor: null }))).toBe("–");
  });
});
