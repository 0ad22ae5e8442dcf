import { describe, expect, it } from "vitest";
import { breakEvenEvents, chooseShards, expectedSpeedUp } from "./mode.ts";

const cost = { eventUs: 1, exchangeUs: 50 };

describe("choosing how many workers a world gets", () => {
  it("keeps a quiet world on one worker and spreads a busy one", () => {
    expect(chooseShards(8, { ...cost, eventsPerWindow: 20 })).toBe(1);
    expect(chooseShards(2, { ...cost, eventsPerWindow: 4_000 })).toBe(2);
    expect(chooseShards(1, { ...cost, eventsPerWindow: 4_000 })).toBe(1);
  });

  it("has its break-even where the expected speed-up is one", () => {
    const eventsPerWindow = breakEvenEvents(2, cost);
    expect(eventsPerWindow).toBe(100);
    expect(expectedSpeedUp(2, { ...cost, eventsPerWindow })).toBeCloseTo(1, 12);
  });

  it("never expects more than the number of workers", () => {
    for (const shards of [2, 4, 8])
      expect(expectedSpeedUp(shards, { ...cost, eventsPerWindow: 1e9 })).toBeLessThanOrEqual(shards);
  });
});
