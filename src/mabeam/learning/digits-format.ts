/**
 * Reading `digits.bin`: 1,797 handwritten digits of 8×8 grey values (source and licence: `data/LICENSE.md`).
 *
 *   bytes 0–3    "MLDG"
 *   byte  4      version, 1
 *   byte  5      number of classes, 10
 *   bytes 6–7    features per row, 64 (big-endian)
 *   bytes 8–11   number of rows (big-endian)
 *   then 41 bytes per row: 64 pixels 0–16 of five bits each, most significant bit first; one byte of label
 *
 * The file comes from outside, so everything about it that can be wrong is an answer and not an assertion.
 */

import type { Result } from "../../base/index.ts";
import { assert, createPrng, err, ok } from "../../base/index.ts";
import { shuffledIndices } from "../../numeric/index.ts";
import type { Dataset } from "./dataset.ts";
import { takeRows } from "./dataset.ts";

/** Why bytes are not a digits file. `at` is the row of the first impossible value. */
export type DigitsError =
  | { readonly kind: "wrong_magic" }
  | { readonly kind: "wrong_version"; readonly version: number }
  | { readonly kind: "wrong_shape"; readonly featureCount: number; readonly classCount: number }
  | { readonly kind: "no_rows" }
  | { readonly kind: "wrong_length"; readonly expected: number; readonly actual: number }
  | { readonly kind: "wrong_value"; readonly at: number };

const MAGIC = 0x4d4c4447;
const VERSION = 1;
const FEATURES = 64;
const CLASSES = 10;
const PIXEL_MAX = 16;
const PIXEL_BITS = 5;
const HEADER_BYTES = 12;
const PIXEL_BYTES = (FEATURES * PIXEL_BITS) / 8;
const ROW_BYTES = PIXEL_BYTES + 1;

/** Rows used for training by the reference figure; the other 600 are held out. */
const TRAIN_ROWS = 1197;

/** The digits, pixels scaled to 0, 1/16, … 1; or what is wrong with the bytes. */
export function decodeDigits(bytes: Uint8Array): Result<Dataset, DigitsError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint32(0) !== MAGIC) return err({ kind: "wrong_magic" });
  const version = view.getUint8(4);
  if (version !== VERSION) return err({ kind: "wrong_version", version });
  const classCount = view.getUint8(5);
  const featureCount = view.getUint16(6);
  if (classCount !== CLASSES || featureCount !== FEATURES)
    return err({ kind: "wrong_shape", featureCount, classCount });
  const rows = view.getUint32(8);
  if (rows === 0) return err({ kind: "no_rows" });
  const expected = HEADER_BYTES + rows * ROW_BYTES;
  if (bytes.length !== expected) return err({ kind: "wrong_length", expected, actual: bytes.length });
  const features = new Float32Array(rows * FEATURES);
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = HEADER_BYTES + row * ROW_BYTES;
    for (let i = 0; i < FEATURES; i++) {
      const pixel = pixelAt(bytes, from, i);
      if (pixel > PIXEL_MAX) return err({ kind: "wrong_value", at: row });
      features[row * FEATURES + i] = pixel / PIXEL_MAX;
    }
    const label = view.getUint8(from + PIXEL_BYTES);
    if (label >= CLASSES) return err({ kind: "wrong_value", at: row });
    labels[row] = label;
  }
  return ok({ rows, featureCount, classCount, features, labels });
}

/**
 * `trainRows` rows to train on and the rest to measure on, after one fixed shuffle: the same split for every run and every
 * seed, so that accuracies can be compared. The file is ordered by writer; held-out rows at its end would be strangers to
 * the training rows and cost four points of accuracy.
 */
export function splitDigits(dataset: Dataset, trainRows = TRAIN_ROWS): { train: Dataset; heldOut: Dataset } {
  assert(
    Number.isInteger(trainRows) && trainRows > 0 && trainRows < dataset.rows,
    "both parts of a split have rows",
  );
  const order = shuffledIndices(dataset.rows, createPrng("digits", "split"));
  return {
    train: takeRows(dataset, order.subarray(0, trainRows)),
    heldOut: takeRows(dataset, order.subarray(trainRows)),
  };
}

function pixelAt(bytes: Uint8Array, from: number, index: number): number {
  const bit = index * PIXEL_BITS;
  const at = from + (bit >> 3);
  const pair = ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
  return (pair >> (16 - PIXEL_BITS - (bit & 7))) & 31;
}
