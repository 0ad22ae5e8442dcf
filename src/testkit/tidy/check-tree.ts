/**
 * The tidiness checker: a pure function from a house's table and its sources to the breaches of its rules.
 *
 * Why a test and not a habit: a rule that no machine checks lasts until the first busy week.
 */
import { checkCycles, checkRoomCycles, checkUnused } from "./graph-rules.ts";
import { type Breach, floorOf, type House, type Sources, TESTKIT } from "./house.ts";
import { checkImports } from "./import-rules.ts";
import { checkPurity } from "./purity-rules.ts";
import { checkShape } from "./shape-rules.ts";
import { readSource } from "./syntax.ts";

/** All breaches, ordered by path and line. An empty or half-built house is fine. */
export function checkTree(house: House, sources: Sources): Breach[] {
  const files = [...sources].map(([path, text]) => readSource(path, text));
  const breaches = [
    ...files.flatMap((file) => [
      ...unknownFloor(house, file.path),
      ...checkImports(house, file),
      ...checkPurity(house, file),
      ...checkShape(file),
    ]),
    ...checkCycles(files),
    ...checkRoomCycles(house, files),
    ...checkUnused(house, files),
  ];
  return breaches.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

/** A breach as one line that an editor can jump to. */
export function renderBreach({ path, line, rule, message }: Breach): string {
  return `${path}:${line} [${rule}] ${message}`;
}

function unknownFloor(house: House, path: string): Breach[] {
  const floor = floorOf(path);
  if (floor === undefined || floor === TESTKIT || Object.hasOwn(house.floors, floor)) return [];
  const message = `there is no floor "${floor}" in the table; put the file on one that exists`;
  return [{ rule: "floors", path, line: 1, message }];
}
