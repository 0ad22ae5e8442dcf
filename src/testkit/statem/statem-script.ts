/**
 * A gen_statem that does what its events say, and a partner that talks to it and writes down what it sees.
 *
 * The content of an event is `[name, instruction]`; the machine tells its partner `[type, name, state, count]` of each
 * event and then returns what the instruction says. Results that set data count it up by one. Enter calls find their
 * instruction by state. `until` tells the first events of a count from later ones.
 */

import {
  type Blocking,
  type Context,
  error,
  exit,
  isTagged,
  type Module,
  type Pid,
  type Ref,
  raiseThrow,
  receive,
  receiveWithin,
  type Term,
} from "../../kernel/index.ts";
import { defineStatem, type EventHandler, genStatem, type StateFunctions } from "../../otp/index.ts";

export interface Conversation {
  readonly name: string;
  /** `state_functions` unless said. */
  readonly mode?: string | readonly string[];
  readonly trap?: boolean;
  readonly state: Term;
  readonly actions?: readonly Term[];
  readonly enters?: { readonly [state: string]: Term };
  readonly steps: readonly (readonly Term[])[];
  readonly seen: readonly Term[];
}

/** Milliseconds, as Erlang counts. */
export const ms = (count: number): number => count * 1000;
/** The address of a call that the partner has made, or will make. */
export const from = (call: string): Term => ({ call });
/** A moment so many ms after the step. */
export const at = (afterMs: number): Term => ({ afterUs: ms(afterMs) });

type Data = {
  readonly count: number;
  readonly enters: { readonly [state: string]: Term };
  readonly partner: Pid;
};

function carryOut(instruction: Term, data: Data, state: Term): unknown {
  const [verb, first, second, third] = (
    Array.isArray(instruction) ? instruction : [instruction]
  ) as readonly Term[];
  const next = { ...data, count: data.count + 1 };
  switch (verb) {
    case "until":
      return carryOut(data.count < (first as number) ? second : third, data, state);
    case "next":
      return second === undefined ? ["next_state", first, next] : ["next_state", first, next, second];
    case "keep":
      return first === undefined ? ["keep_state", next] : ["keep_state", next, first];
    case "keep_and_data":
      return first === undefined ? "keep_state_and_data" : ["keep_state_and_data", first];
    case "repeat":
      return ["repeat_state", next, first];
    case "repeat_and_data":
      return "repeat_state_and_data";
    case "stop":
      return first === undefined ? "stop" : ["stop", first];
    case "stop_with":
      return ["stop", first, next];
    case "stop_and_reply":
      return ["stop_and_reply", first, second];
    case "stop_and_reply_with":
      return ["stop_and_reply", first, second, next];
    case "throwing":
      return raiseThrow(carryOut(first, data, state) as Term);
    case "raise":
      return first === "error" ? error(second) : exit(second);
    default:
      return first;
  }
}

function react(ctx: Context, type: Term, content: Term, state: Term, data: Data): unknown {
  const tell = (name: Term) => ctx.send(data.partner, ["seen", [type, name, state, data.count]]);
  if (type === "enter") {
    tell(content);
    return carryOut(data.enters[String(state)] ?? "keep_and_data", data, state);
  }
  const [name, instruction] =
    Array.isArray(content) && content.length === 2 ? content : [content, "keep_and_data"];
  tell(name);
  return carryOut(instruction, data, state);
}

/** Lets a callback wait before it returns, so that it runs as a generator. */
function* afterWaiting(result: () => unknown): Blocking<unknown> {
  yield* receiveWithin(1, () => false);
  return result();
}

function machine(name: string, mode: string | readonly string[], waits: boolean): Module {
  const run = (result: () => unknown) => (waits ? afterWaiting(result) : result());
  const inState = (state: string) => (ctx: Context, type: Term, content: Term, data: Data) =>
    run(() => react(ctx, type, content, state, data));
  return defineStatem(name, {
    callbackMode: mode,
    init(
      ctx: Context,
      { trap, state, data, actions }: { trap: boolean; state: Term; data: Data; actions: Term },
    ) {
      ctx.trapExit(trap);
      return ["ok", state, data, actions];
    },
    states: { a: inState("a"), b: inState("b"), c: inState("c") },
    handleEvent: (ctx: Context, type: Term, content: Term, state: Term, data: Data) =>
      run(() => react(ctx, type, content, state, data)),
    terminate(ctx: Context, reason: Term, state: Term, data: Data) {
      ctx.send(data.partner, ["seen", ["terminate", reason, state, data.count]]);
    },
  } as unknown as StateFunctions<never> & EventHandler<never, never>);
}

const CALLS = ["x", "y"];

/** The partner, and the machine it talks to. `waits`: the machine's callbacks wait before each result. */
export function conversationModules(conversation: Conversation, waits: boolean): readonly Module[] {
  const { mode = "state_functions" } = conversation;
  const { trap = false, state, actions = [], enters = {}, steps } = conversation;
  const partner = {
    *talk(ctx: Context): Blocking<undefined> {
      ctx.trapExit(true);
      const calls = CALLS.map((name) => [name, ctx.alias()] as const);
      const filled = (term: Term) => fill(ctx, calls, term);
      const data = { count: 0, enters: filled(enters), partner: ctx.self };
      const args = { trap, state, data, actions: filled(actions) };
      const [, pid] = (yield* genStatem.startLink(ctx, "machine", args)) as readonly ["ok", Pid];
      for (const step of steps) {
        yield* take(ctx, pid, filled(step) as readonly Term[]);
        if (step[0] !== "sleep") yield* receiveWithin(100, () => false);
      }
      yield* receiveWithin(ms(30), () => false);
      for (;;) ctx.emit("seen", seenOf(yield* receive(), calls));
    },
  };
  return [machine("machine", mode, waits), { name: "partner", functions: partner as never }];
}

type Calls = readonly (readonly [name: string, tag: Ref])[];

function* take(ctx: Context, pid: Pid, step: readonly Term[]): Blocking<void> {
  const [verb, first, second] = step;
  if (verb === "cast") genStatem.cast(ctx, pid, first);
  if (verb === "info") ctx.send(pid, first);
  if (verb === "call") ctx.send(pid, ["$gen_call", first, second]);
  if (verb === "exit") ctx.exit(pid, first);
  if (verb === "sleep") yield* receiveWithin(first as number, () => false);
  if (verb === "burst")
    for (const one of first as readonly Term[]) yield* take(ctx, pid, one as readonly Term[]);
}

/** Puts addresses and moments in their places. */
function fill(ctx: Context, calls: Calls, term: Term): Term {
  if (Array.isArray(term)) {
    const items = term as readonly Term[];
    if (items[0] === "call" && CALLS.includes(items[1] as string)) {
      return [
        "call",
        fill(ctx, calls, { call: items[1] }),
        ...items.slice(2).map((one) => fill(ctx, calls, one)),
      ];
    }
    return items.map((one) => fill(ctx, calls, one));
  }
  if (typeof term !== "object" || term === null) return term;
  const { call, afterUs } = term as { readonly call?: string; readonly afterUs?: number };
  if (call !== undefined) return [ctx.self, calls.find(([name]) => name === call)?.[1]];
  if (afterUs !== undefined) return ctx.now() + afterUs;
  return Object.fromEntries(Object.entries(term).map(([key, value]) => [key, fill(ctx, calls, value)]));
}

/** What the partner has got, as the Erlang partner prints it. */
function seenOf(message: Term, calls: Calls): Term {
  if (isTagged(message, "EXIT")) return ["exit", message[2]];
  if (!isTagged(message, "seen")) {
    const [tag, answer] = message as unknown as readonly Term[];
    return ["reply", calls.find(([, ref]) => ref === tag)?.[0], answer];
  }
  const [type, ...rest] = message[1] as readonly Term[];
  if (!isTagged(type, "call")) return message[1];
  const [, tag] = type[1] as unknown as readonly [Pid, Ref];
  return [["call", calls.find(([, ref]) => ref === tag)?.[0]], ...rest];
}
