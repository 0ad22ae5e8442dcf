/**
 * Words about events at three levels: for somebody who has never seen such a system, for somebody who runs one, and
 * as the machine has it. Sentences are templates over the fields of an event, so that every figure in them is the
 * event's own.
 *
 * Template: `{field}` is the field in words; `{field:percent}`, `{field:nats}` and `{field:node}` say how; `[…]` is left out when a
 * field in it is missing or zero. A choice takes its sentence by the value of a field.
 */

import { formatTerm, Pid, type Term } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import { field, nodeText, spanText } from "./facts.ts";

export type Level = "novice" | "operator" | "raw";

export type Template =
  | string
  | { readonly by: string; readonly cases: Readonly<Record<string, string>>; readonly otherwise: string };

export interface Words {
  /** Importance in the narration; an event without it is only in the log. */
  readonly told?: 1 | 2 | 3;
  readonly novice: Template;
  readonly operator: Template;
}

/** Words for every event of a room's catalogue: one that is missing does not compile. */
export type WordsOf<C> = { readonly [N in keyof C]: Words };

/** The name of a process for people. */
export type NameOf = (pid: Pid) => string;

/** What is said of a process whose name nobody knows: a supervisor at least has its module. */
const INSTEAD: Readonly<Record<string, string>> = { supervisor: "module" };

export function fillTemplate(template: Template, event: DomainEvent, nameOf: NameOf): string {
  const text = typeof template === "string" ? template : chosen(template, event);
  return text
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (isHollow(part, event) ? "" : part))
    .replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, how: string | undefined) =>
      fieldText(event, name, how, nameOf),
    );
}

function chosen({ by, cases, otherwise }: Exclude<Template, string>, event: DomainEvent): string {
  const value = field(event, by);
  return (typeof value === "string" ? cases[value] : undefined) ?? otherwise;
}

function isHollow(part: string, event: DomainEvent): boolean {
  for (const [, name = ""] of part.matchAll(/\{(\w+)/g)) {
    const value = field(event, name);
    if (value === undefined || value === null || value === 0) return true;
  }
  return false;
}

function fieldText(event: DomainEvent, name: string, how: string | undefined, nameOf: NameOf): string {
  if (name === "node") return nodeText(event.node);
  const value = field(event, name);
  if (value instanceof Pid) return pidText(value, event, name, nameOf);
  if (value === undefined || value === null) return "?";
  if (typeof value === "number") return numberText(value, name, how);
  return termText(value);
}

function pidText(pid: Pid, event: DomainEvent, name: string, nameOf: NameOf): string {
  const text = nameOf(pid);
  const instead = INSTEAD[name] === undefined ? undefined : field(event, INSTEAD[name]);
  return text === pid.toString() && typeof instead === "string" ? `${instead} ${text}` : text;
}

function numberText(value: number, name: string, how: string | undefined): string {
  if (how === "percent") return `${three(100 * value)} %`;
  if (how === "node") return nodeText(value);
  if (how === "nats") return `${three(value * 1e-6)} nats`;
  if (name.endsWith("Us")) return spanText(value);
  return Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, "\u00a0") : three(value);
}

function three(value: number): string {
  return Number.isNaN(value) ? "?" : String(Number(value.toPrecision(3)));
}

/** A term for a sentence: of an error its reason without the stack, of an atom its words. */
function termText(value: Term): string {
  if (Array.isArray(value) && value[1] === "$stack") return formatTerm(value[0] as Term, 60);
  return formatTerm(value, 60);
}
