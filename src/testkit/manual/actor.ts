/**
 * A gen_server for tests of single rules: every callback answers what the message says, and tells observers what it
 * sees. Its messages, for any callback: `["ret", result]` returns that result, `["later", us]` answers the call later.
 */

import { type Context, error, isTagged, type Pid, raiseThrow, type Term } from "../../kernel/index.ts";
import {
  defineServer,
  type From,
  noreply,
  reply,
  replyTo,
  start,
  started,
  startLink,
} from "../../otp/index.ts";
import { type Played, pause, play, role, tell } from "./play.ts";

function act(message: Term): unknown {
  if (isTagged(message, "ret")) return message[1];
  if (isTagged(message, "throw")) return raiseThrow(message[1]);
  return isTagged(message, "error") ? error(message[1]) : undefined;
}

export const actor = defineServer<Term>("actor", {
  *init(ctx: Context, how: Term) {
    tell(ctx, ["init", how]);
    if (isTagged(how, "slow")) yield* pause(how[1] as number);
    ctx.trapExit(isTagged(how, "trap"));
    return (act(how) ?? started("s0")) as never;
  },
  handleCall(ctx: Context, request: Term, from: From, state) {
    if (isTagged(request, "later")) {
      ctx.sendAfter(request[1] as number, ctx.self, ["answer", from]);
      return noreply(state);
    }
    return (act(request) ?? reply(["echo", request, state], state)) as never;
  },
  handleCast(ctx: Context, request: Term, state) {
    tell(ctx, ["cast", request]);
    return (act(request) ?? noreply(state)) as never;
  },
  handleInfo(ctx, message, state) {
    if (isTagged(message, "answer")) replyTo(ctx, message[1] as From, "late");
    else tell(ctx, ["info", isTagged(message, "EXIT") ? ["EXIT", message[2]] : message, ctx.now()]);
    return (act(message) ?? noreply(state)) as never;
  },
  handleContinue(ctx: Context, argument: Term, state) {
    tell(ctx, ["continue", argument, state]);
    return (act(argument) ?? noreply(state)) as never;
  },
  *terminate(ctx, reason, state) {
    tell(ctx, ["terminate", reason, state]);
    if (isTagged(reason, "slow")) yield* pause(reason[1] as number);
    if (isTagged(reason, "throw")) raiseThrow(reason[1]);
    if (isTagged(reason, "crash")) error(reason[1]);
  },
});

/** Plays a script that has started the actor, linked and under the name `s`, from a process that traps exits. */
export function withActor(how: Term, script: (ctx: Context, server: Pid) => Generator | undefined): Played {
  return play(
    {
      *main(ctx) {
        ctx.trapExit(true);
        const [, pid] = (yield* startLink(ctx, "actor", how, { name: "s" })) as readonly Term[];
        const more = script(ctx, pid as Pid);
        if (more !== undefined) yield* more as Generator<never>;
      },
    },
    { modules: [actor] },
  );
}

/** Exit reason of a process that does this beside a running actor. */
export const endOf = (act: (ctx: Context) => unknown, how: Term = null): Term => {
  const { ends } = play(
    {
      *main(ctx) {
        ctx.trapExit(true);
        yield* start(ctx, "actor", how, { name: "s" });
        ctx.spawn(role("caller"), { label: "caller" });
        yield* pause(20_000_000);
      },
      caller: act,
    },
    { modules: [actor] },
  );
  return ends.find(([who]) => who === "caller")?.[1];
};
