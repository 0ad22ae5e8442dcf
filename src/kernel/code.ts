/**
 * Code as a node sees it: functions found by name. A process never owns a closure; it holds the *name* of what it
 * runs plus plain data, so it can be captured, restored, forked and moved.
 *
 * Two forms of running:
 * - a *function process* runs a named generator (`spawn(module, function, args)`) that yields `Request`s when it has
 *   to wait. It is rebuilt after a restore by running it again from its recorded answers, so it must end, or hand
 *   over by returning `become(...)`, now and then: the answers are kept since the last hand-over.
 * - a *loop process* is `{loop name, state}` and handles one message per turn. A plain handler returns the next state
 *   (the fast path); one that must wait is a generator and returns the next state in the end.
 */

import type { Context } from "./context.ts";
import type { Ref, Term } from "./term.ts";

/** Module, function, arguments. */
export type Mfa = readonly [module: string, fn: string, args: readonly Term[]];

export const TIMEOUT = Symbol("timeout");

/**
 * Waits for a message. `match` selects (selective receive; absent: any message), unmatched messages stay in the
 * mailbox in order. The answer is the message, or `TIMEOUT` after `timeoutUs` of virtual time.
 */
export interface Receive {
  readonly kind: "receive";
  readonly match?: (message: Term) => boolean;
  /** Instead of `match`: takes tuples that begin with this, and finds them without running code of the process. */
  readonly tag?: Term;
  /** Instead of `match`: takes `[ref, value]`, or the `DOWN` of this monitor. */
  readonly ref?: Ref;
  /** The reference was made in this very turn: nothing that waits already can match, so the mailbox is not searched. */
  readonly isFresh?: boolean;
  readonly timeoutUs?: number;
}

/** Keeps a scheduler busy for `us` before going on: work whose cost is known before its result is sent. */
export interface Work {
  readonly kind: "work";
  readonly us: number;
}

export type Request = Receive | Work;

/** What a blocking piece of code is: it yields requests, is resumed with answers, and returns `T`. */
export type Blocking<T> = Generator<Request, T, unknown>;

/** Goes on as another function process: Erlang's tail call. Recorded answers are dropped. */
export interface Become {
  readonly become: Mfa;
}

/** Goes on as a loop process (OTP's gen_server:enter_loop). */
export interface EnterLoop {
  readonly enterLoop: string;
  readonly state: Term;
}

export type FunctionResult = Become | EnterLoop | undefined;
/** What `spawn` runs: a generator (or a plain function that needs no wait) returning a `FunctionResult`. */
export type ProcessFunction = (ctx: Context, ...args: never[]) => unknown;

export interface Loop {
  readonly name: string;
  /** Handles one message: the next state, or a generator that returns it. Raise to end the process. */
  readonly handle: (ctx: Context, state: never, message: Term) => Term | Blocking<Term>;
}

export interface Module {
  readonly name: string;
  /** Functions found by name: what processes run, and the start functions of child specifications. */
  readonly functions?: Readonly<Record<string, ProcessFunction>>;
  readonly loop?: Loop;
  /** Callbacks of a behaviour (gen_server, supervisor …); the behaviour knows their shape. */
  readonly callbacks?: object;
}

export function become(module: string, fn: string, args: readonly Term[]): Become {
  return { become: [module, fn, args] };
}

export function enterLoop(loop: string, state: Term): EnterLoop {
  return { enterLoop: loop, state };
}

/** Waits for a message in a generator: `const message = yield* receive()`. */
export function* receive(match?: (message: Term) => boolean): Blocking<Term> {
  return (yield match === undefined ? { kind: "receive" } : { kind: "receive", match }) as Term;
}

/** Waits for a tuple that begins with `tag`: the quickest selective receive past a long mailbox. */
export function* receiveTagged(tag: Term): Blocking<readonly Term[]> {
  return (yield { kind: "receive", tag }) as readonly Term[];
}

/** As `receive`, but answers `TIMEOUT` when nothing matched for `timeoutUs`. */
export function* receiveWithin(
  timeoutUs: number,
  match?: (message: Term) => boolean,
): Blocking<Term | typeof TIMEOUT> {
  if (timeoutUs === Number.POSITIVE_INFINITY) return yield* receive(match);
  const request: Receive =
    match === undefined ? { kind: "receive", timeoutUs } : { kind: "receive", timeoutUs, match };
  return (yield request) as Term | typeof TIMEOUT;
}

/** Spends virtual time on a scheduler. */
export function* work(us: number): Blocking<void> {
  yield { kind: "work", us };
}

/** Waits for the answer to a request just made with `ctx.request`, or the news that its receiver is gone. */
export function* receiveAnswer(ref: Ref, timeoutUs: number): Blocking<Term | typeof TIMEOUT> {
  return (yield { kind: "receive", ref, isFresh: true, timeoutUs } satisfies Receive) as
    | Term
    | typeof TIMEOUT;
}

/** True for `[ref, value]`, and for the DOWN of the monitor `ref`. */
export function isAnswer(message: Term, ref: Ref): boolean {
  if (!Array.isArray(message)) return false;
  return (message[0] === ref && message.length === 2) || (message[0] === "DOWN" && message[1] === ref);
}

const someGenerator = (function* () {})();
/** Has the prototype that all generators share, so that `instanceof` tells them from plain results. */
function AnyGenerator(): void {}
AnyGenerator.prototype = Object.getPrototypeOf(Object.getPrototypeOf(someGenerator));

/** Whether what a handler returned is code that waits (a generator) and not its result. */
export function isBlocking(value: unknown): value is Blocking<unknown> {
  return (
    typeof value === "object" &&
    !Array.isArray(value) &&
    value instanceof (AnyGenerator as unknown as new () => object)
  );
}

/** A function that processes are spawned with, found once. */
export interface Entry {
  readonly module: string;
  readonly fn: string;
  readonly run: ProcessFunction;
  /** `module:fn`. */
  readonly label: string;
}

/** All code of a node, by module name. */
export type Code = ReadonlyMap<string, Module>;

/** Collects modules; two modules of one name are a mistake. */
export function createCode(modules: readonly Module[]): Code {
  const code = new Map<string, Module>();
  for (const module of modules) {
    if (code.has(module.name) && code.get(module.name) !== module) {
      throw new Error(`two modules are named "${module.name}": rename one of them`);
    }
    code.set(module.name, module);
  }
  return code;
}
