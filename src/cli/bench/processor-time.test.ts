import { describe, expect, test } from "vitest";
import { processorTimeMs } from "./processor-time.ts";

describe("processor time", () => {
  test("is that of the processes that are meant, or unknown", () => {
    expect(processorTimeMs(undefined, () => true)).toBeUndefined();
    const [all, none] = [processorTimeMs(process.pid, () => true), processorTimeMs(process.pid, () => false)];
    // Only Linux tells.
    if (all !== undefined) expect([all > 0, none]).toEqual([true, 0]);
    else expect(none).toBeUndefined();
  });
});
