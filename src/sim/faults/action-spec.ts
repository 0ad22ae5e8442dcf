/**
 * How a kind of action is described: one record from which it is parsed, written, read, listed in the palette and drawn
 * by the nemesis. A new fault is a type in `action.ts`, a record here and its effect in `apply-input.ts`.
 */

import type { Action, ActionKind } from "./action.ts";

export type FaultFamily = "network" | "node" | "process" | "storage" | "load";
export type TargetKind = "node" | "link" | "process" | "module" | "world" | "variable";

/** What a field may hold. Numbers have both ends included. */
export type FieldType =
  | { readonly is: "number"; readonly min: number; readonly max: number; readonly isWhole: boolean }
  | { readonly is: "choice"; readonly of: readonly string[] }
  | { readonly is: "reason" }
  | { readonly is: "nodes" }
  | { readonly is: "groups" }
  | { readonly is: "links" }
  | { readonly is: "value" };

export interface FieldSpec {
  readonly name: string;
  readonly title: string;
  /** `ms`, `%`, `ppm` …; empty for a bare number or a choice. */
  readonly unit: string;
  readonly type: FieldType;
  readonly isOptional: boolean;
  /** What a palette begins with. */
  readonly initial: number | string | boolean | readonly string[] | readonly (readonly string[])[];
}

export interface ActionSpec {
  readonly kind: ActionKind;
  readonly family: FaultFamily;
  /** A fault harms, a cure ends a fault. */
  readonly role: "fault" | "cure";
  readonly title: string;
  /** What happens, in one sentence. */
  readonly what: string;
  readonly target: TargetKind;
  readonly fields: readonly FieldSpec[];
  /** True when at least one of the optional fields has to be given. */
  readonly needsOne?: boolean;
  /**
   * How a plan says it: words with `{target}` and the required fields as holes. A phrase may hold for certain values of
   * fields only (`when`). Optional fields follow after commas, as `clauses` has them.
   */
  readonly phrases: readonly Phrase[];
  /** By field: words before and after the value. */
  readonly clauses?: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** The action that ends it; absent when it does not last. */
  readonly end?: (action: never) => Action;
}

export interface Phrase {
  readonly words: string;
  readonly when?: Readonly<Record<string, string>>;
}

interface NumberOptions {
  readonly unit?: string;
  readonly whole?: boolean;
  readonly optional?: boolean;
}

export function numberField(
  name: string,
  title: string,
  [min, initial, max]: readonly [min: number, initial: number, max: number],
  { unit = "", whole = false, optional = false }: NumberOptions = {},
): FieldSpec {
  return {
    name,
    title,
    unit,
    type: { is: "number", min, max, isWhole: whole },
    isOptional: optional,
    initial,
  };
}

export function choiceField(
  name: string,
  title: string,
  of: readonly string[],
  isOptional = false,
): FieldSpec {
  return { name, title, unit: "", type: { is: "choice", of }, isOptional, initial: of[0] as string };
}
