import { describe, expect, test } from "vitest";
import { BENCH_SHAPES } from "./index.ts";

/** What happens inside one turn leaves no event behind. */
const SILENT = /^(table_|registry_(lookup|whereis|register)|process_registry_lookup|timers_cancelled)/;

const shapes = BENCH_SHAPES.map((shape) => [shape.id, shape] as const);

/** Small enough for a test, and still divisible by what the shapes divide by. */
const smallSize = (quickSize: number): number =>
  quickSize === 6_000 ? 300 : Math.max(1_000, quickSize / 100);

describe("benchmark shapes", () => {
  test("have names of their own", () => {
    expect(new Set(BENCH_SHAPES.map(({ id }) => id)).size).toBe(BENCH_SHAPES.length);
  });

  test.each(shapes)("%s does all its operations, and the same each time", (id, shape) => {
    const size = smallSize(shape.quickSize);
    const [first, again] = [shape.prepare(size), shape.prepare(size)];
    const [before, eventsBefore] = [first.hash(), first.events()];
    expect(first.run()).toBe(size);
    expect(first.hash()).not.toBe(before);
    while (again.runSlice(100) === 100);
    expect(first.hash()).toBe(again.hash());
    if (SILENT.test(id)) return;
    // Nothing is claimed to have been done that left no event.
    expect(first.events() - eventsBefore).toBeGreaterThanOrEqual(
      id.startsWith("registry_") ? size / 10 : size,
    );
    const twice = shape.prepare(2 * size);
    twice.run();
    expect(twice.hash()).not.toBe(first.hash());
  });

  test("grow: a population of a thousand is measured like any other size", () => {
    for (const { id, population } of BENCH_SHAPES) {
      const prepared = population?.prepare(1_000);
      if (prepared !== undefined) expect([id, prepared.run() >= 1_000]).toEqual([id, true]);
    }
  });

  test("the hash does not depend on whether payloads are kept", () => {
    for (const { id, prepare } of BENCH_SHAPES.filter((shape) => shape.id.endsWith("_untraced"))) {
      const traced = BENCH_SHAPES.find((shape) => `${shape.id}_untraced` === id)?.prepare(1_000);
      const untraced = prepare(1_000);
      traced?.run();
      untraced.run();
      expect(untraced.hash()).toBe(traced?.hash());
    }
  });
});
