/**
 * A play for tests of single rules: the functions of a module are the roles, `main` begins, and everything that
 * happens by itself happens. Roles say what they see with `tell`.
 */

import {
  type Blocking,
  type Context,
  createCode,
  EVENT_KIND,
  exitReasonOf,
  type Module,
  Node,
  type ProcessFunction,
  Raise,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../../kernel/index.ts";
import { OTP_MODULES } from "../../otp/index.ts";

export type Roles = Readonly<Record<string, (ctx: Context, ...args: never[]) => unknown>>;

export interface Played {
  readonly node: Node;
  /** What the roles told, in order. */
  readonly told: readonly Term[];
  /** Exit reasons by role (or label), in order of the deaths. */
  readonly ends: readonly (readonly [role: string, reason: Term])[];
}

/** The function of a role that plays begin with. */
type WithMain = Roles & { readonly main: (ctx: Context) => unknown };

export function tell(ctx: Context, data: Term): void {
  ctx.emit("told", data);
}

/** Address of a role for `spawn`. */
export function role(name: string, ...args: readonly Term[]): readonly [string, string, readonly Term[]] {
  return ["t", name, args];
}

/** Lets virtual time pass; messages wait in the mailbox. */
export function* pause(us: number): Blocking<void> {
  yield* receiveWithin(us, () => false);
}

/** Everything in the mailbox, oldest first. */
export function* takeAll(): Blocking<readonly Term[]> {
  const messages: Term[] = [];
  for (;;) {
    const message = yield* receiveWithin(0);
    if (message === TIMEOUT) return messages;
    messages.push(message);
  }
}

/** What `action` raises, as an exit reason; undefined when it returns. */
export function raisedBy(action: () => unknown): Term {
  try {
    action();
    return undefined;
  } catch (raised) {
    if (raised instanceof Raise) return exitReasonOf(raised);
    throw raised;
  }
}

/** Plays to the end of all events, or to `untilUs`. `modules` are there beside OTP's. */
export function play(
  roles: WithMain,
  { modules = [], untilUs }: { readonly modules?: readonly Module[]; readonly untilUs?: number } = {},
): Played {
  const cast: Module = { name: "t", functions: roles as Readonly<Record<string, ProcessFunction>> };
  const node = new Node({ index: 0, seed: 1, code: createCode([...OTP_MODULES, cast, ...modules]) });
  const told: Term[] = [];
  node.onEmit = (event, data) => {
    if (event === "told") told.push(data);
  };
  node.boot(role("main"), 0);
  while (node.nextTimeUs() <= (untilUs ?? Number.MAX_SAFE_INTEGER)) node.step();
  return { node, told, ends: endsOf(node) };
}

function endsOf(node: Node): (readonly [string, Term])[] {
  const labels = new Map<number, string>();
  const ends: (readonly [string, Term])[] = [];
  for (let seq = 1; seq <= node.trace.seq; seq++) {
    const record = node.trace.read(seq);
    if (record?.kind === EVENT_KIND.spawned) labels.set(record.actor, String(record.payload));
    if (record?.kind !== EVENT_KIND.exited) continue;
    ends.push([(labels.get(record.actor) ?? "?").replace(/^t:/, ""), record.payload]);
  }
  return ends;
}
