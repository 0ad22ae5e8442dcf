/**
 * Marks: the moments of a branch worth finding again, read from domain events, applied inputs and violations.
 *
 * Invariant: there are at most `MARKS_MAX`; what is thinned is the least important, and of that every second one, so
 * that no stretch of the run loses all its marks.
 */

import type { Pid } from "../../kernel/index.ts";
import type { DomainEvent } from "../domain-log.ts";
import { describeAction } from "../input.ts";
import type { InputNote } from "../input-note.ts";
import { narrate } from "../story/index.ts";

export type MarkKind = "input" | "fault" | "election" | "version" | "alert" | "restart" | "violation";

export interface Mark {
  readonly id: string;
  readonly atUs: number;
  readonly kind: MarkKind;
  readonly text: string;
  readonly importance: 1 | 2 | 3;
}

const MARKS_MAX = 400;

const KINDS: Readonly<Record<string, MarkKind>> = {
  "raft.leader_elected": "election",
  "variables.activated": "version",
  "otp.child_restarted": "restart",
};
/** What is told at full importance line by line, but happens so often that it would hide the rest here. */
const IMPORTANCE: Readonly<Record<string, 1 | 2>> = {
  "otp.child_restarted": 2,
  "variables.activated": 2,
  "variables.proposal_decided": 1,
};

export function markOfEvent(event: DomainEvent, nameOf: (pid: Pid) => string): Mark | undefined {
  const narration = narrate(event, nameOf);
  const kind = KINDS[event.name];
  if (narration === undefined || (kind === undefined && narration.importance < 3)) return undefined;
  return {
    id: `n${event.node + 1}#${event.seq}`,
    atUs: event.atUs,
    kind: kind ?? "alert",
    text: narration.text,
    importance: IMPORTANCE[event.name] ?? narration.importance,
  };
}

/** `scripted`: how many of the first inputs belong to the scenario itself. */
export function markOfInput({ number, record }: InputNote, scripted: number): Mark {
  return {
    id: `input ${number}`,
    atUs: record.atUs,
    kind: number <= scripted ? "fault" : "input",
    text: describeAction(record.action),
    importance: 3,
  };
}

/** With `fresh` added, and thinned when there are too many. Both are in order of time. */
export function withMarks(marks: readonly Mark[], fresh: readonly Mark[]): readonly Mark[] {
  if (fresh.length === 0) return marks;
  let all = [...marks, ...fresh];
  for (const importance of [1, 2, 3]) {
    if (all.length > MARKS_MAX) all = thinned(all, importance);
  }
  return all;
}

function thinned(marks: readonly Mark[], importance: number): Mark[] {
  let count = 0;
  return marks.filter((mark) => mark.importance > importance || count++ % 2 === 0);
}
