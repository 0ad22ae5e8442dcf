/**
 * A process as data: what it runs (by name), its state, its mailbox, its links, monitors and owned things, and, when
 * it is blocked inside a handler, what it was handling plus the answers it has received so far.
 *
 * Invariants
 * - `frame.generator` is a cache: everything needed to rebuild it is in `entry`, `input` and `answers`.
 * - A dead process is not in its node's table; `alive` is false and nothing refers to it but old pids.
 */

import { Ring } from "../base/index.ts";
import type { Blocking, Mfa, Receive } from "./code.ts";
import type { Limits } from "./limits.ts";
import type { RaiseClass } from "./raise.ts";
import type { Pid, Ref, RemoteName, Term } from "./term.ts";

export type Answer = { readonly value: unknown } | { readonly raised: readonly [RaiseClass, Term] };

/** A handler or function that has not finished: enough to run it again to the point where it waits. */
export interface Frame {
  readonly entry: "function" | "handle";
  /** For "function" the arguments, for "handle" the state and the message. */
  readonly input: readonly Term[];
  readonly mfa: Mfa | undefined;
  answers: Answer[];
  generator: Blocking<unknown> | undefined;
  waiting: Receive | undefined;
  started: boolean;
  /** The receive timeout has fired but the process could not run yet. */
  timedOut: boolean;
  /** Event in which it last ran: the cause of its timeout. */
  lastSeq: number;
  /** Matches the pending receive timeout; stale ones are ignored. */
  waitSerial: number;
}

export type AliasMode = "explicit_unalias" | "reply" | "demonitor" | "reply_demonitor";

/** Mailbox entry: sender, body, cause node, cause sequence, arrival time. */
export const MAIL_STRIDE = 5;

export class Process {
  readonly pid: Pid;
  readonly parent: Pid | undefined;
  readonly spawnedAtUs: number;
  readonly initialCall: Mfa;
  label: string;
  name: string | undefined = undefined;
  alive = true;
  trapExit = false;
  loop: string | undefined = undefined;
  state: Term = undefined;
  frame: Frame | undefined = undefined;
  /** Counts the waits of its whole life: a timeout of an earlier frame must not end a wait of a later one. */
  waitSerial = 0;
  mailbox: Ring | undefined = undefined;
  /** Messages that sit in the node's queue of arrivals. */
  arriving = 0;
  links = new Set<Pid>();
  /** Monitors this process holds. */
  monitors: Map<Ref, Pid | string | RemoteName> | undefined = undefined;
  /** Monitors others hold on it: reference → watcher and the object their DOWN names. */
  monitoredBy: Map<Ref, { readonly watcher: Pid; readonly object: Term }> | undefined = undefined;
  aliases: Map<Ref, AliasMode> | undefined = undefined;
  limits: Limits | undefined = undefined;
  costUs: number;
  /** In the node's ready queue. */
  queued = false;
  /** Occupies a scheduler until its finish event with this serial. */
  busySerial = 0;
  busy = false;
  /** Suspended by this many holders (a person, back-pressure). */
  suspensions = 0;
  /** Signals sent after virtual time was spent; they leave when it has passed. Flattened, ARRIVAL_STRIDE each. */
  outbox: unknown[] = [];
  pendingExit: { readonly reason: Term } | undefined = undefined;
  handled = 0;
  busyUs = 0;
  windowStartUs = 0;
  windowCount = 0;
  /** Senders held back because this mailbox is full. */
  heldSenders: Pid[] = [];

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  constructor(
    pid: Pid,
    parent: Pid | undefined,
    initialCall: Mfa,
    label: string,
    spawnedAtUs: number,
    costUs: number,
  ) {
    this.pid = pid;
    this.parent = parent;
    this.initialCall = initialCall;
    this.label = label;
    this.spawnedAtUs = spawnedAtUs;
    this.costUs = costUs;
  }

  get mailboxLength(): number {
    return (this.mailbox?.length ?? 0) + this.arriving;
  }

  // biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
  keep(from: Pid | undefined, body: Term, causeNode: number, causeSeq: number, atUs: number): void {
    this.mailbox ??= new Ring(MAIL_STRIDE, 4);
    const offset = this.mailbox.push();
    const slots = this.mailbox.slots;
    slots[offset] = from;
    slots[offset + 1] = body;
    slots[offset + 2] = causeNode;
    slots[offset + 3] = causeSeq;
    slots[offset + 4] = atUs;
  }

  /** Index of the first message that `receive` takes, or -1. */
  findMail(receive: Receive): number {
    const mailbox = this.mailbox;
    if (mailbox === undefined) return -1;
    if (receive.match === undefined) return mailbox.length > 0 ? 0 : -1;
    for (let i = 0; i < mailbox.length; i++) {
      if (receive.match(mailbox.slots[mailbox.offset(i) + 1] as Term)) return i;
    }
    return -1;
  }

  /** Messages waiting, oldest first. */
  mail(): readonly { readonly from: Pid | undefined; readonly body: Term; readonly atUs: number }[] {
    const mailbox = this.mailbox;
    if (mailbox === undefined) return [];
    return Array.from({ length: mailbox.length }, (_, i) => {
      const offset = mailbox.offset(i);
      return {
        from: mailbox.slots[offset] as Pid | undefined,
        body: mailbox.slots[offset + 1] as Term,
        atUs: mailbox.slots[offset + 4] as number,
      };
    });
  }
}
