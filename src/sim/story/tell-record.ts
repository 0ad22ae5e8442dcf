/**
 * One trace record in words at a level. Operator: what the system's own terms say. Novice: what it means, without
 * them. Raw: the record itself. The same text serves the log, the why-chain and the screen reader.
 */

import { EVENT_KIND, type EventKind, formatTerm, type Term, type TraceRecord } from "../../kernel/index.ts";
import { describeRecord, KIND_NAMES } from "./describe-record.ts";
import { nodeText } from "./facts.ts";
import { tellEvent } from "./narrate.ts";
import { eventIdText } from "./why.ts";
import type { Level, NameOf } from "./words.ts";

const RAW_TERM = 400;

export function tellRecord(record: TraceRecord, nameOf: NameOf, level: Level): string {
  if (level === "raw") return rawText(record);
  if (record.kind === EVENT_KIND.emitted) return tellEvent(domainEventOf(record), nameOf, level);
  return level === "operator" ? describeRecord(record) : NOVICE[record.kind](record);
}

function domainEventOf(record: TraceRecord) {
  const [name, data] = record.payload as readonly [string, Term];
  return { atUs: record.timeUs, node: record.node, seq: record.seq, name, data };
}

function rawText(record: TraceRecord): string {
  const { node, seq, actor, peer, peerNode, cause, payload } = record;
  const kind = KIND_NAMES[record.kind].replaceAll(" ", "_");
  const parts = [eventIdText(node, seq), kind];
  if (actor !== 0) parts.push(`<n${node + 1}.${actor}>`);
  if (peer !== 0) parts.push(`peer <n${peerNode + 1}.${peer}>`);
  if (cause !== undefined && cause.seq > 0)
    parts.push(`cause ${cause.node === 0xffff ? `input#${cause.seq}` : eventIdText(cause.node, cause.seq)}`);
  return `${parts.join(" ")} ${formatTerm(payload, RAW_TERM)}`;
}

type Tell = (record: TraceRecord) => string;

const to = ({ peerNode }: TraceRecord): string => nodeText(peerNode);

const NOVICE: Readonly<Record<EventKind, Tell>> = {
  [EVENT_KIND.boot]: ({ node }) => `the computer ${nodeText(node)} was switched on`,
  [EVENT_KIND.spawned]: () => "started another process, a small program of its own",
  [EVENT_KIND.message]: (record) => `read ${subject(record.payload)} and dealt with it`,
  [EVENT_KIND.resumed]: () => "began to work",
  [EVENT_KIND.timed_out]: () => "stopped waiting: no answer came in time",
  [EVENT_KIND.exited]: ({ payload }) => `ended ${manner(payload)}`,
  [EVENT_KIND.exit_signal]: () =>
    "was told that a process it depends on has ended, or that it must end itself",
  [EVENT_KIND.link]: () => "tied its fate to another process: if one fails, the other is told",
  [EVENT_KIND.unlink]: () => "untied its fate from another process",
  [EVENT_KIND.monitor]: () => "another process asked to be told when this one ends",
  [EVENT_KIND.demonitor]: () => "another process no longer wants to be told when this one ends",
  [EVENT_KIND.down]: () => "heard that a process it watched has ended",
  [EVENT_KIND.dropped]: () => "a message came too late: the process it was for no longer exists",
  [EVENT_KIND.timer_fired]: () => "an alarm it had set went off",
  [EVENT_KIND.net_sent]: (record) => `sent ${subject(record.payload)} to ${to(record)}`,
  [EVENT_KIND.net_lost]: (record) => `${subject(record.payload)} got lost on the way to ${to(record)}`,
  [EVENT_KIND.node_down]: (record) =>
    record.peerNode === record.node ? "the computer failed" : `can no longer reach ${to(record)}`,
  [EVENT_KIND.node_up]: (record) => `can reach ${to(record)}`,
  [EVENT_KIND.limit]: () => "used more than it is allowed to",
  [EVENT_KIND.input]: () => "somebody outside changed something",
  [EVENT_KIND.emitted]: () => "told the observers something",
  [EVENT_KIND.finished]: () => "finished what it was busy with",
};

/** What a message is about: by the word it begins with, or by its kind. */
const SUBJECTS: Readonly<Record<string, string>> = {
  timeout: "its own alarm",
  EXIT: "the news that a process has ended",
  DOWN: "the news that a process has ended",
  append: "what is new from the leader",
  heartbeat: "a sign of life of the leader",
  append_reply: "an answer to the leader",
  request_vote: "a request for its vote",
  pre_vote: "the question whether it could win an election",
  vote_reply: "an answer to a request for votes",
  $gen_call: "a question that wants an answer",
  $gen_cast: "a notice",
};

/** Envelopes are opened; what is inside tells more than they do. */
function subject(payload: Term): string {
  const words = wordsIn(payload, 0);
  const known = Object.keys(SUBJECTS).find((word) => words.includes(word));
  return known === undefined ? "a message" : (SUBJECTS[known] as string);
}

const DEPTH_MAX = 3;

function wordsIn(term: Term, depth: number): readonly string[] {
  if (typeof term === "string") return [term];
  if (depth > DEPTH_MAX || typeof term !== "object" || term === null || ArrayBuffer.isView(term)) return [];
  if (Array.isArray(term))
    return (term as readonly Term[]).slice(0, 3).flatMap((item) => wordsIn(item, depth + 1));
  const { kind } = term as { readonly kind?: Term };
  return typeof kind === "string" ? [kind] : [];
}

function manner(reason: Term): string {
  if (reason === "normal") return "by itself; its work was done";
  if (reason === "killed" || reason === "kill") return "because it was killed";
  const first = Array.isArray(reason) ? reason[0] : reason;
  if (first === "shutdown") return "in good order, because it was asked to";
  return "because something in it, or in what it depends on, went wrong";
}
