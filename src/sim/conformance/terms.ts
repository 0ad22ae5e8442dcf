/**
 * Terms between the scenario language and the kernel.
 *
 * The kernel has one kind of array and takes it for a tuple, so lists, strings and maps of the language travel as
 * records with one marked key. What the language hides (stacks, call records, child records) is recognised here.
 */

import { Pid, Ref, type Term } from "../../kernel/index.ts";
import { isRecord, type Json } from "./json.ts";

export interface Naming {
  readonly pids: ReadonlyMap<string, Pid>;
  readonly refs: ReadonlyMap<string, Ref>;
  pidLabel(pid: Pid): string;
  refLabel(ref: Ref): string;
}

export const LIST = "$list";
const STRING = "$string";
const MAP = "$map";
/** Marks JSON that travels as it is; Elixir sees maps with strings in them. */
export const JSON_MARK = "$json";
/** The node's name; no scenario has a word like it. */
export const NODE_INDEX = 776;
const NODE_NAME = `n${NODE_INDEX + 1}`;

export function listTerm(items: readonly Term[]): Term {
  return { [LIST]: items };
}

export function decodeTerm(json: Json | undefined, naming: Naming): Term {
  if (Array.isArray(json)) return listTerm(json.map((item) => decodeTerm(item, naming)));
  if (!isRecord(json)) return json;
  if (Array.isArray(json["t"])) return json["t"].map((item: Json) => decodeTerm(item, naming));
  if (Array.isArray(json["m"])) {
    return {
      [MAP]: json["m"].map((row: Json) => (row as Json[]).map((item) => decodeTerm(item, naming))),
    };
  }
  if (typeof json["s"] === "string") return { [STRING]: json["s"] };
  if (typeof json["pid"] === "string") return naming.pids.get(json["pid"]) ?? "$nolabel";
  if (typeof json["ref"] === "string") return naming.refs.get(json["ref"]) ?? "$noref";
  return "$unknown";
}

const CALLERS: readonly Term[] = ["gen_server", "sys", "task", "agent", "registry", "fixture"];

function isCallRecord(term: readonly Term[]): boolean {
  return (
    term.length === 3 && CALLERS.includes(term[0]) && typeof term[1] === "string" && Array.isArray(term[2])
  );
}

const EXCEPTIONS: Readonly<Record<string, string>> = {
  argument_error: "ArgumentError",
  runtime_error: "RuntimeError",
  function_clause_error: "FunctionClauseError",
};

export function encodeTerm(term: Term, naming: Naming): Json {
  if (term === undefined) return "undefined";
  if (term === null) return "nil";
  if (term === NODE_NAME) return "$node";
  if (typeof term !== "object") return term;
  if (term instanceof Pid) return { pid: naming.pidLabel(term) };
  if (term instanceof Ref) return { ref: naming.refLabel(term) };
  if (Array.isArray(term)) return encodeTuple(term, naming);
  const fields = term as { readonly [key: string]: Term };
  if (Array.isArray(fields[LIST])) return fields[LIST].map((item: Term) => encodeTerm(item, naming));
  if (typeof fields[STRING] === "string") return { s: fields[STRING] };
  if (Object.hasOwn(fields, JSON_MARK)) return foreignJson(fields[JSON_MARK] as Json);
  const rows = Array.isArray(fields[MAP])
    ? (fields[MAP] as readonly (readonly Term[])[])
    : Object.entries(fields);
  return encodeMap(rows, naming);
}

/** JSON as Elixir's decoder gives it: strings are binaries, objects are maps. */
function foreignJson(json: Json | undefined): Json {
  if (typeof json === "string") return { s: json };
  if (Array.isArray(json)) return json.map((item: Json) => foreignJson(item));
  if (!isRecord(json)) return json ?? "nil";
  return sortedMap(Object.entries(json).map(([key, value]) => [{ s: key }, foreignJson(value)]));
}

function encodeMap(rows: readonly (readonly Term[])[], naming: Naming): Json {
  return sortedMap(rows.map((row) => row.map((item) => encodeTerm(item, naming))));
}

function sortedMap(rows: readonly (readonly Json[])[]): Json {
  const keyed = rows.map((row) => [JSON.stringify(row[0]), row] as const);
  keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { m: keyed.map(([, row]) => row) };
}

/** Entries of a registry: a list in Erlang. */
function isEntries(term: Term | undefined): term is readonly Term[] {
  return (
    Array.isArray(term) &&
    term.length > 1 &&
    term.every((item) => Array.isArray(item) && item[0] instanceof Pid)
  );
}

function encodeTuple(term: readonly Term[], naming: Naming): Json {
  if (isCallRecord(term)) return "$mfa";
  const [tag, body] = term;
  if (tag === "child" && term.length === 9) return "$child";
  if (typeof tag === "string" && Object.hasOwn(EXCEPTIONS, tag)) return { exc: EXCEPTIONS[tag] as string };
  if (tag === "via" && term.length === 3) {
    return { t: ["via", "Registry", { t: term.slice(1).map((item) => encodeTerm(item, naming)) }] };
  }
  if (tag === "case_clause" && isEntries(body))
    return { t: [tag, body.map((item) => encodeTerm(item, naming))] };
  if (tag === "bad_combination" || tag === "bad_start_spec") {
    return { t: [tag, (body as readonly Term[]).map((item) => encodeTerm(item, naming))] };
  }
  return { t: term.map((item) => encodeTerm(item, naming)) };
}
