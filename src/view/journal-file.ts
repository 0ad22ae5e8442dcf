/**
 * A journal file as a person hands it over: checked for its outer shape here, in plain words; what the inputs mean
 * is the worker's to judge when it opens the run.
 */

import type { Parameters, RunSettings } from "../bridge/index.ts";
import type { Parsed, TimedAction } from "./input-codec.ts";

export interface JournalRun extends RunSettings {
  readonly scenario: string;
  readonly seed: number;
  readonly inputs: readonly TimedAction[];
  /** Where the run was when it was written down, and its hash there. */
  readonly untilUs: number;
  readonly hash: string;
}

/** The run inside a journal file, or a sentence about what is wrong with the file. */
export function parseJournal(text: string): Parsed<JournalRun> {
  const refuse = (why: string): Parsed<JournalRun> => ({ ok: false, error: `This is not a journal: ${why}` });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("the file is not JSON.");
  }
  if (typeof value !== "object" || value === null) return refuse("the file does not hold an object.");
  const { scenario, seed, inputs, untilUs, hash, parameters, defects } = value as Readonly<
    Record<string, unknown>
  >;
  if (typeof scenario !== "string") return refuse("it names no scenario.");
  if (typeof seed !== "number" || !Number.isSafeInteger(seed))
    return refuse("its seed is not a whole number.");
  if (!Array.isArray(inputs)) return refuse("it has no list of inputs.");
  const broken = inputs.findIndex((input) => !isTimedAction(input));
  if (broken >= 0) return refuse(`input ${broken + 1} has no time or no action.`);
  if (!isTime(untilUs)) return refuse("it does not say how far the run went.");
  if (parameters !== undefined && !isParameters(parameters))
    return refuse("its parameters are not names with values.");
  if (defects !== undefined && !isNames(defects))
    return refuse("its planted defects are not a list of names.");
  const settings: RunSettings = {
    ...(parameters === undefined || Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(defects === undefined || defects.length === 0 ? {} : { defects }),
  };
  const outer = { scenario, seed, untilUs, hash: String(hash ?? "") };
  const run = { ...outer, inputs: inputs as readonly TimedAction[], ...settings };
  return { ok: true, value: run };
}

function isTimedAction(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { atUs, action } = value as Readonly<Record<string, unknown>>;
  return isTime(atUs) && typeof action === "object" && action !== null;
}

function isParameters(value: unknown): value is Parameters {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((item) => ["number", "string", "boolean"].includes(typeof item));
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
