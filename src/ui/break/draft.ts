/**
 * A fault as it is being made in the form: text fields, and what they mean together. Every change leads to a sentence
 * or to what is still wrong, so that one sees what will happen before it does.
 *
 * Invariant: a draft knows no fault by name; it is made from the parameters of the palette.
 */
import type { Action, FaultFacts, FaultKit, FaultParameter } from "../../view/index.ts";

export interface Draft {
  readonly fault: FaultFacts;
  readonly target: string;
  /** By parameter; empty is left out. */
  readonly values: Readonly<Record<string, string>>;
  /** Seconds; empty is now. */
  readonly at: string;
  /** Seconds; empty is until something else ends it. */
  readonly lasting: string;
}

export interface Fault {
  readonly action: Action;
  /** Null is now. */
  readonly atUs: number | null;
  readonly forUs: number | null;
}

export type Meaning =
  | { readonly ok: true; readonly value: Fault; readonly sentence: string }
  /** `isUnfinished`: nothing is wrong, something is still to be filled in. */
  | { readonly ok: false; readonly error: string; readonly isUnfinished?: true };

/** What every fault of the whole network names as its target. */
const WHOLE = "network";
const SECOND_US = 1_000_000;

export function draftOf(fault: FaultFacts, selection: string | null): Draft {
  const values = Object.fromEntries(
    fault.parameters.map((parameter) => [
      parameter.name,
      parameter.isOptional ? "" : textOf(parameter.initial),
    ]),
  );
  // A fault that does nothing by itself begins with the first thing it can do.
  const [first] = fault.parameters;
  if (
    first !== undefined &&
    fault.parameters.every(({ isOptional }) => isOptional) &&
    fault.id !== "crash_node"
  )
    values[first.name] = textOf(first.initial);
  return { fault, target: fits(fault, selection) ? (selection ?? "") : "", values, at: "", lasting: "" };
}

/** Whether a thing on the screen is what this fault acts on. */
export function fits({ target }: FaultFacts, selection: string | null): boolean {
  if (selection === null) return false;
  switch (target) {
    case "node":
      return /^n\d+$/.test(selection);
    case "link":
      return /^n\d+[->]n\d+$/.test(selection);
    case "process":
      return /^<n\d+\.\d+>$/.test(selection);
    case "variable":
      return /^[a-z]\w*$/.test(selection) && !/^n\d+$/.test(selection);
    default:
      return false;
  }
}

export function meaningOf(kit: FaultKit, draft: Draft, nowUs: number): Meaning {
  const { fault } = draft;
  const target = fault.target === "world" ? WHOLE : draft.target.trim();
  if (target === "")
    return {
      ok: false,
      isUnfinished: true,
      error: `Which ${fault.target}? Select one, or write ${EXAMPLE[fault.target]}.`,
    };
  const given = fault.parameters.filter(({ name }) => (draft.values[name] ?? "").trim() !== "");
  const values = Object.fromEntries(
    given.map((parameter) => [parameter.name, readValue(parameter, draft.values[parameter.name] ?? "")]),
  );
  const made = kit.make(fault, target, values);
  if (!made.ok) return made;
  const atUs = timeOf(draft.at);
  const forUs = timeOf(draft.lasting);
  if (Number.isNaN(atUs) || Number.isNaN(forUs))
    return { ok: false, error: "Times are seconds, such as 2.5; empty is now, or until something ends it." };
  if (atUs !== null && atUs <= nowUs)
    return { ok: false, error: "That moment has passed; leave it empty for now." };
  if (forUs === 0)
    return { ok: false, error: "It lasts longer than nothing; leave it empty if nothing ends it." };
  const lasting = forUs === null || !fault.canLast ? {} : { forUs };
  const sentence = kit.sentence({ atUs: atUs ?? nowUs, action: made.value, ...lasting });
  const value = { action: made.value, atUs, forUs: fault.canLast ? forUs : null };
  return { ok: true, value, sentence: atUs === null ? sentence.replace(/^at [^:]+/, "now") : sentence };
}

export const EXAMPLE: Readonly<Record<FaultFacts["target"], string>> = {
  node: "n3",
  link: "n1-n2, or n1>n2 for one way",
  process: "<n3.17>, or n3:consensus by its name",
  module: "job_worker, or n3/job_worker",
  variable: "learning_rate",
  world: "",
};

/** Null for an empty field, NaN for one that is no time. */
function timeOf(text: string): number | null {
  if (text.trim() === "") return null;
  const us = Math.round(Number(text.replace(/\s*s$/, "")) * SECOND_US);
  return us >= 0 ? us : Number.NaN;
}

/** Lists with commas, lists of lists with bars between them. */
function textOf(value: FaultParameter["initial"]): string {
  if (!Array.isArray(value)) return String(value);
  const isNested = value.some((item) => Array.isArray(item));
  return value.map((item) => (Array.isArray(item) ? item.join(" ") : item)).join(isNested ? " | " : ", ");
}

function readValue({ type }: FaultParameter, text: string): unknown {
  const words = (part: string): readonly string[] => part.split(/[\s,]+/).filter(Boolean);
  switch (type.is) {
    case "number":
      return Number(text);
    case "nodes":
    case "links":
      return words(text);
    case "groups":
      return text.split("|").map(words);
    case "value":
      return text === "true" || text === "false"
        ? text === "true"
        : Number.isFinite(Number(text))
          ? Number(text)
          : text;
    default:
      return text;
  }
}
