// Packs the handwritten digits into the small binary file that the page loads.
//
//   node tools/pack-digits.mjs PATH/TO/digits.csv.gz
//
// Input: gzipped CSV, 64 integers 0–16 (8×8 grey values, row by row) and the label per line.
// Output: src/mabeam/learning/data/digits.bin, the same bytes for the same input. The format is read and specified by
// src/mabeam/learning/digits-format.ts: a header of 12 bytes, then 41 bytes per row (64 pixels of 5 bits, one byte of
// label). 17 grey values do not fit four bits, and a byte each would be 59 % larger on servers that do not compress .bin.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const PIXELS = 64;
const PIXEL_MAX = 16;
const PIXEL_BITS = 5;
const CLASSES = 10;
const VERSION = 1;
const HEADER_BYTES = 12;
const PIXEL_BYTES = (PIXELS * PIXEL_BITS) / 8;
const ROW_BYTES = PIXEL_BYTES + 1;
const OUTPUT = new URL("../src/mabeam/learning/data/digits.bin", import.meta.url);

const input = process.argv[2];
if (input === undefined) {
  console.error("usage: node tools/pack-digits.mjs PATH/TO/digits.csv.gz");
  process.exit(2);
}
const rows = parseRows(gunzipSync(readFileSync(input)).toString("utf8"));
const packed = pack(rows);
writeFileSync(OUTPUT, packed);
console.log(`digits.bin: ${rows.length} rows, ${packed.length} bytes`);

/**
 * Lines of the CSV as integers, each checked.
 *
 * @param {string} text
 * @returns {Row[]}
 */
function parseRows(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, at) => {
    const values = line.split(",").map(Number);
    const pixels = values.slice(0, PIXELS);
    const label = values[PIXELS];
    const isInRange = (/** @type {number | undefined} */ value, /** @type {number} */ max) =>
      value !== undefined && Number.isInteger(value) && value >= 0 && value <= max;
    if (values.length !== PIXELS + 1) throw new Error(`line ${at + 1}: ${values.length} columns`);
    if (!pixels.every((pixel) => isInRange(pixel, PIXEL_MAX)))
      throw new Error(`line ${at + 1}: pixel out of range`);
    if (label === undefined || !isInRange(label, CLASSES - 1))
      throw new Error(`line ${at + 1}: label out of range`);
    return { pixels, label };
  });
}

/**
 * @typedef {{ readonly pixels: readonly number[], readonly label: number }} Row
 *
 * @param {readonly Row[]} rows
 * @returns {Buffer}
 */
function pack(rows) {
  const bytes = Buffer.alloc(HEADER_BYTES + rows.length * ROW_BYTES);
  bytes.write("MLDG", 0, "latin1");
  bytes.writeUInt8(VERSION, 4);
  bytes.writeUInt8(CLASSES, 5);
  bytes.writeUInt16BE(PIXELS, 6);
  bytes.writeUInt32BE(rows.length, 8);
  rows.forEach((row, at) => {
    const from = HEADER_BYTES + at * ROW_BYTES;
    row.pixels.forEach((pixel, i) => {
      writeBits(bytes, from * 8 + i * PIXEL_BITS, pixel);
    });
    bytes.writeUInt8(row.label, from + PIXEL_BYTES);
  });
  return bytes;
}

/**
 * Ors the five bits of `value` into the buffer, most significant first, from bit `at` on.
 *
 * @param {Buffer} bytes
 * @param {number} at
 * @param {number} value
 */
function writeBits(bytes, at, value) {
  for (let bit = 0; bit < PIXEL_BITS; bit++) {
    const isSet = (value >> (PIXEL_BITS - 1 - bit)) & 1;
    const index = (at + bit) >> 3;
    bytes[index] = (bytes[index] ?? 0) | (isSet << (7 - ((at + bit) & 7)));
  }
}
