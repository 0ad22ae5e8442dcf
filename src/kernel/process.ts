/**
 * A process as data: what it runs (by name), its state, its mailbox, its links, monitors and owned things, and, when
 * it is blocked inside a handler, what it was handling plus the answers it has received so far.
 *
 * There may be a million of them: what most processes never have lies in `ProcessParts`, made when first needed.
 *
 * Invariants
 * - `frame.generator` is a cache: everything needed to rebuild it is in `mfa`, `input` and `answers`.
 * - `status` is 0 when nothing but its own waiting keeps the process from running at once.
 * - A dead process is not in its node's table; `alive` is false and nothing refers to it but old pids.
 */

import { type Entry, isAnswer, type Loop, type Mfa, type Receive } from "./code.ts";
import type { Frame } from "./frame.ts";
import type { Limits } from "./limits.ts";
import { Mailbox } from "./mailbox.ts";
import { PidSet } from "./pid-set.ts";
import type { Pid, RemoteName, Term } from "./term.ts";
import type { Watch } from "./watch.ts";

export type AliasMode = "explicit_unalias" | "reply" | "demonitor" | "reply_demonitor";

/** Bits of `status`: what keeps a process from running at once. */
export const STATUS = {
  /** Occupies a scheduler until its finish event. */
  busy: 1,
  /** In the node's ready queue. */
  queued: 2,
  suspended: 4,
  /** Has limits, or messages to be doubled, which are looked at with every message. */
  limited: 8,
  /** Its code is over; it ends when the time it has spent has passed. */
  ending: 16,
} as const;

/** The parts few processes have. */
export class ProcessParts {
  name: string | undefined = undefined;
  limits: Limits | undefined = undefined;
  /** Virtual time a handled message takes, when it is not the node's. */
  costUs: number | undefined = undefined;
  /** Suspended by this many holders (a person, back-pressure). */
  suspensions = 0;
  /** Matches the pending finish event. */
  busySerial = 0;
  busyUs = 0;
  exitReason: Term = "normal";
  /** Signals sent after virtual time was spent; they leave when it has passed. Flattened, see `SIGNAL_STRIDE`. */
  outbox: unknown[] | undefined = undefined;
  /** Senders held back because this mailbox is full. */
  heldSenders: Pid[] | undefined = undefined;
  windowStartUs = 0;
  windowCount = 0;
  /** Receive timeout in force: when, and its place in the node's order. Infinity: none. */
  deadlineUs = Number.POSITIVE_INFINITY;
  deadlineSeq = 0;
  /** When the one entry of its receive timeouts in the node's queue is due; Infinity: it has none. */
  armedUs = Number.POSITIVE_INFINITY;
  armedSeq = 0;
  /** Handles nothing any more and ignores every exit signal but `kill`. */
  isHung = false;
  /** How many of the next messages reach it twice. */
  doubleNext = 0;
  /** Its limits came from outside. */
  isPinched = false;
  /** Has made a table: looked for at its death. */
  ownsTables = false;
}

export class Process {
  // First what every message touches, so that it lies in one line of the processor's cache.
  readonly pid: Pid;
  status = 0;
  loop: Loop | undefined = undefined;
  state: Term = undefined;
  frame: Frame | undefined = undefined;
  mailbox: Mailbox | undefined = undefined;
  handled = 0;
  rare: ProcessParts | undefined = undefined;
  trapExit = false;
  alive = true;
  links: PidSet | undefined = undefined;
  /** Oldest watch it holds, and oldest that others hold on it: heads of the lists of `watch.ts`. */
  firstOwned: Watch | undefined = undefined;
  firstWatcher: Watch | undefined = undefined;
  readonly parent: Pid | undefined;
  /** What it was spawned with. */
  readonly entry: Entry;
  readonly spawnedAtUs: number;
  label: string;

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  constructor(pid: Pid, parent: Pid | undefined, entry: Entry, label: string, spawnedAtUs: number) {
    this.pid = pid;
    this.parent = parent;
    this.entry = entry;
    this.label = label;
    this.spawnedAtUs = spawnedAtUs;
  }

  parts(): ProcessParts {
    this.rare ??= new ProcessParts();
    return this.rare;
  }

  /** Its code is over: it ends with this reason after the turn. */
  end(reason: Term): void {
    this.status |= STATUS.ending;
    if (reason !== "normal") this.parts().exitReason = reason;
  }

  /** Module, function; the arguments are not kept. */
  get initialCall(): Mfa {
    return [this.entry.module, this.entry.fn, []];
  }
  get name(): string | undefined {
    return this.rare?.name;
  }
  get limits(): Limits | undefined {
    return this.rare?.limits;
  }
  get busyUs(): number {
    return this.rare?.busyUs ?? 0;
  }
  /** Holders that keep it from running; a process that hangs holds itself. */
  get suspensions(): number {
    const { rare } = this;
    return rare === undefined ? 0 : rare.suspensions + (rare.isHung ? 1 : 0);
  }
  get isHung(): boolean {
    return this.rare?.isHung === true;
  }
  get busy(): boolean {
    return (this.status & STATUS.busy) !== 0;
  }
  get queued(): boolean {
    return (this.status & STATUS.queued) !== 0;
  }
  /** Messages kept until it takes them. Signals still in the node's queue of arrivals do not count. */
  get mailboxLength(): number {
    return this.mailbox?.length ?? 0;
  }
  /** Blocked inside the handling of a message. */
  get isHandling(): boolean {
    return this.frame !== undefined && this.frame.mfa === undefined;
  }

  isLinkedTo(pid: Pid): boolean {
    return this.links?.has(pid) === true;
  }
  linkTo(pid: Pid): void {
    this.links ??= new PidSet();
    this.links.add(pid);
  }
  /** Pids it is linked to, oldest link first. */
  linkedPids(): Pid[] {
    return this.links?.toArray() ?? [];
  }
  get linkCount(): number {
    return this.links?.size ?? 0;
  }
  /** Monitors and aliases: those it holds and those held on it. */
  get watchCount(): number {
    return this.owned().length + this.watchers().length;
  }
  /** Watches it holds, oldest first. */
  owned(): Watch[] {
    const all: Watch[] = [];
    for (let one = this.firstOwned; one !== undefined; one = one.nextOwned) all.push(one);
    return all;
  }
  /** Watches others hold on it, in order of arrival. */
  watchers(): Watch[] {
    const all: Watch[] = [];
    for (let one = this.firstWatcher; one !== undefined; one = one.nextWatcher) all.push(one);
    return all;
  }
  /** Whom it monitors. */
  monitored(): (Pid | string | RemoteName)[] {
    return this.owned().flatMap(({ target }) => target ?? []);
  }

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  keep(from: Pid | undefined, body: Term, causeNode: number, causeSeq: number, atUs: number): void {
    this.mailbox ??= new Mailbox();
    this.mailbox.push(from, body, causeNode, causeSeq, atUs);
  }

  /** Index of the first message that `receive` takes, or -1. */
  findMail({ match, ref, tag }: Receive): number {
    const { mailbox } = this;
    if (mailbox === undefined || mailbox.length === 0) return -1;
    if (ref !== undefined) return mailbox.find((body) => isAnswer(body, ref));
    if (tag !== undefined) return mailbox.findTagged(tag);
    return match === undefined ? 0 : mailbox.find(match);
  }

  /** Messages waiting, oldest first. */
  mail(): readonly { readonly from: Pid | undefined; readonly body: Term; readonly atUs: number }[] {
    const { mailbox } = this;
    if (mailbox === undefined) return [];
    return Array.from({ length: mailbox.length }, (_, i) => {
      return { from: mailbox.from(i), body: mailbox.body(i), atUs: mailbox.atUs(i) };
    });
  }
}
