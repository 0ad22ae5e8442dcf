/**
 * Frames: how a process that waits inside its code is data.
 *
 * A generator cannot be copied, so it is never the holder of anything: running the same code again on the same input
 * and feeding it the recorded answers leads to the same point, because code learns about the world only through its
 * context and its answers. While a frame is rebuilt, calls that act are skipped and calls that answer are answered
 * from the record.
 */

import { assert, ensure } from "../base/index.ts";
import { type Blocking, isBlocking, type Mfa, type Receive, type Request } from "./code.ts";
import type { RaisedFault } from "./fault-points.ts";
import type { Node } from "./node.ts";
import type { Process } from "./process.ts";
import type { RaiseClass } from "./raise.ts";
import type { Term } from "./term.ts";

/** An answer that was an exception. Other answers are recorded as they are. */
export class RaisedAnswer {
  readonly class: RaiseClass;
  readonly reason: Term;

  constructor(raiseClass: RaiseClass, reason: Term) {
    this.class = raiseClass;
    this.reason = reason;
  }
}

const NO_ANSWERS: readonly unknown[] = [];

/** A handler or function that has not finished: enough to run it again to the point where it waits. */
export class Frame {
  /** The function it runs; undefined for a handler, whose `input` is the state and the message. */
  readonly mfa: Mfa | undefined;
  readonly input: readonly Term[];
  /** Shared while it is empty: add through `answer`. */
  answers: readonly unknown[] = NO_ANSWERS;
  generator: Blocking<unknown> | undefined = undefined;
  waiting: Receive | undefined = undefined;
  started = false;
  /** The receive timeout has fired but the process could not run yet. */
  timedOut = false;
  /** Event in which it last ran: the cause of its timeout. */
  lastSeq = 0;
  /** Matches a receive timeout of 0 under way; stale ones are ignored. */
  waitSerial = 0;
  /** Faults that were raised on purpose in it, so that they are raised again when it is rebuilt. */
  raised: readonly RaisedFault[] | undefined = undefined;
  /** Writes to disk it has made, counted anew when it is rebuilt, and those that were refused: number and reason. */
  writes = 0;
  refused: readonly (readonly [write: number, reason: Term])[] | undefined = undefined;

  constructor(mfa: Mfa | undefined, input: readonly Term[]) {
    this.mfa = mfa;
    this.input = input;
  }

  answer(value: unknown): void {
    if (this.answers === NO_ANSWERS) this.answers = [value];
    else (this.answers as unknown[]).push(value);
  }

  copy(): Frame {
    const copy = new Frame(this.mfa, this.input);
    copy.answers = this.answers.length === 0 ? NO_ANSWERS : this.answers.slice();
    copy.started = this.started;
    copy.timedOut = this.timedOut;
    copy.lastSeq = this.lastSeq;
    copy.waitSerial = this.waitSerial;
    copy.raised = this.raised;
    copy.refused = this.refused;
    return copy;
  }
}

/** The frame's generator, run up to where it waits. Does nothing when it is already there. */
export function rebuildFrame(node: Node, process: Process, frame: Frame): Blocking<unknown> {
  return frame.generator ?? rebuild(node, process, frame);
}

function rebuild(node: Node, process: Process, frame: Frame): Blocking<unknown> {
  const outer = { current: node.current, frame: node.frame, spentUs: node.spentUs };
  node.current = process;
  node.rebuilding = frame;
  frame.writes = 0;
  // A function is recorded from its first line, a handler from the first line of its generator.
  const isFunction = frame.mfa !== undefined;
  node.frame = isFunction ? frame : undefined;
  node.replayCursor = isFunction ? 0 : -1;
  const generator = enter(node, process, frame);
  assert(isBlocking(generator), `${process.label} cannot be rebuilt: its code did not wait this time`);
  frame.generator = generator;
  node.frame = frame;
  node.replayCursor = Math.max(0, node.replayCursor);
  let step = generator.next();
  while (node.replayCursor < frame.answers.length) {
    assert(
      step.done !== true,
      `${process.label} cannot be rebuilt: its code took another way than it did before`,
    );
    step = generator.next(frame.answers[node.replayCursor++]);
  }
  assert(
    step.done !== true,
    `${process.label} cannot be rebuilt: its code ended before all answers were used`,
  );
  const request = step.value as Request;
  frame.waiting = request.kind === "receive" ? request : undefined;
  node.replayCursor = -1;
  node.rebuilding = undefined;
  node.current = outer.current;
  node.frame = outer.frame;
  node.spentUs = outer.spentUs;
  return generator;
}

/** Runs the frame's code: a generator when it waits, else its result. */
export function enter(node: Node, process: Process, frame: Frame): unknown {
  const { mfa, input } = frame;
  if (mfa !== undefined) return node.entries.get(mfa[0], mfa[1]).run(node.context, ...(input as never[]));
  const loop = ensure(process.loop, "only a loop process handles messages");
  return loop.handle(node.context, input[0] as never, input[1] as Term);
}
