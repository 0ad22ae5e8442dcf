/**
 * Universal variables: what a value may be, and sentences that say why a value is refused.
 *
 * A specification is data: it is declared once through the replicated log, so every server judges every value alike.
 * Everything here is total over arbitrary terms, because specifications and values come from people and from messages.
 */

import { err, ok, type Result } from "../../base/index.ts";
import type { Term } from "../../kernel/index.ts";

/** A value of a universal variable. */
export type VariableValue = number | string | boolean;

type Named = {
  readonly name: string;
  /** Value of version 1. */
  readonly initial: VariableValue;
  /** Whether an agent that was away may jump to the newest version without the ones between. Default false. */
  readonly skippable?: boolean;
};

export type FloatSpec = Named & {
  readonly type: "float";
  readonly min: number;
  readonly max: number;
  /** Steps are factors instead of differences; needs `min` above 0. Default linear. */
  readonly scale?: "linear" | "log";
};
export type IntegerSpec = Named & { readonly type: "integer"; readonly min: number; readonly max: number };
export type CategoricalSpec = Named & { readonly type: "categorical"; readonly choices: readonly string[] };
export type BooleanSpec = Named & { readonly type: "boolean" };

export type VariableSpec = FloatSpec | IntegerSpec | CategoricalSpec | BooleanSpec;

const CHOICES_MAX = 64;

/** The specification, or the first thing that is wrong with it. */
export function parseSpec(term: Term): Result<VariableSpec> {
  if (!isRecord(term)) return err("a variable specification must be a record");
  const { name } = term;
  if (typeof name !== "string" || !/^[a-z][a-z0-9_]{0,63}$/.test(name)) {
    return err("a variable needs a name of lower-case letters, digits and _");
  }
  const problem = problemWithSpec(name, term);
  if (problem !== undefined) return err(problem);
  const spec = term as unknown as VariableSpec;
  const value = checkValue(spec, spec.initial);
  return value.ok ? ok(spec) : err(`the initial value does not fit: ${value.error}`);
}

/** The value when it fits the specification, or a sentence that says what it must be. */
export function checkValue(spec: VariableSpec, value: Term): Result<VariableValue> {
  switch (spec.type) {
    case "float":
      if (typeof value !== "number") return wrongType(spec.name, "a number", value);
      if (!Number.isFinite(value)) return err(`${spec.name} must be a finite number; got ${value}`);
      return inBounds(spec, value);
    case "integer":
      if (typeof value !== "number") return wrongType(spec.name, "a whole number", value);
      if (!Number.isSafeInteger(value)) {
        return err(`${spec.name} must be a whole number; ${writeNumber(value)} is not`);
      }
      return inBounds(spec, value);
    case "categorical": {
      if (typeof value !== "string") return wrongType(spec.name, "a text", value);
      if (spec.choices.includes(value)) return ok(value);
      return err(`${spec.name} must be one of ${spec.choices.join(", ")}; "${value.slice(0, 40)}" is not`);
    }
    case "boolean":
      return typeof value === "boolean" ? ok(value) : wrongType(spec.name, "true or false", value);
  }
}

/** Smallest magnitude that is written in plain decimals. */
const PLAIN_MIN = 1e-3;

/** A number as a person writes it: 0.03, 1e-5, 256. */
export function writeNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < PLAIN_MIN) return value.toExponential().replace("e+", "e");
  return String(value);
}

export function isRecord(term: Term): term is { readonly [key: string]: Term } {
  return typeof term === "object" && term !== null && Object.getPrototypeOf(term) === Object.prototype;
}

function problemWithSpec(name: string, spec: { readonly [key: string]: Term }): string | undefined {
  const { type, min, max, scale, choices, skippable } = spec;
  if (skippable !== undefined && typeof skippable !== "boolean") return `${name}: skippable is true or false`;
  switch (type) {
    case "float":
      if (!isFiniteNumber(min) || !isFiniteNumber(max) || min >= max)
        return `${name}: min must be below max, both finite`;
      if (scale !== undefined && scale !== "linear" && scale !== "log")
        return `${name}: scale is linear or log`;
      return scale === "log" && min <= 0 ? `${name}: a log scale needs min above 0` : undefined;
    case "integer":
      if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || (min as number) >= (max as number))
        return `${name}: min must be below max, both whole numbers`;
      return undefined;
    case "categorical":
      return areChoices(choices) ? undefined : `${name}: choices are 1 to ${CHOICES_MAX} different texts`;
    case "boolean":
      return undefined;
    default:
      return `${name}: type is float, integer, categorical or boolean`;
  }
}

function areChoices(choices: Term): boolean {
  if (!Array.isArray(choices) || choices.length === 0 || choices.length > CHOICES_MAX) return false;
  return choices.every((choice) => typeof choice === "string") && new Set(choices).size === choices.length;
}

function isFiniteNumber(value: Term): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function inBounds(spec: FloatSpec | IntegerSpec, value: number): Result<VariableValue> {
  const { name, min, max } = spec;
  if (value >= min && value <= max) return ok(value);
  const range = `${name} must be between ${writeNumber(min)} and ${writeNumber(max)}`;
  return err(`${range}; ${writeNumber(value)} is ${value > max ? "above" : "below"}`);
}

function wrongType(
  name: string,
  wanted: string,
  value: Term,
): { readonly ok: false; readonly error: string } {
  const got = typeof value === "string" ? `"${value.slice(0, 40)}"` : describeKind(value);
  return err(`${name} must be ${wanted}; got ${got}`);
}

function describeKind(value: Term): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined || value === null) return "nothing";
  return Array.isArray(value) ? "a tuple" : "a compound term";
}
