// Happened-before against its definition: the transitive closure of program order and messages.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CausalLog,
  coneSizes,
  foldLocal,
  futureCut,
  layersOf,
  messagePath,
  NEVER,
  relationOf,
} from "./index.ts";

interface Step {
  readonly line: number;
  /** How many events back the cause lies; 0: no cause. */
  readonly back: number;
}

const LINES = 4;
/** Lines 0 and 1 belong to node 0, lines 2 and 3 to node 1: two lines share a sequence of stamps. */
const nodeOf = (line: number) => line >> 1;

const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ line: fc.nat(LINES - 1), back: fc.nat(6) }),
  { minLength: 2, maxLength: 60 },
);

function logOf(steps: readonly Step[], capacity = 64): CausalLog {
  const log = new CausalLog({ nodes: 2, lines: LINES, capacity });
  const seqs = [0, 0];
  for (const [at, { line, back }] of steps.entries()) {
    const node = nodeOf(line);
    seqs[node] = (seqs[node] ?? 0) + 1;
    log.append(line, node, seqs[node] ?? 0, back === 0 || back > at ? -1 : at - back);
  }
  return log;
}

/** reaches[a][b]: a happened before b, by the definition. */
function closureOf(steps: readonly Step[]): boolean[][] {
  const reaches = steps.map(() => steps.map(() => false));
  for (const [b, { line, back }] of steps.entries()) {
    const direct = new Set<number>();
    if (back > 0 && back <= b) direct.add(b - back);
    const previous = steps.slice(0, b).findLastIndex((step) => step.line === line);
    if (previous >= 0) direct.add(previous);
    for (const a of direct) {
      const row = reaches[a];
      if (row !== undefined) row[b] = true;
      for (const other of reaches) if (other[a] === true) other[b] = true;
    }
  }
  return reaches;
}

const inWords = (reaches: boolean[][], a: number, b: number) =>
  a === b ? "same" : reaches[a]?.[b] ? "before" : reaches[b]?.[a] ? "after" : "concurrent";

/** Every event of a history against every other, and the closure. */
function pairsOf(steps: readonly Step[]): [number, number][] {
  return steps.flatMap((_, a) => steps.map((_step, b): [number, number] => [a, b]));
}

describe("vector clocks", () => {
  test("say before, after and concurrent exactly as the definition does", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const log = logOf(steps);
        const reaches = closureOf(steps);
        for (const [a, b] of pairsOf(steps)) expect(relationOf(log, a, b)).toBe(inWords(reaches, a, b));
      }),
    );
  });

  test("hold for each line the stamp of the newest event that happened before or at the event", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const log = logOf(steps);
        const reaches = closureOf(steps);
        for (const [at] of steps.entries()) {
          const expected = Array.from({ length: LINES }, (_, line) => {
            const newest = steps.findLastIndex(
              (step, other) => step.line === line && (other === at || reaches[other]?.[at] === true),
            );
            return newest < 0 ? 0 : log.seqOf(newest);
          });
          expect([...log.clockOf(at)]).toEqual(expected);
        }
      }),
    );
  });

  test("agree between kept events when older ones have left", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const log = logOf(steps, 8);
        const reaches = closureOf(steps);
        expect(log.to - log.from).toBe(Math.min(8, steps.length));
        for (const [a, b] of pairsOf(steps)) {
          if (!log.has(a) || !log.has(b)) continue;
          expect(relationOf(log, a, b)).toBe(inWords(reaches, a, b));
        }
      }),
    );
  });

  test("are found by node and sequence while the event is kept, and not afterwards", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const log = logOf(steps, 8);
        const seqs = [0, 0];
        for (const [at, { line }] of steps.entries()) {
          const node = nodeOf(line);
          const seq = (seqs[node] ?? 0) + 1;
          seqs[node] = seq;
          expect(log.find(node, seq)).toBe(log.has(at) ? at : -1);
        }
      }),
    );
  });
});

describe("cones", () => {
  test("hold exactly the events that happened before, and those that happened after", () => {
    fc.assert(
      fc.property(history, fc.nat(59), (steps, pick) => {
        const log = logOf(steps);
        const reaches = closureOf(steps);
        const at = pick % steps.length;
        const future = futureCut(log, at);
        const counted = { before: 0, after: 0, concurrent: 0 };
        for (const [other, { line }] of steps.entries()) {
          const isAfter = log.seqOf(other) >= (future[line] ?? NEVER);
          expect(isAfter).toBe(other === at || reaches[at]?.[other] === true);
          const relation = inWords(reaches, other, at);
          if (relation !== "same") counted[relation as "before"]++;
        }
        expect(coneSizes(log, at, future)).toEqual(counted);
      }),
    );
  });
});

describe("the path of messages", () => {
  /** Fewest messages from a to b by trying everything. */
  function fewest(steps: readonly Step[], a: number, b: number): number {
    const best = steps.map(() => Number.POSITIVE_INFINITY);
    best[a] = 0;
    for (let at = a + 1; at <= b; at++) {
      const { line, back } = steps[at] as Step;
      const previous = steps.slice(0, at).findLastIndex((step) => step.line === line);
      const along = best[previous] ?? Number.POSITIVE_INFINITY;
      const isMessage = back > 0 && back <= at && steps[at - back]?.line !== line;
      best[at] = Math.min(along, isMessage ? (best[at - back] ?? Number.POSITIVE_INFINITY) + 1 : along);
    }
    return best[b] ?? Number.POSITIVE_INFINITY;
  }

  test("leads from one to the other by program order and messages, with as few messages as possible", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const log = logOf(steps);
        for (const [a, b] of pairsOf(steps)) {
          const path = messagePath(log, a, b);
          if (relationOf(log, a, b) !== "before") {
            expect(path).toEqual([]);
            continue;
          }
          expect([path[0], path.at(-1)]).toEqual([a, b]);
          let messages = 0;
          for (let i = 1; i < path.length; i++) {
            const [from, to] = [path[i - 1] as number, path[i] as number];
            expect(to).toBeGreaterThan(from);
            if (log.lineOf(from) === log.lineOf(to)) continue;
            expect(log.causeOf(to)).toBe(from);
            messages++;
          }
          expect(messages).toBe(fewest(steps, a, b));
        }
      }),
    );
  });
});

describe("folding", () => {
  const standing = fc.uniqueArray(fc.nat(59), { maxLength: 5 });

  test("joins only neighbours on a line that neither send nor receive nor have to stand alone", () => {
    fc.assert(
      fc.property(history, standing, (steps, alone) => {
        const log = logOf(steps);
        const folded = foldLocal(log, (at) => alone.includes(at));
        const isTalking = (at: number) =>
          alone.includes(at) ||
          steps.some(({ line, back }, receiver) => {
            const sender = back > 0 && back <= receiver ? receiver - back : -1;
            return (sender === at || receiver === at) && sender >= 0 && steps[sender]?.line !== line;
          });
        for (const [at] of steps.entries()) {
          const previous = log.previousOf(at);
          const mayFold = previous >= 0 && !isTalking(at) && !isTalking(previous);
          expect(folded[at]).toBe(mayFold ? 1 : 0);
        }
      }),
    );
  });

  test("keeps the order: all events of a fold have one relation to every event outside", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const log = logOf(steps);
        const folded = foldLocal(log, () => false);
        for (const [at] of steps.entries()) {
          if (folded[at] !== 1) continue;
          const previous = log.previousOf(at);
          for (const [other] of steps.entries()) {
            if (other === at || other === previous || log.lineOf(other) === log.lineOf(at)) continue;
            expect(relationOf(log, other, at)).toBe(relationOf(log, other, previous));
          }
        }
      }),
    );
  });

  test("layers put every event after all that happened before it, and leave no layer out", () => {
    fc.assert(
      fc.property(history, fc.boolean(), (steps, isFolded) => {
        const log = logOf(steps);
        const folded = isFolded ? foldLocal(log, () => false) : new Uint8Array(steps.length);
        const layers = layersOf(log, folded);
        for (const [a, b] of pairsOf(steps)) {
          if (relationOf(log, a, b) !== "before") continue;
          const isSameLine = log.lineOf(a) === log.lineOf(b);
          if (isSameLine) expect(layers[a]).toBeLessThanOrEqual(layers[b] ?? -1);
          else expect(layers[a]).toBeLessThan(layers[b] ?? -1);
          if (isSameLine && folded[b] === 0) expect(layers[a]).toBeLessThan(layers[b] ?? -1);
        }
        const used = new Set(layers);
        expect(used.size).toBe(Math.max(...layers) + 1);
      }),
    );
  });
});
