/**
 * The catalogue of domain events: every name that may be emitted, with its meaning, its numbers and its words.
 *
 * Why: an emitter and a listener that spell a name differently do not fail, they just never meet. Here a room declares
 * its events once, in its own `events.ts`; the compiler checks what the room emits, and a test checks that no name in
 * the sources is undeclared.
 *
 * Invariants
 * - A name belongs to one room: `room.something_happened`, lower case, past tense.
 * - A measurement's unit is the end of its name: `latencyMs`, `waitedUs`, `sizeBytes`; no ending is a plain number.
 * - Importance: 1 background, 2 notable, 3 a person should see it.
 */

import { assert } from "../../base/index.ts";
import type { Term } from "../../kernel/index.ts";

/** One event: what it means, and the fields of its data. Measurements are numbers, metadata is the rest. */
export interface EventSpec {
  readonly description: string;
  readonly importance: 1 | 2 | 3;
  readonly measurements: readonly string[];
  readonly metadata?: readonly string[];
}

/** Events by name. Plain data, so that it can be handed to a process. */
export type Catalogue = Readonly<Record<string, EventSpec>>;

/** The names a catalogue knows. */
export type EventName<C extends Catalogue> = keyof C & string;

type MetadataName<S extends EventSpec> = S extends { readonly metadata: readonly (infer N extends string)[] }
  ? N
  : never;

/** The data of an event: each measurement a number, each piece of metadata a term. */
export type EventData<S extends EventSpec> = { readonly [N in S["measurements"][number]]: number } & {
  readonly [N in MetadataName<S>]: Term;
};

const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/;

/** All parts as one catalogue. Two rooms that claim one name, or a name out of shape, are mistakes. */
export function composeCatalogue(...parts: readonly Catalogue[]): Catalogue {
  const all: Record<string, EventSpec> = {};
  for (const part of parts) {
    for (const [name, spec] of Object.entries(part)) {
      assert(NAME.test(name), `event "${name}": name it room.something_happened`);
      assert(all[name] === undefined || all[name] === spec, `two rooms declare the event "${name}"`);
      all[name] = spec;
    }
  }
  return all;
}

const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ["Us", "µs"],
  ["Ms", "ms"],
  ["Seconds", "s"],
  ["Bytes", "bytes"],
  ["Share", "share"],
];

/** The unit a measurement's name ends with; empty for a plain number. */
export function unitOf(measurement: string): string {
  return UNITS.find(([ending]) => measurement.endsWith(ending))?.[1] ?? "";
}
