/**
 * When a process runs: a message comes, its turn in the ready queue, a timeout, the end of the time it has spent.
 *
 * A free process handles a message in the event in which it comes. One that is busy, suspended, or blocked on something
 * else keeps it, and takes its turn through the node's `ready` queue.
 */

import { ensure } from "../base/index.ts";
import { isAnswer } from "./code.ts";
import { type Frame, rebuildFrame } from "./frame.ts";
import type { Later } from "./later.ts";
import { doubleIfArmed, overMailboxLimit, senderRelief } from "./limit-check.ts";
import type { Node } from "./node.ts";
import { type Process, STATUS } from "./process.ts";
import { isDeadlineReached } from "./receive-timeout.ts";
import type { SignalKind } from "./signal.ts";
import { SIGNAL_STRIDE } from "./signal-queue.ts";
import { type Address, isTagged, type Pid, type Term } from "./term.ts";
import { EVENT_KIND } from "./trace.ts";
import { settle, turn } from "./turn.ts";

/** Occupied, held, or already in the queue: whatever comes has to wait. Limits alone keep nobody from running. */
const OCCUPIED = STATUS.busy | STATUS.queued | STATUS.suspended;

/** A message reaches a live process: run it now, or keep it. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
export function deliverMessage(
  node: Node,
  process: Process,
  from: Pid | undefined,
  body: Term,
  causeNode: number,
  causeSeq: number,
): void {
  const { frame, status } = process;
  if ((status & STATUS.limited) !== 0) {
    const signal = { from, body, causeNode, causeSeq };
    if (overMailboxLimit(node, process, signal)) return;
    doubleIfArmed(node, process, signal);
  }
  const isFree = (status & OCCUPIED) === 0;
  const isWanted = frame === undefined || wants(node, process, frame, body);
  if (isFree && isWanted && node.freeSchedulers > 0) {
    turn(node, process, EVENT_KIND.message, from, causeNode, causeSeq, body);
    return;
  }
  process.keep(from, body, causeNode, causeSeq, node.nowUs);
  if (isFree && isWanted) node.makeReady(process);
}

/**
 * The notice of an exit or a monitor. It is kept first, so that signals sent together with the one that caused it (exit
 * `shutdown`, then `kill`) are acted on before the receiver's code runs; when nothing is under way, it runs at once.
 */
export function deliverNotice(node: Node, process: Process, body: Term, causeSeq: number): void {
  if (node.arrivals.length === 0 && node.ready.length === 0) {
    deliverMessage(node, process, undefined, body, node.index, causeSeq);
    return;
  }
  const { frame, status } = process;
  if ((status & STATUS.limited) !== 0) {
    const signal = { from: undefined, body, causeNode: node.index, causeSeq };
    if (overMailboxLimit(node, process, signal)) return;
  }
  process.keep(undefined, body, node.index, causeSeq, node.nowUs);
  const isWanted = frame === undefined || wants(node, process, frame, body);
  if ((status & OCCUPIED) === 0 && isWanted) node.makeReady(process);
}

function wants(node: Node, process: Process, frame: Frame, body: Term): boolean {
  if (!frame.started) return false;
  if (frame.generator === undefined) rebuildFrame(node, process, frame);
  const { waiting } = frame;
  if (waiting === undefined) return false;
  if (waiting.ref !== undefined) return isAnswer(body, waiting.ref);
  if (waiting.tag !== undefined) return isTagged(body, waiting.tag);
  return waiting.match === undefined || waiting.match(body);
}

/** A ready process takes its turn: the message it waits for, its timeout, or its finished work. */
export function runReady(node: Node, process: Process): void {
  process.status &= ~STATUS.queued;
  if ((process.status & (STATUS.busy | STATUS.suspended)) !== 0) return;
  const { frame } = process;
  if (frame !== undefined) {
    if (!frame.started) {
      turn(node, process, EVENT_KIND.resumed, undefined, node.index, frame.lastSeq, undefined);
      return;
    }
    rebuildFrame(node, process, frame);
    if (frame.waiting === undefined) {
      resumeWork(node, process);
      return;
    }
  }
  const index = frame?.waiting === undefined ? firstMail(process) : process.findMail(frame.waiting);
  if (index >= 0) takeMail(node, process, index);
  else if (frame?.timedOut === true) {
    turn(node, process, EVENT_KIND.timed_out, undefined, node.index, frame.lastSeq, undefined);
  }
}

function firstMail(process: Process): number {
  return process.mailboxLength > 0 ? 0 : -1;
}

function takeMail(node: Node, process: Process, index: number): void {
  const mailbox = ensure(process.mailbox, "a message was found in it");
  const from = mailbox.from(index);
  const body = mailbox.body(index);
  const causeNode = mailbox.causeNode(index);
  const causeSeq = mailbox.causeSeq(index);
  mailbox.removeAt(index);
  if (process.rare?.heldSenders !== undefined) senderRelief(node, process);
  turn(node, process, EVENT_KIND.message, from, causeNode, causeSeq, body);
}

/** A spawned process takes its first turn after the signals that are under way: it may be dead before it runs. */
export function becomeReady(node: Node, process: Process, causeSeq: number): void {
  const { frame } = process;
  if (frame === undefined || frame.started) return;
  frame.lastSeq = causeSeq;
  node.makeReady(process);
}

/** An entry for the receive timeout of a process is due. */
export function receiveTimeout(
  node: Node,
  { pid }: Extract<Later, { readonly kind: "receive_timeout" }>,
): void {
  const process = node.find(pid);
  if (process === undefined || !isDeadlineReached(node, process)) return;
  if (process.frame !== undefined) timeOut(node, process, process.frame);
}

/** A timeout of 0 has come by, after the messages that were there before it. */
export function handleReceiveTimeout(node: Node, process: Process, waitSerial: number): void {
  const { frame } = process;
  if (frame !== undefined && frame.waitSerial === waitSerial) timeOut(node, process, frame);
}

function timeOut(node: Node, process: Process, frame: Frame): void {
  frame.timedOut = true;
  if ((process.status & OCCUPIED) !== 0) return;
  if (node.freeSchedulers === 0) node.makeReady(process);
  else turn(node, process, EVENT_KIND.timed_out, undefined, node.index, frame.lastSeq, undefined);
}

/** The virtual time a turn has spent is over: its signals leave, and unfinished code goes on at once. */
export function finishWork(node: Node, pid: Pid, busySerial: number): void {
  const process = node.find(pid);
  const parts = process?.rare;
  if (process === undefined || parts === undefined) return;
  if (!process.busy || parts.busySerial !== busySerial) return;
  process.status &= ~STATUS.busy;
  node.freeSchedulers++;
  const { outbox } = parts;
  if (outbox !== undefined) {
    parts.outbox = undefined;
    sendAll(node, outbox);
  }
  const { frame } = process;
  const isWorking =
    frame?.started === true && rebuildFrame(node, process, frame) !== undefined && !frame.waiting;
  if (isWorking && (process.status & (STATUS.ending | STATUS.suspended)) === 0) resumeWork(node, process);
  else settle(node, process, false);
}

function sendAll(node: Node, outbox: readonly unknown[]): void {
  for (let i = 0; i < outbox.length; i += SIGNAL_STRIDE) {
    node.dispatch(
      outbox[i] as SignalKind,
      outbox[i + 1] as Address,
      outbox[i + 2] as Pid,
      outbox[i + 3] as Term,
      outbox[i + 4] as number,
    );
  }
}

function resumeWork(node: Node, process: Process): void {
  const cause = process.frame?.lastSeq ?? 0;
  turn(node, process, EVENT_KIND.finished, undefined, node.index, cause, undefined);
}
