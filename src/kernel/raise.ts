/**
 * A simulated crash. Handlers raise it, the process boundary catches it and turns it into an exit signal; nothing
 * else in the product is allowed to swallow it. Any other exception is a programmer error and stops the run.
 *
 * The three classes are Erlang's: `exit(R)` ends with R, `error(R)` ends with {R, Stack}, an uncaught `throw(R)`
 * ends with {{nocatch, R}, Stack} (Erlang reference manual, "Errors and Error Handling").
 */

import type { Term } from "./term.ts";

export type RaiseClass = "exit" | "error" | "throw";

/** Stands where Erlang would put a stack trace: host stacks differ between engines and must not enter a run. */
export const STACK = "$stack";

export class Raise extends Error {
  override readonly name = "Raise";
  readonly class: RaiseClass;
  readonly reason: Term;

  constructor(raiseClass: RaiseClass, reason: Term) {
    super(raiseClass);
    this.class = raiseClass;
    this.reason = reason;
  }
}

/** The process has been ended by a signal to itself: unlike a raise, its own code cannot catch it. */
export class SelfExit extends Error {
  override readonly name = "SelfExit";
  readonly reason: Term;

  constructor(reason: Term) {
    super("exit signal to self");
    this.reason = reason;
  }
}

export function exit(reason: Term): never {
  throw new Raise("exit", reason);
}

export function error(reason: Term): never {
  throw new Raise("error", reason);
}

export function raiseThrow(reason: Term): never {
  throw new Raise("throw", reason);
}

/** The exit reason of a process that did not catch `raised`. */
export function exitReasonOf(raised: Raise): Term {
  switch (raised.class) {
    case "exit":
      return raised.reason;
    case "error":
      return [raised.reason, STACK];
    case "throw":
      return [["nocatch", raised.reason], STACK];
  }
}
