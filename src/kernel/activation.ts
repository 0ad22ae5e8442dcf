/**
 * Running a process: one message, one turn.
 *
 * A loop process handles the message with its plain handler, or starts a generator when the handler has to wait. A
 * blocked process is resumed when the message it waits for is there. When a turn has spent virtual time, the process
 * occupies a scheduler until that time has passed, and what it sent meanwhile leaves then.
 *
 * Invariants
 * - Only `Raise` is caught here; any other exception is a programmer error and stops the run.
 * - A turn changes the state of one process; all effects on others are signals.
 */

import { assert, ensure } from "../base/index.ts";
import { type FunctionResult, isBlocking, type Receive, type Request, TIMEOUT } from "./code.ts";
import { openFrame, rebuildFrame } from "./frame.ts";
import { terminate } from "./lifecycle.ts";
import { overMailboxLimit, restIfSpent, senderRelief } from "./limit-check.ts";
import type { Node } from "./node.ts";
import { type Frame, MAIL_STRIDE, type Process } from "./process.ts";
import { exitReasonOf, Raise, SelfExit } from "./raise.ts";
import { ARRIVAL_STRIDE, type RemoteSignal, SIGNAL, type SignalKind } from "./signal.ts";
import type { Address, Pid, Term } from "./term.ts";
import { TIMED_CLASS } from "./timed-queue.ts";
import { EVENT_KIND, type EventKind } from "./trace.ts";

/**
 * A message reaches a live process: run it now, or keep it. The notice of an exit or a monitor (`isNotice`) is always
 * kept first, so that signals sent together with the one that caused it (exit `shutdown`, then `kill`) are acted on
 * before the receiver's code runs.
 */
export function deliverMessage(node: Node, process: Process, signal: RemoteSignal, isNotice = false): void {
  if (process.limits !== undefined && overMailboxLimit(node, process, signal)) return;
  const { frame } = process;
  const free = !process.busy && process.suspensions === 0 && !process.queued;
  const wanted = frame === undefined || isWanted(node, process, frame, signal.body);
  if (free && wanted && !isNotice && node.freeSchedulers > 0) {
    turn(node, process, EVENT_KIND.message, signal.from, signal.causeNode, signal.causeSeq, signal.body);
    return;
  }
  process.keep(signal.from, signal.body, signal.causeNode, signal.causeSeq, node.nowUs);
  if (free && wanted) node.makeReady(process);
}

function isWanted(node: Node, process: Process, frame: Frame, body: Term): boolean {
  if (!frame.started) return false;
  rebuildFrame(node, process, frame);
  const { waiting } = frame;
  return waiting !== undefined && (waiting.match === undefined || waiting.match(body));
}

/** A ready process takes its turn: the message it waits for, its timeout, or its finished work. */
export function runReady(node: Node, process: Process): void {
  process.queued = false;
  if (process.busy || process.suspensions > 0) return;
  const { frame, mailbox } = process;
  if (frame !== undefined) {
    if (!frame.started) {
      turn(node, process, EVENT_KIND.resumed, undefined, node.index, frame.lastSeq, undefined);
      return;
    }
    rebuildFrame(node, process, frame);
  }
  const waiting: Receive | undefined = frame === undefined ? { kind: "receive" } : frame.waiting;
  if (waiting === undefined) {
    resumeWork(node, process);
    return;
  }
  const index = process.findMail(waiting);
  if (index >= 0 && mailbox !== undefined) {
    const at = mailbox.offset(index);
    const [from, body, causeNode, causeSeq] = mailbox.slots.slice(at, at + MAIL_STRIDE) as [
      Pid,
      Term,
      number,
      number,
    ];
    if (index === 0) mailbox.shift();
    else mailbox.removeAt(index);
    if (process.heldSenders.length > 0) senderRelief(node, process);
    turn(node, process, EVENT_KIND.message, from, causeNode, causeSeq, body);
  } else if (frame?.timedOut === true) {
    turn(node, process, EVENT_KIND.timed_out, undefined, node.index, frame.lastSeq, undefined);
  }
}

/** A spawned process takes its first turn after the signals that are under way: it may be dead before it runs. */
export function becomeReady(node: Node, process: Process, causeSeq: number): void {
  const { frame } = process;
  if (frame === undefined || frame.started) return;
  frame.lastSeq = causeSeq;
  node.makeReady(process);
}

/** The receive timeout of a blocked process is due. */
export function receiveTimeout(node: Node, pid: Pid, waitSerial: number): void {
  const process = node.find(pid);
  if (process !== undefined) handleReceiveTimeout(node, process, waitSerial);
}

export function handleReceiveTimeout(node: Node, process: Process, waitSerial: number): void {
  const { frame } = process;
  if (frame === undefined || frame.waitSerial !== waitSerial) return;
  frame.timedOut = true;
  if (process.busy || process.suspensions > 0 || process.queued) return;
  if (node.freeSchedulers === 0) node.makeReady(process);
  else turn(node, process, EVENT_KIND.timed_out, undefined, node.index, frame.lastSeq, undefined);
}

/** The virtual time a turn has spent is over: its signals leave, and unfinished code goes on at once. */
export function finishWork(node: Node, pid: Pid, busySerial: number): void {
  const process = node.find(pid);
  if (process === undefined || !process.busy || process.busySerial !== busySerial) return;
  process.busy = false;
  node.freeSchedulers++;
  const outbox = process.outbox;
  process.outbox = [];
  for (let i = 0; i < outbox.length; i += ARRIVAL_STRIDE) {
    const [kind, to, from, body, causeNode, causeSeq] = outbox.slice(i, i + ARRIVAL_STRIDE) as [
      SignalKind,
      Address,
      Pid,
      Term,
      number,
      number,
    ];
    node.dispatch({ kind, to, from, body, causeNode, causeSeq });
  }
  const { frame } = process;
  const working =
    frame?.started === true && rebuildFrame(node, process, frame) !== undefined && !frame.waiting;
  if (working && process.pendingExit === undefined && process.suspensions === 0) resumeWork(node, process);
  else settle(node, process);
}

function resumeWork(node: Node, process: Process): void {
  const cause = process.frame?.lastSeq ?? 0;
  turn(node, process, EVENT_KIND.finished, undefined, node.index, cause, undefined);
}

/** One event of a process: `kind` tells why it runs, `body` is the message if there is one. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
function turn(
  node: Node,
  process: Process,
  kind: EventKind,
  from: Pid | undefined,
  causeNode: number,
  causeSeq: number,
  body: Term,
): void {
  const seq = node.record(kind, process, from, causeNode, causeSeq, body);
  node.current = process;
  node.currentSeq = seq;
  node.spentUs = process.costUs;
  process.handled++;
  try {
    const { frame } = process;
    if (frame === undefined) handleMessage(node, process, body, seq);
    else advance(node, process, frame, kind === EVENT_KIND.timed_out ? TIMEOUT : body);
  } catch (raised) {
    if (raised instanceof Raise) process.pendingExit = { reason: exitReasonOf(raised) };
    else if (raised instanceof SelfExit) process.pendingExit = { reason: raised.reason };
    else throw raised;
    // Its code is over; should it still be busy, nothing may run or rebuild it again.
    process.frame = undefined;
  }
  node.frame = undefined;
  node.current = undefined;
  endTurn(node, process);
}

function handleMessage(node: Node, process: Process, body: Term, seq: number): void {
  const name = process.loop as string;
  const loop = ensure(
    node.code.get(name)?.loop,
    `no loop named "${name}": list its module in the scenario's code`,
  );
  const result: unknown = loop.handle(node.context, process.state as never, body);
  if (!isBlocking(result)) {
    process.state = result as Term;
    return;
  }
  const frame = openFrame("handle", undefined, [process.state, body]);
  frame.generator = result;
  frame.lastSeq = seq;
  process.frame = frame;
  advance(node, process, frame, undefined);
}

/** Resumes a frame with an answer and carries it to its next wait or its end. */
function advance(node: Node, process: Process, frame: Frame, answer: unknown): void {
  const generator = rebuildFrame(node, process, frame);
  if (frame.started) frame.answers.push({ value: answer });
  frame.started = true;
  frame.timedOut = false;
  frame.waiting = undefined;
  frame.waitSerial = ++process.waitSerial;
  frame.lastSeq = node.currentSeq;
  node.frame = frame;
  const step = generator.next(answer);
  if (step.done === true) finishFrame(process, frame, step.value);
  else wait(node, process, frame, step.value);
}

function wait(node: Node, process: Process, frame: Frame, request: Request): void {
  if (request.kind === "work") {
    assert(request.us >= 0, "work takes a time in µs, 0 or more");
    node.spentUs += request.us;
    return;
  }
  frame.waiting = request;
  const { timeoutUs } = request;
  if (timeoutUs === undefined || timeoutUs === Number.POSITIVE_INFINITY) return;
  assert(timeoutUs >= 0, "a receive timeout is a time in µs, 0 or more");
  const { pid } = process;
  const { waitSerial } = frame;
  const dueUs = timeoutUs + node.spentUs;
  if (dueUs > 0) node.at(dueUs, TIMED_CLASS.timer, { kind: "receive_timeout", pid, waitSerial });
  else node.enqueue(SIGNAL.receive_timeout, pid, undefined, waitSerial, node.currentSeq);
}

function finishFrame(process: Process, frame: Frame, value: unknown): void {
  process.frame = undefined;
  if (frame.entry === "handle") {
    process.state = value as Term;
    return;
  }
  const next = value as FunctionResult;
  if (next === undefined) process.pendingExit = { reason: "normal" };
  else if ("become" in next) process.frame = openFrame("function", next.become, next.become[2]);
  else {
    process.loop = next.enterLoop;
    process.state = next.state;
  }
}

function endTurn(node: Node, process: Process): void {
  const spentUs = node.spentUs;
  node.spentUs = 0;
  if (spentUs > 0) {
    process.busy = true;
    process.busyUs += spentUs;
    process.busySerial++;
    node.freeSchedulers--;
    node.at(spentUs, TIMED_CLASS.finish, {
      kind: "finish",
      pid: process.pid,
      busySerial: process.busySerial,
    });
  } else settle(node, process);
}

/** After a turn: end, take the next message, or wait. */
function settle(node: Node, process: Process): void {
  if (process.pendingExit !== undefined) {
    terminate(node, process, process.pendingExit.reason);
    return;
  }
  if (process.limits !== undefined && restIfSpent(node, process)) return;
  if (process.suspensions > 0) return;
  const { frame } = process;
  if (frame === undefined) {
    if ((process.mailbox?.length ?? 0) > 0) node.makeReady(process);
    return;
  }
  if (frame.started) rebuildFrame(node, process, frame);
  if (!frame.started || frame.waiting === undefined || frame.timedOut) node.makeReady(process);
  else if (process.findMail(frame.waiting) >= 0) node.makeReady(process);
}
