/**
 * The reference backend: plain lists inside the server process. Slow on purpose, and short enough to be believed.
 *
 * Its entries end with the server, and every read is a call to it.
 */

import type { RegistryBackend } from "../backend.ts";
import { hasMetadata, type RegistryEntry } from "../entry.ts";

/** Entries by namespace, in order of registration. */
export type MapState = { readonly namespaces: { readonly [namespace: string]: readonly RegistryEntry[] } };

const NOTHING: readonly RegistryEntry[] = [];

export const mapBackend: RegistryBackend<MapState> = {
  name: "map",
  isDirect: false,
  init: () => ["ok", { namespaces: {} }],
  isOpen: () => true,
  // biome-ignore lint/correctness/useYield: a namespace needs no preparation
  *open(_ctx, state) {
    return state;
  },

  find: (_ctx, state, [namespace, key]) => entriesOf(state, namespace).find((entry) => entry.key === key),
  list: (_ctx, state, namespace) => entriesOf(state, namespace),
  findByMetadata: (_ctx, state, namespace, [field, value]) =>
    entriesOf(state, namespace).filter((entry) => hasMetadata(entry, field, value)),
  namespaces: (_ctx, state) =>
    Object.keys(state.namespaces)
      .filter((namespace) => entriesOf(state, namespace).length > 0)
      .sort(),

  insert(_ctx, state, entry) {
    const entries = entriesOf(state, entry.namespace);
    const other = entries.find(({ key }) => key === entry.key);
    if (other !== undefined) return [state, other];
    return [withEntries(state, entry.namespace, [...entries, entry]), undefined];
  },

  remove(_ctx, state, [namespace, key]) {
    const entries = entriesOf(state, namespace);
    const found = entries.find((entry) => entry.key === key);
    if (found === undefined) return [state, undefined];
    return [
      withEntries(
        state,
        namespace,
        entries.filter((entry) => entry !== found),
      ),
      found,
    ];
  },

  replaceMetadata(_ctx, state, [namespace, key], metadata) {
    const entries = entriesOf(state, namespace);
    const found = entries.find((entry) => entry.key === key);
    if (found === undefined) return [state, undefined];
    const changed = entries.map((entry) => (entry === found ? { ...entry, metadata } : entry));
    return [withEntries(state, namespace, changed), found];
  },

  entriesIn: (_node, state) => Object.values(state?.namespaces ?? {}).flat(),
};

function entriesOf({ namespaces }: MapState, namespace: string): readonly RegistryEntry[] {
  return Object.hasOwn(namespaces, namespace) ? (namespaces[namespace] as readonly RegistryEntry[]) : NOTHING;
}

function withEntries(state: MapState, namespace: string, entries: readonly RegistryEntry[]): MapState {
  return { namespaces: { ...state.namespaces, [namespace]: entries } };
}
