import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeDigits, shard, splitDigits, takeRows } from "./index.ts";

const file = new Uint8Array(readFileSync(new URL("./data/digits.bin", import.meta.url)));

function digits() {
  const decoded = decodeDigits(file);
  if (!decoded.ok) throw new Error(decoded.error.kind);
  return decoded.value;
}

/** A copy of the first bytes of the file with one byte changed. */
function altered(at: number, value: number, length = file.length): Uint8Array {
  const copy = file.slice(0, length);
  copy[at] = value;
  return copy;
}

describe("digits.bin", () => {
  test("holds 1,797 images of 64 pixels in ten classes of nearly equal size", () => {
    const { rows, featureCount, classCount, labels } = digits();
    expect([rows, featureCount, classCount]).toEqual([1797, 64, 10]);
    const counts = new Array<number>(10).fill(0);
    for (const label of labels) counts[label] = (counts[label] as number) + 1;
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  test("gives the first image, a zero, as it stands in the source", () => {
    const { features, labels } = digits();
    const pixels = [...features.subarray(0, 16)].map((value) => value * 16);
    expect(pixels).toEqual([0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]);
    expect(labels[0]).toBe(0);
  });

  test("every pixel is a sixteenth between 0 and 1", () => {
    expect(digits().features.every((value) => Number.isInteger(value * 16) && value >= 0 && value <= 1)).toBe(
      true,
    );
  });

  test("is read the same from the middle of a larger buffer", () => {
    const larger = new Uint8Array(file.length + 7);
    larger.set(file, 7);
    expect(decodeDigits(larger.subarray(7))).toEqual(decodeDigits(file));
  });
});

describe("bytes that are no digits file are refused with the reason", () => {
  const header = 12;
  test.each([
    ["nothing", new Uint8Array(0), { kind: "wrong_magic" }],
    ["half a header", file.slice(0, 11), { kind: "wrong_magic" }],
    ["another magic", altered(0, 0x20), { kind: "wrong_magic" }],
    ["another version", altered(4, 2), { kind: "wrong_version", version: 2 }],
    ["another shape", altered(7, 65), { kind: "wrong_shape", featureCount: 65, classCount: 10 }],
    ["a truncated file", file.slice(0, -1), { kind: "wrong_length", expected: 73_689, actual: 73_688 }],
    ["more rows than bytes", altered(9, 1), { kind: "wrong_length", expected: 2_760_665, actual: 73_689 }],
    ["a pixel above 16", altered(header + 41, 0xff), { kind: "wrong_value", at: 1 }],
    ["a label above 9", altered(header + 40, 10), { kind: "wrong_value", at: 0 }],
  ])("%s", (_, bytes, error) => {
    expect(decodeDigits(bytes)).toEqual({ ok: false, error });
  });

  test("no rows", () => {
    const empty = file.slice(0, header);
    empty.fill(0, 8, 12);
    expect(decodeDigits(empty)).toEqual({ ok: false, error: { kind: "no_rows" } });
  });
});

describe("dividing a dataset", () => {
  test("1,197 rows to train on, the other 600 held out, no row in both", () => {
    const { train, heldOut } = splitDigits(digits());
    expect([train.rows, heldOut.rows]).toEqual([1197, 600]);
    const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);
    expect(sumOf(train.features) + sumOf(heldOut.features)).toBe(sumOf(digits().features));
    expect(sumOf(train.labels) + sumOf(heldOut.labels)).toBe(sumOf(digits().labels));
  });

  test("the split is the same every time", () => {
    const [once, again] = [splitDigits(digits()), splitDigits(digits())];
    expect(again.train.labels).toEqual(once.train.labels);
    expect(again.heldOut.labels).toEqual(once.heldOut.labels);
  });

  test("shards hold every row once and differ by at most one row", () => {
    const whole = takeRows(digits(), [0, 1, 2, 3, 4, 5, 6]);
    const shards = [0, 1, 2].map((index) => shard(whole, index, 3));
    expect(shards.map(({ rows }) => rows)).toEqual([3, 2, 2]);
    expect([...(shards[1]?.labels ?? [])]).toEqual([1, 4]);
    expect(shards[2]?.features).toEqual(takeRows(whole, [2, 5]).features);
  });

  test("rows and shards outside the dataset are programmer errors", () => {
    expect(() => takeRows(digits(), [1797])).toThrow("inside the dataset");
    expect(() => shard(digits(), 3, 3)).toThrow("index is below");
    expect(() => splitDigits(digits(), 1797)).toThrow("both parts");
  });
});
