/**
 * Domain events as plain sentences, at three levels. Importance 3 is what everybody should see, 1 is background. An
 * event that is not told in the narration still has its sentence in the event log.
 */

import { formatTerm } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import { eventIdText } from "./why.ts";
import { fillTemplate, type Level, type NameOf, type Words } from "./words.ts";
import { OTP_WORDS, RAFT_WORDS, SERVICE_WORDS } from "./words-foundation.ts";
import { AGENT_WORDS, TOWN_WORDS, VARIABLE_WORDS } from "./words-platform.ts";

export interface Narration {
  readonly text: string;
  readonly importance: 1 | 2 | 3;
}

const WORDS: Readonly<Record<string, Words>> = {
  ...OTP_WORDS,
  ...RAFT_WORDS,
  ...SERVICE_WORDS,
  ...AGENT_WORDS,
  ...VARIABLE_WORDS,
  ...TOWN_WORDS,
};

/** Names with a sentence: a test holds them against the catalogues of the rooms. */
export const WORDED_EVENTS: readonly string[] = Object.keys(WORDS);

/** Names the narration tells. */
export const NARRATED_EVENTS: readonly string[] = WORDED_EVENTS.filter(
  (name) => WORDS[name]?.told !== undefined,
);

/** `nameOf` turns a pid into the name people know the process by. */
export function narrate(
  event: DomainEvent,
  nameOf: NameOf,
  level: Level = "operator",
): Narration | undefined {
  const importance = WORDS[event.name]?.told;
  return importance === undefined ? undefined : { text: tellEvent(event, nameOf, level), importance };
}

/** The sentence of any domain event. One that no room has declared is told as the machine has it. */
export function tellEvent(event: DomainEvent, nameOf: NameOf, level: Level): string {
  const words = WORDS[event.name];
  if (level === "raw" || words === undefined)
    return `${eventIdText(event.node, event.seq)} ${event.name} ${formatTerm(event.data, 400)}`;
  return fillTemplate(words[level], event, nameOf);
}
