import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProcessRow } from "../../../view/index.ts";
import { blockSight, moveRow, scrollTopFor } from "../../widgets/grid-keys.ts";
import { ageLevel, isDescendingFirst, mailboxShare } from "./process-columns.tsx";
import { followProcess, rowUnder } from "./process-cursor.ts";
import { nextWindow, windowIn } from "./process-window.ts";

function row(pid: string): ProcessRow {
  return {
    pid,
    label: pid,
    node: "n1",
    kind: "worker",
    status: "waiting",
    mailbox: 0,
    oldestAgeMs: null,
    handled: 0,
    busyPercent: 0,
    restarts: 0,
  };
}

describe("the window asked for", () => {
  const visible = { from: 500, count: 40 };
  test("is a little more than is in sight", () => {
    expect(nextWindow(visible, null, 100_000)).toEqual({ from: 460, count: 120 });
  });
  test("is not asked for again while the last one serves", () => {
    expect(nextWindow(visible, { from: 460, count: 120 }, 100_000)).toBeNull();
    expect(nextWindow({ from: 520, count: 40 }, { from: 460, count: 120 }, 100_000)).toBeNull();
    expect(nextWindow({ from: 540, count: 40 }, { from: 460, count: 120 }, 100_000)).not.toBeNull();
  });
  test("does not ask past the end for ever", () => {
    expect(nextWindow({ from: 60, count: 40 }, { from: 20, count: 80 }, 100)).toBeNull();
  });
  test("always covers the rows in sight and never exceeds what the worker sends", () => {
    const rows = fc.record({ from: fc.nat(100_000), count: fc.integer({ min: 1, max: 150 }) });
    fc.assert(
      fc.property(rows, fc.option(rows), (sight, asked) => {
        const next = nextWindow(sight, asked, 100_000) ?? asked;
        expect(next?.from).toBeLessThanOrEqual(sight.from);
        expect((next?.from ?? 0) + (next?.count ?? 0)).toBeGreaterThanOrEqual(sight.from + sight.count);
        if (next !== asked) expect(next?.count).toBeLessThanOrEqual(200);
      }),
    );
  });
  test("is read from the parameters only when both parts are there", () => {
    expect(windowIn({ from: 3, count: 4, sort: "pid" })).toEqual({ from: 3, count: 4 });
    expect(windowIn({ from: 3 })).toBeNull();
  });
});

describe("the keyboard in a grid", () => {
  const list = { count: 100, page: 20 };
  test.each([
    ["ArrowDown", 5, 6],
    ["ArrowUp", 0, 0],
    ["PageDown", 5, 24],
    ["PageUp", 5, 0],
    ["Home", 50, 0],
    ["End", 50, 99],
  ] as const)("%s leads from row %d to row %d", (key, from, to) => expect(moveRow(from, key, list)).toBe(to));
  test("enters at the first row, or the last by End", () => {
    expect(moveRow(null, "ArrowDown", list)).toBe(0);
    expect(moveRow(null, "End", list)).toBe(99);
    expect(moveRow(null, "ArrowDown", { count: 0, page: 20 })).toBeNull();
  });
  test("what is in sight changes by blocks of eight rows and always holds what is seen", () => {
    expect(blockSight({ top: 230, height: 600 }, 28)).toEqual({ top: 224, height: 672 });
    expect(blockSight({ top: 250, height: 600 }, 28)).toEqual({ top: 224, height: 672 });
    expect(blockSight({ top: 0, height: 672 }, 28)).toEqual({ top: 0, height: 672 });
  });
  test("scrolls only when the row is out of sight", () => {
    expect(scrollTopFor(3, 28, { top: 0, height: 280 })).toBeNull();
    expect(scrollTopFor(10, 28, { top: 0, height: 280 })).toBe(28);
    expect(scrollTopFor(1, 28, { top: 100, height: 280 })).toBe(28);
  });
});

describe("the process under the keyboard", () => {
  const cursor = { pid: "<n1.2>", index: 11 };
  test("is followed to its new place", () => {
    const sight = { from: 10, rows: ["<n1.9>", "<n1.8>", "<n1.2>"].map(row), followed: null };
    expect(followProcess(cursor, sight)).toEqual({ pid: "<n1.2>", index: 12 });
  });
  test("is nobody, not its neighbour, once it has left the rows at hand", () => {
    const sight = { from: 10, rows: ["<n1.9>", "<n1.8>"].map(row), followed: null };
    expect(followProcess(cursor, sight)).toEqual(cursor);
    expect(rowUnder(followProcess(cursor, sight), sight)).toBeUndefined();
  });
  test("is found far away, where the worker says it is", () => {
    const followed = { pid: "<n1.2>", index: 70_000 };
    const sight = { from: 10, rows: ["<n1.9>", "<n1.8>"].map(row), followed };
    expect(followProcess(cursor, sight)).toEqual(followed);
    expect(rowUnder(followProcess(cursor, sight), sight)).toBeUndefined();
  });
  test("is taken from a row that had not arrived when the key was pressed", () => {
    const sight = { from: 10, rows: ["<n1.9>", "<n1.8>"].map(row), followed: null };
    expect(followProcess({ pid: null, index: 11 }, sight)).toEqual({ pid: "<n1.8>", index: 11 });
  });
});

test("the age of a message has three levels", () => {
  expect([5, 100, 999, 1_000].map(ageLevel)).toEqual(["fresh", "late", "late", "stuck"]);
});

test("the mailbox bar grows with the logarithm and never overflows", () => {
  expect(mailboxShare(0)).toBe(0);
  expect(mailboxShare(10_000)).toBe(1);
  expect(mailboxShare(5_000_000)).toBe(1);
  expect(mailboxShare(100)).toBeGreaterThan(mailboxShare(10));
});

test("numbers sort from the largest first, names from the first", () => {
  expect(isDescendingFirst("mailbox")).toBe(true);
  expect(isDescendingFirst("label")).toBe(false);
});
