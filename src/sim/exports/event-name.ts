/**
 * Short names of events, the same for all events of one sort: what viewers group and colour by.
 *
 * A message is called by its leading words, looked for inside the envelope of a call or cast: `raft heartbeat`.
 */

import { EVENT_KIND, formatTerm, type Term, type TraceRecord } from "../../kernel/index.ts";
import { KIND_NAMES } from "../story/describe-record.ts";

const WORDS_MAX = 2;
const LENGTH_MAX = 40;

export function eventName(record: TraceRecord): string {
  const { kind, payload } = record;
  const emitted = emittedName(record);
  if (emitted !== undefined) return emitted;
  const name = KIND_NAMES[kind];
  switch (kind) {
    case EVENT_KIND.message:
      return messageName(payload) ?? name;
    case EVENT_KIND.net_sent:
    case EVENT_KIND.net_lost:
    case EVENT_KIND.timer_fired:
    case EVENT_KIND.dropped: {
      const what = messageName(payload);
      return what === undefined ? name : `${name} ${what}`;
    }
    case EVENT_KIND.spawned:
      return `${name} ${formatTerm(payload, LENGTH_MAX)}`;
    default:
      return name;
  }
}

/** Name of the domain event behind a record; undefined for other kinds, and where payloads were not kept. */
export function emittedName({ kind, payload }: TraceRecord): string | undefined {
  return kind === EVENT_KIND.emitted && Array.isArray(payload) ? String(payload[0]) : undefined;
}

function messageName(message: Term): string | undefined {
  const body = withoutEnvelope(message);
  if (typeof body === "string") return body.slice(0, LENGTH_MAX);
  if (!Array.isArray(body)) return kindField(body);
  const words: string[] = [];
  for (const item of body.slice(0, WORDS_MAX)) {
    const word = typeof item === "string" ? item : kindField(item);
    if (word === undefined) break;
    words.push(word);
  }
  return words.length === 0 ? undefined : words.join(" ").slice(0, LENGTH_MAX);
}

/** What is in a gen_server's cast, call or reply. */
function withoutEnvelope(message: Term): Term {
  if (!Array.isArray(message)) return message;
  if (message[0] === "$gen_cast") return message[1] as Term;
  return message[0] === "$gen_call" ? (message[2] as Term) : message;
}

function kindField(term: Term): string | undefined {
  if (typeof term !== "object" || term === null || !("kind" in term)) return undefined;
  const { kind } = term as { readonly kind: unknown };
  return typeof kind === "string" ? kind : undefined;
}
