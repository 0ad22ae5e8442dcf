/**
 * Frames: how a process that waits inside its code is data.
 *
 * A generator cannot be copied, so it is never the holder of anything: running the same code again on the same input
 * and feeding it the recorded answers leads to the same point, because code learns about the world only through its
 * context and its answers. While a frame is rebuilt, calls that act are skipped and calls that answer are answered
 * from the record.
 */

import { assert, ensure } from "../base/index.ts";
import { type Blocking, isBlocking, type Mfa, type Request } from "./code.ts";
import type { Node } from "./node.ts";
import type { Frame, Process } from "./process.ts";
import type { Term } from "./term.ts";

export function openFrame(entry: Frame["entry"], mfa: Mfa | undefined, input: readonly Term[]): Frame {
  return {
    entry,
    input,
    mfa,
    answers: [],
    generator: undefined,
    waiting: undefined,
    started: false,
    timedOut: false,
    lastSeq: 0,
    waitSerial: 0,
  };
}

/** The frame's generator, run up to where it waits. Does nothing when it is already there. */
export function rebuildFrame(node: Node, process: Process, frame: Frame): Blocking<unknown> {
  if (frame.generator !== undefined) return frame.generator;
  const outer = { current: node.current, frame: node.frame, spentUs: node.spentUs };
  node.current = process;
  const generator = enter(node, process, frame);
  frame.generator = generator;
  if (!frame.started) {
    node.current = outer.current;
    return generator;
  }
  node.frame = frame;
  node.replayCursor = 0;
  let step = generator.next();
  while (node.replayCursor < frame.answers.length) {
    assert(
      step.done !== true,
      `${process.label} cannot be rebuilt: its code took another way than it did before`,
    );
    const answer = frame.answers[node.replayCursor++];
    step = generator.next((answer as { value: unknown }).value);
  }
  assert(
    step.done !== true,
    `${process.label} cannot be rebuilt: its code ended before all answers were used`,
  );
  const request = step.value as Request;
  frame.waiting = request.kind === "receive" ? request : undefined;
  node.replayCursor = -1;
  node.current = outer.current;
  node.frame = outer.frame;
  node.spentUs = outer.spentUs;
  return generator;
}

function enter(node: Node, process: Process, frame: Frame): Blocking<unknown> {
  const started = frame.entry === "handle" ? enterHandle(node, process, frame) : enterFunction(node, frame);
  if (isBlocking(started)) return started;
  return endAtOnce(started);
}

function enterHandle(node: Node, process: Process, frame: Frame): unknown {
  const name = process.loop as string;
  const loop = ensure(node.code.get(name)?.loop, `no loop named "${name}"`);
  return loop.handle(node.context, frame.input[0] as never, frame.input[1]);
}

function enterFunction(node: Node, frame: Frame): unknown {
  const [module, fn] = ensure(frame.mfa, "a function frame has a function");
  const call = ensure(
    node.code.get(module)?.functions?.[fn],
    `no function ${module}:${fn}: list its module in the scenario's code`,
  );
  return call(node.context, ...(frame.input as never[]));
}

/** A function that needed no wait, as a generator that is done. */
// biome-ignore lint/correctness/useYield: it never waits
function* endAtOnce(result: unknown): Blocking<unknown> {
  return result;
}
