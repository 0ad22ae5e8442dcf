/**
 * One turn of a gen_statem: from a message until no event is left (gen_statem.erl: loop_event … loop_done).
 *
 * Order of events
 * - Events inserted by a result go before everything, in the order of their actions.
 * - After a change of state come the postponed events, oldest first, then what was waiting already.
 * - Timeouts of zero come when no event is left, before the next message.
 *
 * Invariants
 * - A turn lives inside one handler call: it is written to in place and never part of a process's state.
 * - The lists it shares with that state are replaced, never written to; only `queue` and what a transition collects
 *   are its own.
 */

import type { Context, Pid, Term } from "../kernel/index.ts";
import { sameTerm } from "./same-term.ts";
import type { StatemEvent, TimeoutAction } from "./statem-results.ts";
import type { SetTimeout, StatemState } from "./statem-state.ts";
import { applyTimeouts, dropTimeout, takeDue } from "./statem-timeouts.ts";

export interface Turn {
  readonly module: string;
  readonly parent: Pid | undefined;
  /** As before the running transition; what an enter call is told, and what a crash leaves to `terminate`. */
  state: Term;
  data: Term;
  postponed: readonly StatemEvent[];
  timeouts: readonly SetTimeout[];
  queue: StatemEvent[];

  /** The event being handled. */
  event: StatemEvent;
  /** The next callback is the enter call of `nextState`. */
  isEntering: boolean;
  nextState: Term;
  nextData: Term;
  isPostponed: boolean;
  inserted: StatemEvent[];
  timeoutActions: TimeoutAction[];
}

const NOTHING: StatemEvent = ["internal", undefined];

/** A turn that has these events to handle. */
export function beginTurn(server: StatemState, queue: StatemEvent[]): Turn {
  const { module, parent, state, data, postponed, timeouts } = server;
  return {
    module,
    parent,
    state,
    data,
    postponed,
    timeouts,
    queue,
    event: NOTHING,
    isEntering: false,
    nextState: state,
    nextData: data,
    isPostponed: false,
    inserted: [],
    timeoutActions: [],
  };
}

/** Takes the next event: from the queue, else a timeout that is due. False when none is left. */
export function takeEvent(turn: Turn): boolean {
  const queued = turn.queue.shift();
  if (queued !== undefined) {
    turn.event = queued;
    return true;
  }
  const due = takeDue(turn.timeouts);
  if (due === undefined) return false;
  const [{ type, content }, rest] = due;
  turn.timeouts = rest;
  turn.event = [type, content];
  return true;
}

/** The transition is complete: its state, data, timeouts and events hold from now on. */
export function closeTransition(ctx: Context, turn: Turn): void {
  if (turn.isPostponed) turn.postponed = [...turn.postponed, turn.event];
  if (!sameTerm(turn.state, turn.nextState)) {
    if (turn.postponed.length > 0) turn.queue = [...turn.postponed, ...turn.queue];
    turn.postponed = [];
    turn.timeouts = dropTimeout(ctx, turn.timeouts, "state_timeout");
  }
  turn.timeouts = dropTimeout(ctx, turn.timeouts, "timeout");
  if (turn.timeoutActions.length > 0) {
    turn.timeouts = applyTimeouts(ctx, turn.timeouts, turn.timeoutActions);
    turn.timeoutActions = [];
  }
  if (turn.inserted.length > 0) {
    turn.queue = [...turn.inserted, ...turn.queue];
    turn.inserted = [];
  }
  turn.state = turn.nextState;
  turn.data = turn.nextData;
  turn.isPostponed = false;
}

/** What the process keeps until its next message. */
export function settled(turn: Turn): StatemState {
  const { module, parent, state, data, postponed, timeouts } = turn;
  return { module, parent, state, data, postponed, timeouts };
}
