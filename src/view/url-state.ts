/**
 * The address bar as the run's full description: scenario, seed, interventions, moment, lens, selection.
 *
 * `#/run/learning-cluster?v=2&seed=42&lens=stage&sel=n3&t=12.345&until=60&speed=max&do=12.1:kill:n3`, and for
 * those who plant a mistake in the code `plant=raft_small_quorum`.
 *
 * Up to `READABLE_MAX` interventions are written as words (`do`), more are packed (`x`, packed-inputs.ts). `v` is the
 * version of the engine: a link of another one opens too, and says that its run may differ.
 *
 * Invariants
 * - parse(write(address)) equals the address, with no problems.
 * - Whatever is in the bar, an address comes out: a broken part falls back to its default and leaves a sentence
 *   that says what is wrong and what is allowed.
 */

import type { Parameters } from "../bridge/index.ts";
import { parseTarget, writeTarget } from "./codec-words.ts";
import { DISPLAY_KEYS, type Display, parseDisplay, WHOLE_PAGE, writeDisplay } from "./display.ts";
import { parseInputs, type TimedAction, writeInputs } from "./input-codec.ts";
import { packInputs, unpackInputs } from "./packed-inputs.ts";
import { LENS_IDS, type LensId } from "./ui-store.ts";
import { parseSeconds, TIME_MAX_S, writeSeconds } from "./virtual-time.ts";

export interface Address {
  readonly scenario: string;
  readonly seed: number;
  readonly lens: LensId;
  readonly selection: string | null;
  /** The moment to open at, paused; null plays from the start. */
  readonly atUs: number | null;
  readonly untilUs: number | null;
  /** Null leaves the scenario's own speed. */
  readonly speed: number | null;
  readonly inputs: readonly TimedAction[];
  /** Parameters of the scenario that were given; left out when all are its own. */
  readonly parameters?: Parameters;
  /** Planted defects of the code, by their names in the catalogue; left out when there are none. */
  readonly defects?: readonly string[];
  /** Left out for the whole page. */
  readonly display?: Display;
}

export interface ParsedAddress {
  readonly address: Address;
  /** One sentence for each part that could not be used. */
  readonly problems: readonly string[];
}

export const SEED_MAX = 4_294_967_295;
export const SPEEDS: readonly number[] = [0.1, 0.25, 0.5, 1, 2, 5, Number.POSITIVE_INFINITY];
const SPEED_MIN = 0.01;
const SPEED_MAX = 100;
/** Links longer than this are cut by some mail and chat programs. */
export const LINK_LENGTH_MAX = 2_000;

const KEYS: readonly string[] = [
  ...["v", "seed", "lens", "sel", "t", "until", "speed", "set", "plant", "do", "x"],
  ...DISPLAY_KEYS,
];
/** More interventions than a person reads at a glance. */
const READABLE_MAX = 6;

/** `engineVersion`: of the engine that runs it; left out while it is not known. */
export function writeAddress(address: Address, engineVersion?: string): string {
  const parts = [`seed=${address.seed}`, `lens=${address.lens}`];
  if (engineVersion !== undefined) parts.unshift(`v=${encodeURIComponent(engineVersion)}`);
  if (address.selection !== null) parts.push(`sel=${writeTarget(address.selection)}`);
  if (address.atUs !== null) parts.push(`t=${writeSeconds(address.atUs)}`);
  if (address.untilUs !== null) parts.push(`until=${writeSeconds(address.untilUs)}`);
  if (address.speed !== null) parts.push(`speed=${Number.isFinite(address.speed) ? address.speed : "max"}`);
  parts.push(...writeDisplay(address.display ?? WHOLE_PAGE));
  const settings = Object.entries(address.parameters ?? {});
  if (settings.length > 0) parts.push(`set=${settings.map(writeSetting).join(";")}`);
  const { inputs, defects = [] } = address;
  if (defects.length > 0) parts.push(`plant=${defects.map(encodeURIComponent).join(";")}`);
  if (inputs.length > READABLE_MAX) parts.push(`x=${packInputs(inputs)}`);
  else if (inputs.length > 0) parts.push(`do=${writeInputs(inputs)}`);
  return `#/run/${encodeURIComponent(address.scenario)}?${parts.join("&")}`;
}

/** `scenarios` are the known ids, `fallback` what to open when the bar says nothing. */
export function parseAddress(
  hash: string,
  scenarios: readonly string[],
  fallback: Address,
  engineVersion?: string,
): ParsedAddress {
  const problems: string[] = [];
  const [path = "", query = ""] = splitQuery(hash.replace(/^#/, ""));
  const scenario = parseScenario(path, scenarios, fallback.scenario, problems);
  const fields = parseQuery(query, problems);
  const read = <T>(key: string, parse: (text: string) => number | string, otherwise: T): number | T => {
    const text = fields.get(key);
    if (text === undefined) return otherwise;
    const value = parse(text);
    if (typeof value === "number") return value;
    problems.push(value);
    return otherwise;
  };
  const address: Address = {
    scenario,
    seed: read("seed", parseSeed, fallback.seed),
    lens: readLens(fields.get("lens"), fallback.lens, problems),
    selection: readSelection(fields.get("sel"), problems),
    atUs: read("t", (text) => parseTime("t", text), null),
    untilUs: read("until", (text) => parseTime("until", text), fallback.untilUs),
    speed: read("speed", parseSpeed, fallback.speed),
    inputs: readInputs(fields, problems),
    ...readSettings(fields.get("set"), problems),
    ...readDefects(fields.get("plant")),
    ...readDisplay(fields, problems),
  };
  const version = decode(fields.get("v") ?? "");
  if (version !== "" && engineVersion !== undefined && version !== engineVersion)
    problems.push(
      `This link was made with version ${version} of the engine and this is version ${engineVersion}: what happens may differ from what was meant.`,
    );
  return { address, problems };
}

/** The seed a person typed, or a sentence that says what is allowed. */
export function parseSeed(text: string): number | string {
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (seed <= SEED_MAX) return seed;
  return `“${text}” is not a seed: a seed is a whole number from 0 to ${SEED_MAX}.`;
}

/** A time a person typed in seconds, in microseconds, or a sentence that says what is allowed. */
export function parseTime(name: string, text: string): number | string {
  return (
    parseSeconds(text) ??
    `“${text}” is not a time for ${name}: write seconds from 0 to ${TIME_MAX_S}, with at most six decimals, such as 12.345.`
  );
}

function parseSpeed(text: string): number | string {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (speed >= SPEED_MIN && speed <= SPEED_MAX) return speed;
  return `“${text}” is not a speed: write a number from ${SPEED_MIN} to ${SPEED_MAX}, or max.`;
}

function parseScenario(
  path: string,
  scenarios: readonly string[],
  fallback: string,
  problems: string[],
): string {
  if (path === "" || path === "/") return fallback;
  const match = /^\/run\/([^/]+)$/.exec(path);
  if (match === null) {
    problems.push(`There is no page at “${path}”; a run is at #/run/ and the name of a scenario.`);
    return fallback;
  }
  const name = decode(match[1] ?? "") ?? "";
  if (scenarios.includes(name)) return name;
  problems.push(`There is no scenario “${name}”; there are ${scenarios.join(", ")}. This is ${fallback}.`);
  return fallback;
}

function parseQuery(query: string, problems: string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of query.split("&").filter((text) => text !== "")) {
    const at = part.indexOf("=");
    const key = at < 0 ? part : part.slice(0, at);
    if (KEYS.includes(key)) fields.set(key, at < 0 ? "" : part.slice(at + 1));
    else
      problems.push(`“${key}” in the address is not known and was left out; known are ${KEYS.join(", ")}.`);
  }
  return fields;
}

function readLens(text: string | undefined, fallback: LensId, problems: string[]): LensId {
  if (text === undefined) return fallback;
  const lens = LENS_IDS.find((id) => id === text);
  if (lens !== undefined) return lens;
  problems.push(`There is no lens “${text}”; there are ${LENS_IDS.join(", ")}.`);
  return fallback;
}

function readSelection(text: string | undefined, problems: string[]): string | null {
  if (text === undefined) return null;
  const target = parseTarget(text);
  if (target === null) problems.push(`“${text}” does not name a thing to select.`);
  return target;
}

function readInputs(fields: ReadonlyMap<string, string>, problems: string[]): readonly TimedAction[] {
  const packed = fields.get("x");
  const parsed =
    packed === undefined ? parseInputs(undoEncoding(fields.get("do") ?? "")) : unpackInputs(packed);
  if (parsed.ok) return parsed.value;
  problems.push(`The interventions in the address were left out. ${parsed.error}`);
  return [];
}

function writeSetting([name, value]: readonly [string, number | string | boolean]): string {
  return `${encodeURIComponent(name)}:${encodeURIComponent(String(value))}`;
}

/** `set=taskEveryMs:2000;agentsPerNode:1`. Which names and values a scenario knows is the worker's to judge. */
function readSettings(text: string | undefined, problems: string[]): { readonly parameters?: Parameters } {
  if (text === undefined || text === "") return {};
  const parameters: Record<string, number | string | boolean> = {};
  for (const part of text.split(";")) {
    const [name, value, ...rest] = part.split(":").map((piece) => decode(piece) ?? "");
    if (!name || value === undefined || value === "" || rest.length > 0) {
      problems.push(`“${part}” is not a setting: write name:value, such as taskEveryMs:2000.`);
      continue;
    }
    const isNumber = Number.isFinite(Number(value));
    parameters[name] =
      value === "true" || value === "false" ? value === "true" : isNumber ? Number(value) : value;
  }
  return { parameters };
}

/** `plant=raft_small_quorum;vote_counted_twice`. Which there are is the worker's to know. */
function readDefects(text = ""): { readonly defects?: readonly string[] } {
  const defects = text.split(";").flatMap((part) => decode(part) || []);
  return defects.length === 0 ? {} : { defects };
}

function readDisplay(
  fields: ReadonlyMap<string, string>,
  problems: string[],
): { readonly display?: Display } {
  const display = parseDisplay(fields, problems);
  return writeDisplay(display).length === 0 ? {} : { display };
}

/** Some programs percent-encode a whole link on its way; a script without a single colon was encoded once more. */
function undoEncoding(text: string): string {
  return text.includes(":") ? text : (decode(text) ?? text);
}

function splitQuery(text: string): readonly [string, string] {
  const at = text.indexOf("?");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
