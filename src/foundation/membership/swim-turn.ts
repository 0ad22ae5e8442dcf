/**
 * One step being taken: a draft of the next state, what is to be sent, and what has changed; and the two things every
 * rule of the protocol does, hearing a saying and sending a message.
 *
 * The draft's fields may be assigned; the values in them stay immutable.
 */

import {
  isPresent,
  type Member,
  memberOf,
  type Saying,
  STATUS_RANK,
  sayingOf,
  supersedes,
  withMember,
} from "./member.ts";
import type { MemberChange, Rumour, Swim, SwimMessage } from "./swim-state.ts";

export interface Turn {
  readonly next: { -readonly [K in keyof Swim]: Swim[K] };
  readonly nowUs: number;
  /** A uniform 32-bit number. */
  readonly draw: () => number;
  readonly messages: { readonly to: number; readonly message: SwimMessage }[];
  readonly changes: MemberChange[];
}

type Body = SwimMessage extends infer M
  ? M extends SwimMessage
    ? Omit<M, "from" | "sayings">
    : never
  : never;

/** Hears a saying: it stands if it is greater than what was known. */
export function hear(turn: Turn, saying: Saying): void {
  const { next } = turn;
  if (saying.node === next.config.node) hearOfSelf(turn, saying);
  else {
    const known = memberOf(next.members, saying.node);
    if (known === undefined || stands(turn, saying, known)) settle(turn, saying);
  }
}

function stands({ next }: Turn, saying: Saying, known: Member): boolean {
  if (supersedes(saying, known)) return true;
  const isRevived =
    saying.status === "alive" && known.status !== "alive" && saying.incarnation === known.incarnation;
  return isRevived && next.config.defects.includes("swim_dead_not_final");
}

/**
 * Others accuse this member, or remember a later life of it than its disk does: it takes a larger incarnation, which
 * nobody else may, and says so. Who has left does not come back.
 */
function hearOfSelf(turn: Turn, { status, incarnation }: Saying): void {
  const { next } = turn;
  const self = memberOf(next.members, next.config.node);
  if (self?.status === "left" || incarnation < next.incarnation) return;
  if (status === "alive" && incarnation === next.incarnation) return;
  next.incarnation = incarnation + 1;
  if (status !== "alive") worsenHealth(turn, 1);
  settle(turn, { node: next.config.node, status: "alive", incarnation: next.incarnation });
}

/** Takes a saying for true and passes it on. */
export function settle(turn: Turn, saying: Saying): void {
  const { next, nowUs } = turn;
  const { periodUs, suspicionPeriods, defects } = next.config;
  const isTimed = saying.status === "suspect" && !defects.includes("swim_forgets_suspicion");
  const suspectUntilUs = isTimed ? nowUs + periodUs * suspicionPeriods : Number.POSITIVE_INFINITY;
  const after: Member = { ...sayingOf(saying), sinceUs: nowUs, suspectUntilUs };
  turn.changes.push({ before: memberOf(next.members, saying.node), after });
  next.members = withMember(next.members, after);
  const others = next.rumours.filter((rumour) => rumour.saying.node !== saying.node);
  next.rumours = [...others, { saying: sayingOf(saying), sent: 0 }];
}

/** Sends a message with as many sayings as fit; the receiver always learns what is thought of it. */
export function send(turn: Turn, to: number, body: Body): void {
  const sayings = body.kind === "sync" ? turn.next.members.map(sayingOf) : takeSayings(turn, to);
  turn.messages.push({ to, message: { ...body, from: turn.next.config.node, sayings } as SwimMessage });
}

function takeSayings(turn: Turn, to: number): readonly Saying[] {
  const { next } = turn;
  const { config, members } = next;
  const ownWord = members.filter(({ node }) => node === config.node).map(sayingOf);
  const receiver = memberOf(members, to);
  const isAccused = receiver !== undefined && receiver.status !== "alive";
  const direct = isAccused ? [...ownWord, sayingOf(receiver)] : ownWord;
  const waiting = next.rumours.filter(({ saying }) => saying.node !== config.node && saying.node !== to);
  const chosen = waiting.sort(byNeed).slice(0, config.sayingsMax);
  const limit = config.retransmitFactor * ceilLog2(members.length + 1);
  next.rumours = next.rumours.flatMap((rumour) => {
    const sent = rumour.sent + (chosen.includes(rumour) ? 1 : 0);
    return sent >= limit ? [] : [{ ...rumour, sent }];
  });
  return [...direct, ...chosen.map(({ saying }) => saying)];
}

/** Least often passed on first, then bad news first, then by node. */
function byNeed(a: Rumour, b: Rumour): number {
  const byRank = STATUS_RANK[b.saying.status] - STATUS_RANK[a.saying.status];
  return a.sent - b.sent || byRank || a.saying.node - b.saying.node;
}

function ceilLog2(value: number): number {
  return 32 - Math.clz32(value - 1);
}

/** The present members other than this one, and, if given, than another. */
export function othersPresent({ next }: Turn, except = -1): readonly Member[] {
  const { members, config } = next;
  return members.filter(
    (member) => isPresent(member) && member.node !== config.node && member.node !== except,
  );
}

/** `count` of the items, or all, in random order (Fisher and Yates, from the front). */
export function drawSome<T>(turn: Turn, items: readonly T[], count: number): readonly T[] {
  const pool = items.slice();
  const taken = Math.min(count, pool.length);
  for (let i = 0; i < taken; i++) {
    const at = i + (turn.draw() % (pool.length - i));
    [pool[i], pool[at]] = [pool[at] as T, pool[i] as T];
  }
  return pool.slice(0, taken);
}

export function worsenHealth({ next }: Turn, by: number): void {
  next.localHealth = Math.min(next.config.localHealthMax, next.localHealth + by);
}
