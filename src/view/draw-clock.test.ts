// The picture moves smoothly between frames, and never tells of a time the worker has not come near.
import { expect, test } from "vitest";
import { runFixture } from "../testkit/assigns-fixture.ts";
import { createDrawClock } from "./draw-clock.ts";

function setUp() {
  let ms = 1_000;
  const clock = createDrawClock(() => ms);
  return {
    clock,
    frame: (nowUs: number, over: object = {}) => clock.observe({ ...runFixture(nowUs), ...over }),
    pass: (spanMs: number) => {
      ms += spanMs;
    },
  };
}

test("a paused run stands still at the frame's time", () => {
  const { clock, frame, pass } = setUp();
  frame(5_000_000, { playing: false });
  pass(500);
  expect(clock.drawTimeUs()).toBe(5_000_000);
});

test("an unlimited run and a seek show the frame's time", () => {
  const { clock, frame, pass } = setUp();
  frame(5_000_000, { speed: Number.POSITIVE_INFINITY });
  pass(50);
  expect(clock.drawTimeUs()).toBe(5_000_000);
  frame(6_000_000, { seekPercent: 40 });
  pass(50);
  expect(clock.drawTimeUs()).toBe(6_000_000);
});

test("a playing run moves at its speed between frames", () => {
  const { clock, frame, pass } = setUp();
  frame(5_000_000, { speed: 2 });
  pass(30);
  expect(clock.drawTimeUs()).toBe(5_060_000);
});

test("a stalled worker stops the picture after a tenth of a second", () => {
  const { clock, frame, pass } = setUp();
  frame(5_000_000);
  pass(3_000);
  expect(clock.drawTimeUs()).toBe(5_100_000);
});

test("uneven frames give a time that never steps back", () => {
  const { clock, frame, pass } = setUp();
  frame(0);
  let last = 0;
  for (const [spanMs, jitterUs] of [
    [16, -6_000],
    [20, 5_000],
    [40, -9_000],
    [16, 8_000],
    [60, -12_000],
  ] as const) {
    pass(spanMs);
    const drawn = clock.drawTimeUs();
    expect(drawn).toBeGreaterThanOrEqual(last);
    frame(drawn + jitterUs);
    expect(clock.drawTimeUs()).toBeGreaterThanOrEqual(drawn);
    last = drawn;
  }
});

test("a seek back is shown at once", () => {
  const { clock, frame, pass } = setUp();
  frame(50_000_000);
  pass(16);
  frame(1_000_000);
  expect(clock.drawTimeUs()).toBe(1_000_000);
});
