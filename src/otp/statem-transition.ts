/**
 * What the result of a callback does to the machine (gen_statem.erl: loop_state_callback_result, loop_actions_list).
 *
 * Actions are done one by one in their order: replies leave at once, also when a later action makes no sense.
 */

import { type Context, isTagged, Raise, type Term } from "../kernel/index.ts";
import { sameTerm } from "./same-term.ts";
import { replyTo } from "./server-call.ts";
import { isEventType, isFrom } from "./statem-results.ts";
import { asTimeoutAction } from "./statem-timeouts.ts";
import { closeTransition, type Turn } from "./statem-turn.ts";

/** The end of a machine: why, and what `terminate` is told. */
export interface Ending {
  readonly cause: Raise;
  readonly state: Term;
  readonly data: Term;
}

/** Does what a result says; the machine's end, if it is one. */
export function followResult(
  ctx: Context,
  turn: Turn,
  result: unknown,
  hasEnterCalls: boolean,
): Ending | undefined {
  const tuple = (Array.isArray(result) ? result : [result]) as readonly Term[];
  const isRepeated = tuple[0] === "repeat_state" || tuple[0] === "repeat_state_and_data";
  switch (`${String(tuple[0])}/${tuple.length}`) {
    case "next_state/3":
    case "next_state/4": {
      const isChange = !sameTerm(tuple[1], turn.nextState);
      if (isChange && turn.isEntering)
        return wrong(turn, "bad_state_enter_return_from_state_function", tuple);
      if (isChange) turn.nextState = tuple[1];
      turn.nextData = tuple[2];
      return followActions(ctx, turn, tuple[3], isChange && hasEnterCalls);
    }
    case "keep_state/2":
    case "keep_state/3":
    case "repeat_state/2":
    case "repeat_state/3":
      turn.nextData = tuple[1];
      return followActions(ctx, turn, tuple[2], isRepeated && hasEnterCalls);
    case "keep_state_and_data/1":
    case "keep_state_and_data/2":
    case "repeat_state_and_data/1":
    case "repeat_state_and_data/2":
      return followActions(ctx, turn, tuple[1], isRepeated && hasEnterCalls);
    case "stop/1":
    case "stop/2":
    case "stop/3":
      return stopping(turn, tuple.length === 1 ? "normal" : tuple[1], tuple.slice(2));
    case "stop_and_reply/3":
    case "stop_and_reply/4":
      return stopAfterReplies(ctx, turn, tuple);
    default:
      return wrong(turn, "bad_return_from_state_function", result as Term);
  }
}

/** Does the actions, then what follows them: an enter call, or the end of the transition. */
export function followActions(
  ctx: Context,
  turn: Turn,
  actions: Term,
  isEnterDue: boolean,
): Ending | undefined {
  const list =
    actions === undefined ? [] : ((Array.isArray(actions) ? actions : [actions]) as readonly Term[]);
  for (const action of list) {
    const ending = doAction(ctx, turn, action);
    if (ending !== undefined) return ending;
  }
  turn.isEntering = isEnterDue;
  if (!isEnterDue) closeTransition(ctx, turn);
  return undefined;
}

function doAction(ctx: Context, turn: Turn, action: Term): Ending | undefined {
  if (action === "hibernate") return undefined;
  if (action === "postpone") return postpone(turn, action, true);
  if (Array.isArray(action) && typeof action[1] === "boolean" && action.length === 2) {
    if (action[0] === "postpone") return postpone(turn, action, action[1]);
    if (action[0] === "hibernate") return undefined;
  }
  if (isTagged(action, "reply") && action.length === 3 && isFrom(action[1])) {
    replyTo(ctx, action[1], action[2]);
    return undefined;
  }
  if (isTagged(action, "next_event") && action.length === 3) {
    if (turn.isEntering) return wrongEnterAction(turn, action);
    if (!isEventType(action[1])) return wrongAction(turn, action);
    turn.inserted.push([action[1], action[2]]);
    return undefined;
  }
  const timeout = asTimeoutAction(action);
  if (timeout === undefined) return wrongAction(turn, action);
  turn.timeoutActions.push(timeout);
  return undefined;
}

function postpone(turn: Turn, action: Term, value: boolean): Ending | undefined {
  if (turn.isEntering && value) return wrongEnterAction(turn, action);
  turn.isPostponed = value;
  return undefined;
}

function stopAfterReplies(ctx: Context, turn: Turn, tuple: readonly Term[]): Ending {
  const [, reason, replies] = tuple;
  const ending = stopping(turn, reason, tuple.slice(3));
  for (const reply of (Array.isArray(replies) ? replies : [replies]) as readonly Term[]) {
    if (!isTagged(reply, "reply") || reply.length !== 3 || !isFrom(reply[1])) {
      return { ...ending, cause: new Raise("error", ["bad_reply_action_from_state_function", reply]) };
    }
    replyTo(ctx, reply[1], reply[2]);
  }
  return ending;
}

/** An end with this reason, and with new data when there is some. */
function stopping(turn: Turn, reason: Term, newData: readonly Term[]): Ending {
  const data = newData.length === 0 ? turn.nextData : newData[0];
  return { cause: new Raise("exit", reason), state: turn.nextState, data };
}

function wrong(turn: Turn, what: string, value: Term): Ending {
  return { cause: new Raise("error", [what, value]), state: turn.nextState, data: turn.nextData };
}

function wrongAction(turn: Turn, action: Term): Ending {
  return wrong(turn, "bad_action_from_state_function", action);
}

function wrongEnterAction(turn: Turn, action: Term): Ending {
  return wrong(turn, "bad_state_enter_action_from_state_function", action);
}
