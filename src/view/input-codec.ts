/**
 * Interventions as readable text for the address bar: `12.1:kill:n3;13:cut:n1-n2`.
 *
 * One entry is `seconds:verb:object`. A pid is written without its brackets (n3.17), so `kill:n3` kills the node and
 * `kill:n3.17` the process. A value follows after `=`; text that would read as a number or a boolean starts with an
 * apostrophe. Characters that mean something here are percent-encoded inside names.
 *
 * Invariant: parse(write(inputs)) is deeply equal to inputs.
 */

import type { Action } from "../bridge/index.ts";
import { parseSeconds, writeSeconds } from "./virtual-time.ts";

/** The part of a journal's input that a link carries. */
export interface TimedAction {
  readonly atUs: number;
  readonly action: Action;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

export const VERBS: readonly string[] = [
  "kill",
  "crash",
  "exit",
  "suspend",
  "resume",
  "restart",
  "pause",
  "cut",
  "heal",
  "split",
  "lose",
  "set",
];
/** Longer scripts belong into a journal file. */
export const INPUTS_MAX = 200;

export function writeInputs(inputs: readonly TimedAction[]): string {
  return inputs.map((input) => `${writeSeconds(input.atUs)}:${writeAction(input.action)}`).join(";");
}

export function parseInputs(text: string): Parsed<readonly TimedAction[]> {
  if (text === "") return { ok: true, value: [] };
  const parts = text.split(";");
  if (parts.length > INPUTS_MAX)
    return { ok: false, error: `At most ${INPUTS_MAX} interventions fit in a link.` };
  const inputs: TimedAction[] = [];
  for (const part of parts) {
    const parsed = parseInput(part);
    if (!parsed.ok) return parsed;
    const previous = inputs.at(-1);
    if (previous !== undefined && parsed.value.atUs < previous.atUs)
      return {
        ok: false,
        error: `“${part}” comes before the intervention left of it; times must not go back.`,
      };
    inputs.push(parsed.value);
  }
  return { ok: true, value: inputs };
}

function parseInput(part: string): Parsed<TimedAction> {
  const [time = "", verb = "", ...rest] = part.split(":");
  const object = rest.join(":");
  const atUs = parseSeconds(time);
  if (atUs === null)
    return { ok: false, error: `“${part}” must start with a time in seconds, such as 12.1:kill:n3.` };
  if (!VERBS.includes(verb))
    return { ok: false, error: `“${verb}” in “${part}” is not an intervention; use ${VERBS.join(", ")}.` };
  const action = object === "" ? null : parseAction(verb, object);
  if (action === null)
    return { ok: false, error: `“${part}” does not name what to ${verb}, such as ${example(verb)}.` };
  return { ok: true, value: { atUs, action } };
}

function writeAction(action: Action): string {
  const target = writeTarget(action.target);
  switch (action.kind) {
    case "kill_process":
      return `${action.reason}:${target}`;
    case "exit_process":
      return `exit:${target}=${writeName(action.reason)}`;
    case "suspend_process":
      return `suspend:${target}`;
    case "resume_process":
      return `resume:${target}`;
    case "crash_node":
      return `kill:${target}`;
    case "restart_node":
      return `restart:${target}`;
    case "pause_node":
      return `pause:${target}`;
    case "resume_node":
      return `resume:${target}`;
    case "cut_link":
      return `cut:${target}`;
    case "heal_link":
      return `heal:${target}`;
    case "heal_all":
      return "heal:all";
    case "partition":
      return `split:${target}=${action.group.map(writeName).join(",")}`;
    case "loss":
      return `lose:${target}=${action.percent}`;
    case "propose":
      return `set:${target}=${writeValue(action.value)}`;
  }
}

function parseAction(verb: string, object: string): Action | null {
  const [name = "", value] = splitOnce(object, "=");
  const target = parseTarget(name);
  if (target === null) return null;
  if (verb === "set") return value === undefined ? null : parseProposal(target, value);
  if (verb === "split") return value === undefined ? null : parsePartition(target, value);
  if (verb === "lose") return parseLoss(target, value);
  if (verb === "exit") return parseExit(target, value);
  if (value !== undefined) return null;
  const isProcess = PID.test(target);
  const process = (action: Action): Action | null => (isProcess ? action : null);
  const node = (action: Action): Action | null => (isProcess ? null : action);
  switch (verb) {
    case "kill":
      return isProcess ? { kind: "kill_process", target, reason: "kill" } : { kind: "crash_node", target };
    case "crash":
      return process({ kind: "kill_process", target, reason: "crash" });
    case "suspend":
      return process({ kind: "suspend_process", target });
    case "resume":
      return isProcess ? { kind: "resume_process", target } : { kind: "resume_node", target };
    case "restart":
      return node({ kind: "restart_node", target });
    case "pause":
      return node({ kind: "pause_node", target });
    case "cut":
      return node({ kind: "cut_link", target });
    case "heal":
      return name === "all" ? { kind: "heal_all", target: "network" } : node({ kind: "heal_link", target });
    default:
      return null;
  }
}

function parseProposal(target: string, text: string): Action | null {
  const value = parseValue(text);
  return value === null ? null : { kind: "propose", target, value };
}

function parseLoss(target: string, text: string | undefined): Action | null {
  const percent = text !== undefined && readsAsOther(text) ? Number(text) : Number.NaN;
  return percent >= 0 && percent <= 100 ? { kind: "loss", target, percent } : null;
}

function parseExit(target: string, text: string | undefined): Action | null {
  const reason = text === undefined ? null : parseName(text);
  return reason === null || !PID.test(target) ? null : { kind: "exit_process", target, reason };
}

function parsePartition(target: string, text: string): Action | null {
  const group = text === "" ? [] : text.split(",").map(parseName);
  return group.some((name) => name === null) ? null : { kind: "partition", target, group: group as string[] };
}

const PID = /^<n\d+\.\d+>$/;
const BARE_PID = /^n\d+\.\d+$/;

/** A pid without brackets, everything else as a name. */
export function writeTarget(target: string): string {
  if (PID.test(target)) return target.slice(1, -1);
  return BARE_PID.test(target) ? `'${target}` : writeName(target);
}

export function parseTarget(text: string): string | null {
  if (BARE_PID.test(text)) return `<${text}>`;
  return parseName(text.startsWith("'") ? text.slice(1) : text);
}

/** Letters, digits and `_ . - < >`-free punctuation stay readable; the rest is percent-encoded. */
function writeName(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parseName(text: string): string | null {
  try {
    const name = decodeURIComponent(text);
    return name === "" ? null : name;
  } catch {
    return null;
  }
}

function writeValue(value: number | string | boolean): string {
  if (typeof value !== "string") return String(value);
  return readsAsOther(value) || value === "" ? `'${writeName(value)}` : writeName(value);
}

function parseValue(text: string): number | string | boolean | null {
  if (text.startsWith("'")) return text === "'" ? "" : parseName(text.slice(1));
  if (text === "true" || text === "false") return text === "true";
  return readsAsOther(text) ? Number(text) : parseName(text);
}

function readsAsOther(text: string): boolean {
  return text === "true" || text === "false" || /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text);
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function example(verb: string): string {
  const objects: Readonly<Record<string, string>> = {
    kill: "kill:n3 or kill:n3.17",
    cut: "cut:n1-n2",
    heal: "heal:n1-n2 or heal:all",
    split: "split:n1=n1,n2",
    lose: "lose:n1-n2=10 (percent)",
    set: "set:learning_rate=0.05",
    exit: "exit:n3.17=shutdown",
    restart: "restart:n3",
    pause: "pause:n3",
  };
  return objects[verb] ?? `${verb}:n3.17`;
}
