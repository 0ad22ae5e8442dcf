/**
 * Actions in words and back: `n1 > n2 loses 30 %`, `disturb n2 - n3, delay 50 ms, loss 5 %`. The words are those of the
 * records in `action-specs.ts`; nothing here knows a single kind.
 */

import { ensure, err, type Result } from "../../base/index.ts";
import type { Action } from "./action.ts";
import type { ActionSpec, Phrase } from "./action-spec.ts";
import { ACTION_SPECS, fieldOf, specOf } from "./action-specs.ts";
import { parseAction } from "./parse-action.ts";
import {
  fieldPattern,
  readField,
  readTarget,
  targetPattern,
  writeField,
  writeTarget,
} from "./phrase-words.ts";

/** What every action on the whole network names as its target. */
const WHOLE = "network";

/** The action as a plan says it. */
export function writePhrase(action: Action): string {
  const spec = specOf(action.kind);
  const phrase = ensure(
    spec.phrases.find((candidate) => isMeant(candidate, action)),
    `no phrase says ${JSON.stringify(action)}`,
  );
  const words = phrase.words.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "target") return writeTarget(action.target, spec.target);
    return writeField(fieldOf(action, name), typeOf(spec, name));
  });
  const clauses = Object.entries(spec.clauses ?? {}).flatMap(([name, [before, after]]) => {
    const value = fieldOf(action, name);
    return value === undefined ? [] : [`${before}${writeField(value, typeOf(spec, name))}${after}`];
  });
  return [words, ...clauses].join(", ");
}

/** Whether the phrase has a hole for what the action has. */
function isMeant({ words, when = {} }: Phrase, action: Action): boolean {
  if (Object.entries(when).some(([name, value]) => fieldOf(action, name) !== value)) return false;
  return holesOf(words).every((name) => fieldOf(action, name) !== undefined);
}

interface Reader {
  readonly spec: ActionSpec;
  readonly phrase: Phrase;
  readonly pattern: RegExp;
  readonly clauses: readonly { readonly name: string; readonly pattern: RegExp }[];
}

const READERS: readonly Reader[] = ACTION_SPECS.flatMap((spec) =>
  spec.phrases.map((phrase) => readerOf(spec, phrase)),
);

function readerOf(spec: ActionSpec, phrase: Phrase): Reader {
  const head = phrase.words
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith("{") ? `(${patternOf(spec, part.slice(1, -1))})` : escaped(part)))
    .join("");
  const clauses = Object.entries(spec.clauses ?? {}).map(([name, [before, after]]) => {
    const value = fieldPattern(typeOf(spec, name));
    return { name, pattern: new RegExp(`^${escaped(before)}(${value})${escaped(after)}$`) };
  });
  return {
    spec,
    phrase,
    clauses,
    pattern: new RegExp(`^${head}${clauses.length > 0 ? "((?:, .+)?)" : ""}$`),
  };
}

function patternOf(spec: ActionSpec, name: string): string {
  return name === "target" ? targetPattern(spec.target) : fieldPattern(typeOf(spec, name));
}

/** The action that a phrase says; or what is wrong with it. */
export function readPhrase(text: string): Result<Action> {
  for (const reader of READERS) {
    const match = reader.pattern.exec(text);
    if (match !== null) return readMatch(reader, match);
  }
  const first = text.split(" ")[0] ?? "";
  const near = ACTION_SPECS.flatMap(({ phrases }) => phrases.map(({ words }) => words)).filter((words) =>
    words.startsWith(`${first} `),
  );
  return err(
    near.length === 0
      ? `"${text}" is not a fault; write e.g. "cut n1 from n2", "n1 > n2 loses 30 %" or "pause n3"`
      : `"${text}" cannot be read; it is written: ${near.join(" or ")}`,
  );
}

function readMatch({ spec, phrase, clauses }: Reader, match: RegExpExecArray): Result<Action> {
  const fields: Record<string, unknown> = { kind: spec.kind, target: WHOLE, ...phrase.when };
  const holes = holesOf(phrase.words);
  for (const [i, name] of holes.entries()) {
    const text = match[i + 1] as string;
    fields[name] = name === "target" ? readTarget(text, spec.target) : readField(text, typeOf(spec, name));
  }
  for (const text of (match[holes.length + 1] ?? "").split(", ").slice(1)) {
    const clause = clauses.find(({ pattern }) => pattern.test(text));
    if (clause === undefined) return err(`"${text}" does not belong to "${phrase.words}"; ${known(spec)}`);
    fields[clause.name] = readField(clause.pattern.exec(text)?.[1] as string, typeOf(spec, clause.name));
  }
  return parseAction(fields);
}

function known({ clauses = {} }: ActionSpec): string {
  return `it may have: ${Object.values(clauses)
    .map(([before, after]) => `${before}…${after}`)
    .join(", ")}`;
}

function holesOf(words: string): readonly string[] {
  return Array.from(words.matchAll(/\{(\w+)\}/g), (match) => match[1] as string);
}

function typeOf(spec: ActionSpec, name: string): ActionSpec["fields"][number]["type"] {
  return ensure(
    spec.fields.find((field) => field.name === name),
    `${spec.kind} has no field ${name}`,
  ).type;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
