/**
 * Single values in words: how a plan writes a target or a field, and reads it back.
 *
 * Invariant: reading what was written gives the same value.
 */

import type { FieldType, TargetKind } from "./action-spec.ts";

const WORD = /^[A-Za-z_][\w]*$/;
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const NODE = String.raw`n[1-9]\d*`;
const LINK = `${NODE} ?[->] ?${NODE}|${NODE} from ${NODE}`;
const PROCESS = String.raw`<n\d+\.\d+>|${NODE}:[A-Za-z_][\w.@/-]*`;

/** What a target of this kind looks like. */
export function targetPattern(target: TargetKind): string {
  switch (target) {
    case "node":
      return NODE;
    case "link":
      return LINK;
    case "process":
      return PROCESS;
    case "module":
      return String.raw`${PROCESS}|(?:${NODE}/)?[a-z_][\w.]*`;
    case "variable":
      return String.raw`[A-Za-z_]\w*|${TEXT}`;
    case "world":
      return "";
  }
}

/** `n1 > n2`, `n1 - n2`; a name that is not a word in quotes. */
export function writeTarget(target: string, kind: TargetKind): string {
  if (kind === "link") return writeLink(target);
  return kind === "variable" && !WORD.test(target) ? JSON.stringify(target) : target;
}

export function readTarget(text: string, kind: TargetKind): string {
  if (kind === "link") return readLink(text);
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

function writeLink(link: string): string {
  return link.replace(/[->]/, " $& ");
}

function readLink(text: string): string {
  return text.replace(" from ", "-").replaceAll(" ", "");
}

/** What a field of this type looks like. */
export function fieldPattern(type: FieldType): string {
  switch (type.is) {
    case "number":
      return NUMBER;
    case "choice":
      return type.of.map(spaced).join("|");
    case "reason":
      return String.raw`[a-z{][\w@{}, ]*?`;
    case "nodes":
      return `${NODE}(?:, ?${NODE})*`;
    case "groups":
      return String.raw`${NODE}(?:(?:, ?| ?\| ?)${NODE})*`;
    case "links":
      return `(?:${LINK})(?:, ?(?:${LINK}))*`;
    case "value":
      return `${NUMBER}|true|false|${TEXT}`;
  }
}

export function writeField(value: unknown, type: FieldType): string {
  switch (type.is) {
    case "choice":
      return spaced(String(value));
    case "nodes":
      return (value as readonly string[]).join(", ");
    case "groups":
      return (value as readonly (readonly string[])[]).map((group) => group.join(", ")).join(" | ");
    case "links":
      return (value as readonly string[]).map(writeLink).join(", ");
    case "value":
      return typeof value === "string" ? JSON.stringify(value) : String(value);
    default:
      return String(value);
  }
}

export function readField(text: string, type: FieldType): unknown {
  switch (type.is) {
    case "number":
      return Number(text);
    case "choice":
      return type.of.find((known) => spaced(known) === text);
    case "reason":
      return text;
    case "nodes":
      return readList(text);
    case "groups":
      return text.split("|").map(readList);
    case "links":
      return readList(text).map(readLink);
    case "value":
      return JSON.parse(text) as unknown;
  }
}

/** Choices are written as words: `read only`. */
function spaced(choice: string): string {
  return choice.replaceAll("_", " ");
}

function readList(text: string): readonly string[] {
  return text.split(",").map((part) => part.trim());
}
