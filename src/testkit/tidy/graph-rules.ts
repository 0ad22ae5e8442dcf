/**
 * Rules over the whole graph of imports: no cycles, between files or between rooms, and no file that nobody uses.
 */
import { type Breach, floorOf, type House, isDoor, isTest, roomOf, TESTKIT } from "./house.ts";
import type { SourceFile } from "./syntax.ts";

type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * One breach for each ring of files that import each other. Tests are never part of one, and imports of types alone
 * do not count: they are gone before the code runs, and two files may well describe each other.
 */
export function checkCycles(files: readonly SourceFile[]): Breach[] {
  const present = new Set(files.map((file) => file.path));
  const graph: Graph = new Map(
    files
      .filter((file) => !isTest(file.path))
      .map((file) => [file.path, valueTargetsOf(file).filter((target) => present.has(target))]),
  );
  return ringsOf(graph).map((ring) => ({
    rule: "cycles",
    path: ring[0] ?? "",
    line: 1,
    message: `${[...ring, ring[0]].join(" → ")}; move what both need to a third file`,
  }));
}

/**
 * One breach for each ring of rooms, types included: rooms that describe each other are one room. A floor's own door
 * is no room, so it may list all of them.
 */
export function checkRoomCycles(house: House, files: readonly SourceFile[]): Breach[] {
  const graph = new Map<string, string[]>();
  for (const file of files) {
    const from = roomOf(house, file.path);
    if (from === undefined || isTest(file.path)) continue;
    const others = targetsOf(file).map((target) => roomOf(house, target));
    const to = others.filter((room) => room !== undefined && room !== from) as string[];
    graph.set(from, [...(graph.get(from) ?? []), ...to]);
  }
  return ringsOf(graph).map((ring) => ({
    rule: "room-cycles",
    path: `src/${ring[0]}`,
    line: 1,
    message: `${[...ring, ring[0]].join(" → ")}; let one of these rooms know the other, not both`,
  }));
}

/**
 * Files that no other file imports. A test does not count as a user, except of the testkit. Judged only once every
 * entry point is there: until then the tree is under construction and its upper floors have no users yet.
 */
export function checkUnused(house: House, files: readonly SourceFile[]): Breach[] {
  const present = new Set(files.map((file) => file.path));
  if (!house.entryPoints.every((path) => present.has(path))) return [];
  const used = new Set<string>(house.entryPoints);
  for (const file of files) {
    for (const target of targetsOf(file))
      if (!isTest(file.path) || floorOf(target) === TESTKIT) used.add(target);
  }
  return files
    .filter(({ path }) => !used.has(path) && !isTest(path) && !isDoor(house, path) && !isStartedByName(path))
    .map(({ path }) => ({
      rule: "unused",
      path,
      line: 1,
      message: "nobody imports this file; use it or remove it",
    }));
}

/** Declarations of names, and entries of worker threads, which the bundler finds by their ending. */
function isStartedByName(path: string): boolean {
  return path.endsWith(".d.ts") || path.endsWith(".node-worker.ts");
}

function targetsOf(file: SourceFile): string[] {
  return file.imports.flatMap((edge) => edge.target ?? []).filter((target) => target !== file.path);
}

function valueTargetsOf(file: SourceFile): string[] {
  return targetsOf({ ...file, imports: file.imports.filter((edge) => !edge.isTypeOnly) });
}

/** A ring for each edge that leads back to a node on the path that reached it; each node is expanded once. */
function ringsOf(graph: Graph): string[][] {
  const rings: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string) => {
    const at = path.indexOf(node);
    if (at >= 0) rings.push(path.slice(at));
    if (at >= 0 || done.has(node)) return;
    path.push(node);
    for (const next of new Set(graph.get(node) ?? [])) visit(next);
    path.pop();
    done.add(node);
  };
  for (const node of [...graph.keys()].sort()) visit(node);
  return rings;
}
