import { describe, expect, test } from "vitest";
import { BENCH_SHAPES } from "./index.ts";

describe("benchmark shapes", () => {
  test("have names of their own", () => {
    expect(new Set(BENCH_SHAPES.map(({ id }) => id)).size).toBe(BENCH_SHAPES.length);
  });

  test.each(BENCH_SHAPES.map((shape) => [shape.id, shape] as const))(
    "%s does all its operations, and the same each time",
    (id, shape) => {
      const size = shape.quickSize / 100;
      const [first, again] = [shape.prepare(size), shape.prepare(size)];
      const before = first.hash();
      expect(first.run()).toBe(size);
      again.run();
      expect(first.hash()).not.toBe(before);
      expect(first.hash()).toBe(again.hash());
      // What happens inside one handler leaves no event behind.
      if (["table_lookup", "registry_lookup", "timers_cancelled"].includes(id)) return;
      const twice = shape.prepare(2 * size);
      twice.run();
      expect(twice.hash()).not.toBe(first.hash());
    },
  );
});
