/**
 * One turn of a process: its code runs on one message, one timeout or one piece of finished work, until it waits or ends.
 *
 * When a turn has spent virtual time, the process occupies a scheduler until that time has passed, and what it sent
 * meanwhile leaves then.
 *
 * Invariants
 * - Only `Raise` is caught here; any other exception is a programmer error and stops the run.
 * - A turn changes the state of one process; all effects on others are signals.
 */

import { assert, ensure } from "../base/index.ts";
import { type FunctionResult, isBlocking, type Request, TIMEOUT } from "./code.ts";
import { enter, Frame, rebuildFrame } from "./frame.ts";
import { terminate } from "./lifecycle.ts";
import { restIfSpent } from "./limit-check.ts";
import type { Node } from "./node.ts";
import { type Process, STATUS } from "./process.ts";
import { exitReasonOf, Raise, SelfExit } from "./raise.ts";
import { endDeadline, startDeadline } from "./receive-timeout.ts";
import type { Pid, Term } from "./term.ts";
import { TIMED_CLASS } from "./timed-queue.ts";
import { EVENT_KIND, type EventKind } from "./trace.ts";

/** One event of a process: `kind` tells why it runs, `body` is the message if there is one. */
// biome-ignore lint/complexity/useMaxParams: the hot path allocates no options object
export function turn(
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
  node.spentUs = process.rare?.costUs ?? node.handlerCostUs;
  process.handled++;
  try {
    const { frame } = process;
    if (frame === undefined) handleMessage(node, process, body, seq);
    else advance(node, process, frame, kind === EVENT_KIND.timed_out ? TIMEOUT : body);
  } catch (raised) {
    fail(process, raised);
  }
  node.frame = undefined;
  node.raisedInTurn = undefined;
  node.current = undefined;
  if (node.spentUs > 0) occupy(node, process);
  else settle(node, process, true);
}

/** Its code is over by an exception; should it still be busy, nothing may run or rebuild it again. */
function fail(process: Process, raised: unknown): void {
  if (raised instanceof Raise) process.end(exitReasonOf(raised));
  else if (raised instanceof SelfExit) process.end(raised.reason);
  else throw raised;
  process.frame = undefined;
}

function handleMessage(node: Node, process: Process, body: Term, seq: number): void {
  const { state, loop } = process;
  const result: unknown = (loop as NonNullable<typeof loop>).handle(node.context, state as never, body);
  if (result === state) return;
  if (!isBlocking(result)) {
    process.state = result as Term;
    return;
  }
  const frame = new Frame(undefined, [state, body]);
  if (node.raisedInTurn !== undefined) frame.raised = [node.raisedInTurn];
  frame.generator = result;
  frame.lastSeq = seq;
  process.frame = frame;
  advance(node, process, frame, undefined);
}

/** Resumes a frame with an answer and carries it to its next wait or its end. */
function advance(node: Node, process: Process, frame: Frame, answer: unknown): void {
  if (frame.started) {
    if (frame.generator === undefined) rebuildFrame(node, process, frame);
    frame.answer(answer);
    frame.waiting = undefined;
    frame.timedOut = false;
    endDeadline(process);
  }
  frame.lastSeq = node.currentSeq;
  node.frame = frame;
  if (!frame.started) {
    frame.started = true;
    if (frame.generator === undefined) {
      const result = enter(node, process, frame);
      if (!isBlocking(result)) {
        finishFrame(node, process, frame, result);
        return;
      }
      frame.generator = result;
    }
  }
  const step = (frame.generator as NonNullable<typeof frame.generator>).next(answer);
  if (step.done === true) finishFrame(node, process, frame, step.value);
  else wait(node, process, frame, step.value);
}

function wait(node: Node, process: Process, frame: Frame, request: Request): void {
  frame.waitSerial = ++node.waitSerial;
  if (request.kind === "work") {
    assert(request.us >= 0, "work takes a time in µs, 0 or more");
    node.spentUs += request.us;
    return;
  }
  frame.waiting = request;
  const { timeoutUs } = request;
  if (timeoutUs !== undefined && timeoutUs !== Number.POSITIVE_INFINITY)
    startDeadline(node, process, frame, timeoutUs);
}

function finishFrame(node: Node, process: Process, frame: Frame, value: unknown): void {
  process.frame = undefined;
  if (frame.mfa === undefined) {
    process.state = value as Term;
    return;
  }
  goOn(node, process, value as FunctionResult);
}

/** A function has returned: the process becomes another function or a loop, or ends; other values mean nothing. */
function goOn(node: Node, process: Process, next: FunctionResult): void {
  if (typeof next !== "object" || Array.isArray(next)) process.end("normal");
  else if ("become" in next) process.frame = new Frame(next.become, next.become[2]);
  else if ("enterLoop" in next) {
    process.loop = ensure(
      node.code.get(next.enterLoop)?.loop,
      `no loop named "${next.enterLoop}": list its module in the scenario's code`,
    );
    process.state = next.state;
  } else process.end("normal");
}

/** The process occupies a scheduler for the time it has spent. */
function occupy(node: Node, process: Process): void {
  const spentUs = node.slowness === 1 ? node.spentUs : Math.ceil(node.spentUs * node.slowness);
  const parts = process.parts();
  node.spentUs = 0;
  process.status |= STATUS.busy;
  parts.busyUs += spentUs;
  parts.busySerial++;
  node.freeSchedulers--;
  node.at(spentUs, TIMED_CLASS.finish, { kind: "finish", pid: process.pid, busySerial: parts.busySerial });
}

/** After a turn: end, take the next message, or wait. `isAtOnce`: nothing can have come since the turn began. */
export function settle(node: Node, process: Process, isAtOnce: boolean): void {
  const { status, frame } = process;
  if (status !== 0) {
    if ((status & STATUS.ending) !== 0) {
      terminate(node, process, process.rare?.exitReason ?? "normal");
      return;
    }
    if ((status & STATUS.limited) !== 0 && restIfSpent(node, process)) return;
    if ((process.status & STATUS.suspended) !== 0) return;
  }
  if (frame === undefined) {
    if (process.mailbox !== undefined && process.mailbox.length > 0) node.makeReady(process);
    return;
  }
  if (frame.started && frame.generator === undefined) rebuildFrame(node, process, frame);
  const { waiting } = frame;
  if (!frame.started || waiting === undefined || frame.timedOut) node.makeReady(process);
  else if (!(isAtOnce && waiting.isFresh === true) && process.findMail(waiting) >= 0) node.makeReady(process);
}
