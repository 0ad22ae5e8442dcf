/**
 * Elixir's Registry: processes found by key, locally. `unique` keys have one holder, `duplicate` keys many.
 *
 * Entries belong to the process that made them and vanish with it. All functions act at once, without a message.
 * Surprises kept from Elixir: registering one's own unique key again is an error; listeners hear of `unregister`, also
 * of one that removed nothing, but not of deaths; a listener nobody has the name of makes `register` raise *after* the
 * entry was made; registered processes are linked to the registry and die with it.
 */

import { ensure } from "../base/index.ts";
import { type Context, error, type Pid, type Term } from "../kernel/index.ts";
import { checkClauses } from "./match-check.ts";
import { type Bindings, holds, type MatchClause, matchPattern, selectTerms } from "./match-spec.ts";
import {
  addKey,
  allEntries,
  type Entry,
  entriesOf,
  isUnique,
  keysOf,
  optionsOf,
  partitionName,
  putEntries,
  putKeys,
  type RegistryOptions,
} from "./registry-tables.ts";
import { sameTerm } from "./same-term.ts";

type Registered = readonly ["ok", Pid] | readonly ["error", readonly ["already_registered", Pid]];

/** Makes an entry for the calling process. Answers the process it is linked to, or who has the key. */
export function registerKey(ctx: Context, registry: string, key: Term, value: Term): Registered {
  const options = optionsOf(ctx, registry);
  const entries = entriesOf(ctx, registry, key);
  const hasOneHolder = options.keys === "unique";
  const holder = hasOneHolder && entries.length > 0 ? entries.find(([pid]) => ctx.isAlive(pid)) : undefined;
  if (holder !== undefined) return ["error", ["already_registered", holder[0]]];
  const partition = ensure(ctx.whereis(partitionName(registry)), "a registry with tables has its partition");
  ctx.link(partition);
  putEntries(ctx, registry, key, hasOneHolder ? [[ctx.self, value]] : [...entries, [ctx.self, value]]);
  addKey(ctx, registry, ctx.self, key);
  tell(ctx, options, ["register", registry, key, ctx.self, value]);
  return ["ok", partition];
}

/** Takes the caller's entries under this key out; it does not matter whether there are any. */
export function unregisterKey(ctx: Context, registry: string, key: Term): "ok" {
  return unregisterWhere(ctx, registry, key, () => true);
}

/** As `unregisterKey`, but only entries whose value matches the pattern and guards. */
export function unregisterMatch(ctx: Context, registry: string, key: Term, match: ValueMatch): "ok" {
  optionsOf(ctx, registry);
  checkMatch(match);
  return unregisterWhere(ctx, registry, key, (value) => fits([key, ctx.self, value], match));
}

function unregisterWhere(ctx: Context, registry: string, key: Term, isMeant: (value: Term) => boolean): "ok" {
  const options = optionsOf(ctx, registry);
  const entries = entriesOf(ctx, registry, key);
  const left = entries.filter(([pid, value]) => pid !== ctx.self || !isMeant(value));
  putEntries(ctx, registry, key, left);
  const kept = left.filter(([pid]) => pid === ctx.self).length;
  const others = keysOf(ctx, registry, ctx.self).filter((one) => !sameTerm(one, key));
  if (left.length < entries.length) {
    putKeys(ctx, registry, ctx.self, [...Array<Term>(kept).fill(key), ...others]);
  }
  const partition = ctx.whereis(partitionName(registry));
  if (others.length + kept === 0 && partition !== undefined) ctx.unlink(partition);
  tell(ctx, options, ["unregister", registry, key, ctx.self]);
  return "ok";
}

function tell(ctx: Context, options: RegistryOptions, news: Term): void {
  for (const listener of options.listeners) ctx.send(listener, news);
}

/** Who is registered under a key, as `[pid, value]`. */
export function lookupKey(ctx: Context, registry: string, key: Term): readonly Entry[] {
  const entries = entriesOf(ctx, registry, key);
  if (!isUnique(ctx, registry) || (entries.length === 1 && ctx.isAlive((entries[0] as Entry)[0])))
    return entries;
  return entries.filter(([pid]) => ctx.isAlive(pid));
}

/** Keys of a process, once per entry, the newest first. */
export function registeredKeys(ctx: Context, registry: string, pid: Pid): readonly Term[] {
  optionsOf(ctx, registry);
  return keysOf(ctx, registry, pid);
}

/** Values a process has under a key. */
export function registeredValues(ctx: Context, registry: string, key: Term, pid: Pid): readonly Term[] {
  optionsOf(ctx, registry);
  return entriesOf(ctx, registry, key)
    .filter(([owner]) => owner === pid)
    .map(([, value]) => value);
}

export function countEntries(ctx: Context, registry: string): number {
  optionsOf(ctx, registry);
  return allEntries(ctx, registry).length;
}

/** Entries under a key whose value matches. */
export function matchEntries(ctx: Context, registry: string, key: Term, match: ValueMatch): readonly Entry[] {
  optionsOf(ctx, registry);
  checkMatch(match);
  return entriesOf(ctx, registry, key).filter(([pid, value]) => fits([key, pid, value], match));
}

/** Answers of a match specification over all entries as `[key, pid, value]`. */
export function selectEntries(
  ctx: Context,
  registry: string,
  clauses: readonly MatchClause[],
): readonly Term[] {
  optionsOf(ctx, registry);
  checkClauses(clauses);
  return selectTerms(allEntries(ctx, registry), clauses, asStored);
}

/** Changes the caller's value under a unique key: `[new, old]`, or `"error"` when it has none. */
export function updateValue(
  ctx: Context,
  registry: string,
  key: Term,
  change: (value: Term) => Term,
): readonly [Term, Term] | "error" {
  if (optionsOf(ctx, registry).keys !== "unique") error(["argument_error", "update_value needs unique keys"]);
  const entry = entriesOf(ctx, registry, key).find(([pid]) => pid === ctx.self);
  if (entry === undefined) return "error";
  const next = change(entry[1]);
  putEntries(ctx, registry, key, [[ctx.self, next]]);
  return [next, entry[1]];
}

/** Calls `act` with the entries under a key, unless there are none. */
export function dispatch(
  ctx: Context,
  registry: string,
  key: Term,
  act: (entries: readonly Entry[]) => void,
): "ok" {
  const entries = lookupKey(ctx, registry, key);
  if (entries.length > 0) act(entries);
  return "ok";
}

/** A pattern for values and guards about its variables. */
type ValueMatch = { readonly pattern: Term; readonly guards?: readonly Term[] };

function checkMatch({ pattern, guards = [] }: ValueMatch): void {
  checkClauses([[pattern, guards, [true]]]);
}

/** An entry as the table has it, which is what `$_` shows. */
function asStored(entry: Term): Term {
  const [key, pid, value] = entry as readonly Term[];
  return [key, [pid, value]];
}

function fits(entry: readonly [Term, Pid, Term], match: ValueMatch): boolean {
  const bindings: Bindings = { $_: asStored(entry) };
  return matchPattern(match.pattern, entry[2], bindings) && holds(match.guards ?? [], bindings);
}
