/**
 * Interventions as readable text for the address bar: `12.1:kill:n3;13:cut:n1-n2`.
 *
 * One entry is `seconds:verb:object`. A pid is written without its brackets (n3.17), so `kill:n3` kills the node and
 * `kill:n3.17` the process. A value follows after `=`. The verb `do` stands before any other kind with its fields.
 *
 * Invariant: parse(write(inputs)) is deeply equal to inputs.
 */

import type { Action } from "../bridge/index.ts";
import { parseFields, writeFields } from "./codec-fields.ts";
import {
  isPid,
  parseName,
  parseTarget,
  parseValue,
  readsAsOther,
  splitOnce,
  writeName,
  writeTarget,
  writeValue,
} from "./codec-words.ts";
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
  "do",
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

/** The verbs of those actions that a link names most often; every other is written by its kind and fields. */
function writeAction(action: Action): string {
  const target = writeTarget(action.target);
  switch (action.kind) {
    case "kill_process":
      if (isPid(action.target)) return `${action.reason}:${target}`;
      break;
    case "exit_process":
      if (isPid(action.target)) return `exit:${target}=${writeName(action.reason)}`;
      break;
    case "heal_all":
      return "heal:all";
    case "loss":
      return `lose:${target}=${action.percent}`;
    case "propose":
      return `set:${target}=${writeValue(action.value)}`;
    case "partition":
      if (action.group !== undefined) return `split:${target}=${action.group.map(writeName).join(",")}`;
      break;
    default:
  }
  const isOfProcess = action.kind === "suspend_process" || action.kind === "resume_process";
  const isBare = Object.keys(action).length === 2 && isOfProcess === isPid(action.target);
  const verb = isBare ? BARE_VERBS[action.kind] : undefined;
  return verb === undefined ? `do:${writeFields(action)}` : `${verb}:${target}`;
}

/** Verbs of actions that have a kind and a target and nothing else. */
const BARE_VERBS: { readonly [K in Action["kind"]]?: string } = {
  suspend_process: "suspend",
  resume_process: "resume",
  crash_node: "kill",
  restart_node: "restart",
  pause_node: "pause",
  resume_node: "resume",
  cut_link: "cut",
  heal_link: "heal",
};

function parseAction(verb: string, object: string): Action | null {
  if (verb === "do") return parseFields(object);
  const [name = "", value] = splitOnce(object, "=");
  const target = parseTarget(name);
  if (target === null) return null;
  if (verb === "set") return value === undefined ? null : parseProposal(target, value);
  if (verb === "split") return value === undefined ? null : parsePartition(target, value);
  if (verb === "lose") return parseLoss(target, value);
  if (verb === "exit") return parseExit(target, value);
  if (value !== undefined) return null;
  const isProcess = isPid(target);
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
  return reason === null || !isPid(target) ? null : { kind: "exit_process", target, reason };
}

function parsePartition(target: string, text: string): Action | null {
  const group = text === "" ? [] : text.split(",").map(parseName);
  return group.some((name) => name === null) ? null : { kind: "partition", target, group: group as string[] };
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
    do: "do:slow_node:n3=factor~10",
  };
  return objects[verb] ?? `${verb}:n3.17`;
}
