// A hand that moves fast: one request at a time, never faster than the pace, and the last moment always.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSeeker, SEEK_EVERY_MS } from "./strip-seek.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker that answers when told to. */
function slowWorker() {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const send = (us: number): Promise<void> => {
    asked.push(us);
    return new Promise((resolve) => answers.push(resolve));
  };
  return { send, asked, answer: () => answers.shift()?.() };
}

const onePace = () => vi.advanceTimersByTimeAsync(SEEK_EVERY_MS);

describe("seeking", () => {
  test("asks at once, then at the pace, and skips what was overtaken", async () => {
    const asked: number[] = [];
    const seeker = createSeeker(async (us) => void asked.push(us), vi.fn());
    for (const us of [1, 2, 3, 4]) seeker.seek(us);
    expect(asked).toEqual([1]);
    await onePace();
    expect(asked).toEqual([1, 4]);
  });

  test("waits for a slow worker, and then asks for the last moment only", async () => {
    const { send, asked, answer } = slowWorker();
    const seeker = createSeeker(send, vi.fn());
    seeker.seek(1);
    await onePace();
    seeker.seek(2);
    await onePace();
    seeker.seek(3);
    await onePace();
    expect(asked).toEqual([1]);
    answer();
    await onePace();
    expect(asked).toEqual([1, 3]);
  });

  test("knows where the hand wants to be until the worker is there", async () => {
    const onSettled = vi.fn();
    const seeker = createSeeker(async () => undefined, onSettled);
    expect(seeker.targetUs()).toBeNull();
    seeker.seek(7);
    seeker.seek(8);
    expect(seeker.targetUs()).toBe(8);
    for (let paces = 0; paces < 3; paces++) await onePace();
    expect(seeker.targetUs()).toBeNull();
    expect(onSettled).toHaveBeenCalledOnce();
  });

  test("a refusal does not end it", async () => {
    const send = vi.fn(async (_us: number): Promise<void> => Promise.reject(new Error("no")));
    const seeker = createSeeker(send, vi.fn());
    seeker.seek(1);
    for (let paces = 0; paces < 3; paces++) await onePace();
    seeker.seek(2);
    expect(send.mock.calls).toEqual([[1], [2]]);
  });
});
