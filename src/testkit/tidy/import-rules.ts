/**
 * Who may import whom: floors, doors, packages and the testkit.
 *
 * Invariant: what the table does not name is refused, also for floors and packages nobody has thought of yet.
 */
import { type Breach, floorOf, floorRules, type House, isDoor, isTest, roomOf, TESTKIT } from "./house.ts";
import type { ImportEdge, SourceFile } from "./syntax.ts";

/** All import rules over one file. */
export function checkImports(house: House, file: SourceFile): Breach[] {
  return file.imports.flatMap((edge) => {
    const found =
      edge.target === undefined ? packageBreach(house, file, edge) : pathBreach(house, file, edge);
    const all = [found, exportAllBreach(file, edge)];
    return all.flatMap((breach) =>
      breach === undefined ? [] : [{ rule: breach[0], path: file.path, line: edge.line, message: breach[1] }],
    );
  });
}

type Finding = readonly [rule: string, message: string] | undefined;

function packageBreach(house: House, file: SourceFile, { specifier }: ImportEdge): Finding {
  const floor = floorRules(house, file.path);
  if (floor === undefined) return undefined;
  const allowed = floor.npm.some((name) =>
    name.endsWith("*")
      ? specifier.startsWith(name.slice(0, -1))
      : specifier === name || specifier.startsWith(`${name}/`),
  );
  if (allowed) return undefined;
  const list = floor.npm.length === 0 ? "no package" : `only ${floor.npm.join(", ")}`;
  return [
    "npm",
    `${floorOf(file.path)} may import ${list}, not "${specifier}"; pass the value in from a floor that may`,
  ];
}

function pathBreach(house: House, file: SourceFile, { target = "", specifier }: ImportEdge): Finding {
  const from = floorOf(file.path);
  const to = floorOf(target);
  if (to === TESTKIT && from !== TESTKIT && !isTest(file.path)) {
    return [
      "testkit",
      `"${specifier}": only tests may use the testkit; move what the product needs to a floor`,
    ];
  }
  if (isTest(file.path)) return testBreach(house, file, to);
  const floor = floorRules(house, file.path);
  if (floor === undefined) return undefined;
  if (to === undefined) return ["floors", `"${specifier}" leads out of the floors`];
  if (to !== from) return crossing(house, file.path, target);
  const [fromRoom, toRoom] = [roomOf(house, file.path), roomOf(house, target)];
  if (toRoom === undefined || toRoom === fromRoom || isDoor(house, target)) return undefined;
  return ["doors", `"${specifier}" enters the room ${toRoom} by the window; import from its index.ts`];
}

/** A test sees what it likes, but one of a pure floor must not need a screen. */
function testBreach(house: House, file: SourceFile, to: string | undefined): Finding {
  const isPure = house.floors[floorOf(file.path) ?? ""]?.isPure === true;
  if (!isPure || (to !== "ui" && to !== "app")) return undefined;
  return ["floors", `a test of a pure floor may not import ${to}; test that in ${to}`];
}

function crossing(house: House, from: string, target: string): Finding {
  const [fromFloor = "", toFloor = ""] = [floorOf(from), floorOf(target)];
  const allowed = house.floors[fromFloor]?.imports ?? [];
  if (!allowed.includes(toFloor)) {
    const list = allowed.length === 0 ? "no other floor" : allowed.join(", ");
    return ["floors", `${fromFloor} may not import ${toFloor}; it may import ${list}`];
  }
  if (isDoor(house, target)) return undefined;
  return [
    "doors",
    `import from src/${toFloor}/index.ts instead of ${target}; add the name to that door if it is missing`,
  ];
}

function exportAllBreach(file: SourceFile, { isExportAll, specifier }: ImportEdge): Finding {
  if (!isExportAll || isTest(file.path)) return undefined;
  return ["export-all", `export * from "${specifier}" hides what goes out; list the names`];
}
