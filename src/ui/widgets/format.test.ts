import { describe, expect, test } from "vitest";
import { formatCount, formatDuration, formatNumber, formatSpeed, formatTime } from "./format.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("formatTime", () => {
  test("writes virtual time in seconds with milliseconds", () => {
    expect(plain(formatTime(12_345_678))).toBe("t 12.346 s");
    expect(plain(formatTime(0))).toBe("t 0.000 s");
  });
  test("writes a missing time as a dash", () => expect(formatTime(null)).toBe("–"));
});

describe("formatDuration", () => {
  test.each([
    [850, "850 µs"],
    [12_345, "12.3 ms"],
    [184_000, "184 ms"],
    [4_567_000, "4.57 s"],
  ])("%i µs is %s", (us, text) => expect(plain(formatDuration(us))).toBe(text));
});

describe("formatNumber", () => {
  test.each([
    [0, "", "0"],
    [7, "", "7"],
    [0.97234, "", "0.972"],
    [12.345, "ms", "12.3 ms"],
    [999.7, "", "1.00 k"],
    [12_345, "events/s", "12.3 k events/s"],
    [4_500_000, "", "4.50 M"],
    [-3.5, "%", "−3.50 %"],
    [0.00123, "", "0.00123"],
    [0.09996, "", "0.100"],
    [0.000123, "", "1.23·10⁻⁴"],
  ])("%d %s is %s", (value, unit, text) => expect(plain(formatNumber(value, unit))).toBe(text));
  test("does not invent a number", () => {
    expect(formatNumber(null)).toBe("–");
    expect(formatNumber(Number.NaN)).toBe("–");
    expect(formatNumber(Number.POSITIVE_INFINITY)).toBe("∞");
  });
});

test("formatCount groups a whole number", () => {
  expect(plain(formatCount(1_234_567))).toBe("1 234 567");
  expect(plain(formatCount(42))).toBe("42");
});

test("formatSpeed names the unlimited speed", () => {
  expect(formatSpeed(0.25)).toBe("0.25×");
  expect(formatSpeed(Number.POSITIVE_INFINITY)).toBe("max");
});
