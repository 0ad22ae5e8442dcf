/**
 * The journal of a run: all that is needed to have the same run again, anywhere. A public, versioned format: the page
 * exports it and the headless runtime replays it to the same hash.
 */

import { err, ok, type Result } from "../base/index.ts";
import { ENGINE_VERSION } from "./engine.ts";
import { type InputRecord, parseAction } from "./input.ts";
import type { Parameters, ParameterValue } from "./scenario.ts";
import type { World } from "./world.ts";

export const JOURNAL_VERSION = 1;

export interface Journal {
  readonly journal: typeof JOURNAL_VERSION;
  readonly engine: string;
  readonly scenario: string;
  readonly seed: number;
  readonly parameters: Parameters;
  /** Planted defects that were switched on; left out when the code was sound. */
  readonly defects?: readonly string[];
  readonly inputs: readonly InputRecord[];
  /** Where the run was when it was exported, and its hash there. */
  readonly untilUs: number;
  /** Events handled until then: a run may be paused in the middle of an instant. */
  readonly events?: number;
  readonly hash: string;
}

/** The journal of a world as it stands. */
export function journalOf(world: World): Journal {
  return {
    journal: JOURNAL_VERSION,
    engine: ENGINE_VERSION,
    scenario: world.scenario.id,
    seed: world.seed,
    parameters: world.parameters,
    ...(world.defects.length === 0 ? {} : { defects: world.defects }),
    inputs: world.givenInputs(),
    untilUs: world.nowUs,
    events: world.events,
    hash: world.hash(),
  };
}

export const SEED_MAX = 0xffff_ffff;

/** A seed from text: a whole number from 0 to 4294967295. */
export function parseSeed(text: string): Result<number> {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return seed <= SEED_MAX ? ok(seed) : err(`a seed is a whole number from 0 to ${SEED_MAX}; got "${text}"`);
}

/** Reads a journal from JSON text; every refusal names the part that is wrong. */
export function parseJournal(text: string): Result<Journal> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(
      "this is not a journal: the file is not JSON. Export one with “Export journal” and use it unchanged",
    );
  }
  if (typeof value !== "object" || value === null) return err("this is not a journal: expected an object");
  const fields = value as Record<string, unknown>;
  if (fields["journal"] !== JOURNAL_VERSION) {
    return err(
      `journal version ${String(fields["journal"])} cannot be read here; this program reads ${JOURNAL_VERSION}`,
    );
  }
  if (typeof fields["scenario"] !== "string") return err("journal.scenario must be the id of a scenario");
  const seed = parseSeed(String(fields["seed"]));
  if (!seed.ok) return err(`journal.seed: ${seed.error}`);
  const untilUs = fields["untilUs"];
  if (!isTime(untilUs)) return err("journal.untilUs must be a time in whole microseconds");
  const events = fields["events"];
  if (events !== undefined && !isTime(events)) return err("journal.events must be a whole number");
  const parameters = parseParameters(fields["parameters"] ?? {});
  if (!parameters.ok) return parameters;
  const defects = fields["defects"] ?? [];
  if (!isNames(defects)) return err("journal.defects must be a list of names");
  const inputs = parseInputs(fields["inputs"]);
  if (!inputs.ok) return inputs;
  return ok({
    journal: JOURNAL_VERSION,
    engine: String(fields["engine"] ?? ""),
    scenario: fields["scenario"],
    seed: seed.value,
    parameters: parameters.value,
    ...(defects.length === 0 ? {} : { defects }),
    inputs: inputs.value,
    untilUs,
    ...(events === undefined ? {} : { events }),
    hash: String(fields["hash"] ?? ""),
  });
}

export function parseInputs(value: unknown): Result<readonly InputRecord[]> {
  if (!Array.isArray(value)) return err("journal.inputs must be a list");
  const inputs: InputRecord[] = [];
  for (const [i, item] of value.entries()) {
    const { atUs, action } = (item ?? {}) as { atUs?: unknown; action?: unknown };
    if (!isTime(atUs)) return err(`journal.inputs[${i}].atUs must be a time in whole microseconds`);
    if (atUs < (inputs.at(-1)?.atUs ?? 0))
      return err(`journal.inputs[${i}] is earlier than the input before it`);
    const parsed = parseAction(action);
    if (!parsed.ok) return err(`journal.inputs[${i}]: ${parsed.error}`);
    inputs.push({ atUs, action: parsed.value });
  }
  return ok(inputs);
}

function parseParameters(value: unknown): Result<Parameters> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return err("journal.parameters must be an object");
  for (const [name, item] of Object.entries(value)) {
    if (!["number", "string", "boolean"].includes(typeof item))
      return err(`journal.parameters.${name} has a wrong type`);
  }
  return ok(value as Readonly<Record<string, ParameterValue>>);
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
