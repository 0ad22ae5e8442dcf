/**
 * The words the tidiness checker speaks: a house of floors, its files, and breaches of its rules.
 *
 * A path is always relative to the top folder and written with slashes: `src/kernel/clock.ts`. A floor is a folder
 * right under `src/`; a room is a folder right under a floor that is divided into rooms.
 */

/** What one floor may lean on. */
export interface Floor {
  /** Other floors it may import, by name. */
  readonly imports: readonly string[];
  /** Packages it may import; a name ending in `*` allows all that start so. */
  readonly npm: readonly string[];
  /** Whether its code must give the same answer on every engine, so that host time, chance and promises are out. */
  readonly isPure: boolean;
  /** Whether its folders are rooms with doors of their own. */
  readonly hasRooms: boolean;
}

/** The whole table, and the files that something other than an import brings to life. */
export interface House {
  readonly floors: Readonly<Record<string, Floor>>;
  readonly entryPoints: readonly string[];
}

/** A file of the house: its path and its text. */
export type Sources = ReadonlyMap<string, string>;

/** One place where the code goes against a rule. The message says what to do instead. */
export interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Folder beside the floors that only tests may use. */
export const TESTKIT = "testkit";

/** `clock.test.ts`, `clock.types.test.ts` and the like. */
export function isTest(path: string): boolean {
  return /\.(test|bench)\.tsx?$/.test(path);
}

/** The folder under `src/` that a file is in; undefined for files right under `src/`. */
export function floorOf(path: string): string | undefined {
  const [top, floor, ...rest] = path.split("/");
  return top === "src" && rest.length > 0 ? floor : undefined;
}

/** `mabeam/market` for a file in that room; undefined outside of rooms. */
export function roomOf(house: House, path: string): string | undefined {
  const [, floor = "", room, ...rest] = path.split("/");
  return house.floors[floor]?.hasRooms === true && rest.length > 0 ? `${floor}/${room}` : undefined;
}

/** A door: the `index.ts` of a floor or, where a floor has rooms, of a room. */
export function isDoor(house: House, path: string): boolean {
  const [, floor = "", ...rest] = path.split("/");
  const depthMax = house.floors[floor]?.hasRooms === true ? 2 : 1;
  return rest.length <= depthMax && rest.at(-1) === "index.ts";
}

/** The rule a file of a floor is bound by; undefined for tests, the testkit and files right under `src/`. */
export function floorRules(house: House, path: string): Floor | undefined {
  return isTest(path) ? undefined : house.floors[floorOf(path) ?? ""];
}
