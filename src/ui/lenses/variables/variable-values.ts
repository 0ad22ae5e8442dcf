/**
 * Values of universal variables as text and text as values. What a person types is judged here once, with a sentence
 * that says what to do; the worker judges again.
 */
import type { VariableRow } from "../../../view/index.ts";

export type VariableValue = number | string | boolean;

export type ParsedValue =
  | { readonly ok: true; readonly value: VariableValue }
  | { readonly ok: false; readonly message: string };

const SIGNIFICANT_DIGITS = 4;
/** Bounds further apart than this factor are read in orders of magnitude, not in equal steps. */
const LOG_RATIO_MIN = 100;

/** A value as written everywhere in this lens: at most four significant digits, names as they are. */
export function valueText(value: VariableValue): string {
  if (typeof value !== "number") return String(value);
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS))).replace("-", "−");
}

/** What a typed text proposes for this variable, or why it cannot be proposed. */
export function parseProposal(variable: VariableRow, text: string): ParsedValue {
  const parsed = parseByType(variable, text.trim());
  if (parsed.ok && parsed.value === variable.value) {
    return refuse(`${variable.name} is ${valueText(variable.value)} already; propose another value.`);
  }
  return parsed;
}

function parseByType(variable: VariableRow, text: string): ParsedValue {
  switch (variable.type) {
    case "boolean":
      if (text !== "true" && text !== "false") return refuse("Choose true or false.");
      return { ok: true, value: text === "true" };
    case "categorical": {
      const choices = variable.choices ?? [];
      if (!choices.includes(text)) return refuse(`Choose one of ${choices.join(", ")}.`);
      return { ok: true, value: text };
    }
    case "float":
    case "integer":
      return parseNumber(variable, text);
  }
}

function parseNumber({ type, min, max }: VariableRow, text: string): ParsedValue {
  if (text === "") return refuse("Type a number.");
  const value = Number(text.replace("−", "-"));
  if (!Number.isFinite(value)) return refuse(`“${text}” is not a number; write it like 0.05 or 5e-2.`);
  if (type === "integer" && !Number.isInteger(value)) return refuse("Type a whole number.");
  if (min !== null && value < min) return refuse(`Too small: the lowest allowed value is ${valueText(min)}.`);
  if (max !== null && value > max)
    return refuse(`Too large: the highest allowed value is ${valueText(max)}.`);
  return { ok: true, value };
}

function refuse(message: string): ParsedValue {
  return { ok: false, message };
}

/** The choices of a variable that has some; null for numbers. */
export function choicesOf(variable: VariableRow): readonly string[] | null {
  if (variable.type === "boolean") return ["true", "false"];
  return variable.type === "categorical" ? (variable.choices ?? []) : null;
}

/** True when the history of this variable belongs on a logarithmic axis. */
export function isLogarithmic({ type, min, max }: VariableRow): boolean {
  return type === "float" && min !== null && max !== null && min > 0 && max / min >= LOG_RATIO_MIN;
}
