/** Operations of plain processes: signals, links, monitors, names, timers, aliases, receive. */

import { ensure } from "../../base/index.ts";
import {
  type AliasMode,
  type Blocking,
  error,
  isTagged,
  Ref,
  receiveWithin,
  type Term,
  TIMEOUT,
} from "../../kernel/index.ts";
import { sameTerm } from "../../otp/index.ts";
import { isCommand } from "./command.ts";
import { isRecord, type Json, list, type Op, text } from "./json.ts";
import { addressOf, MS_US, type OperationTable, pidOf, type Run, refOf, timeUs, tuple } from "./operation.ts";
import { Unlabelled } from "./world.ts";

function shown({ world }: Run, term: Term): Json {
  return world.encode(term);
}

function spawn(run: Run, op: Op): Json {
  const { ctx, world } = run;
  const label = text(op, "as") ?? "";
  if (world.pids.has(label)) throw new Unlabelled("$duplabel");
  const mfa = [
    "actor",
    "start",
    [label, { trap: op["trap"] === true, end: op["end"] === true, ops: list(op, "ops") }],
  ] as const;
  const how = op["how"] ?? "spawn";
  if (how === "monitor") {
    const [pid, ref] = ctx.spawnMonitor(mfa, { label });
    world.nameProcess(label, pid);
    world.nameRef(text(op, "ref"), ref);
    return tuple(shown(run, pid), shown(run, ref));
  }
  const pid = ctx.spawn(mfa, { label, link: how === "link" });
  world.nameProcess(label, pid);
  return shown(run, pid);
}

function* recv(run: Run, op: Op): Blocking<Json> {
  const wanted = matcher(run, op["match"]);
  const message = yield* receiveWithin(timeUs(op["timeout"], 0), (one) => !isCommand(one) && wanted(one));
  return message === TIMEOUT ? "timeout" : tuple("msg", shown(run, message as Term));
}

function matcher(run: Run, match: Json | undefined): (message: Term) => boolean {
  if (!isRecord(match)) return () => true;
  const { world } = run;
  if ("eq" in match) {
    const wanted = world.decode(match["eq"]);
    return (message) => sameTerm(message, wanted);
  }
  if (typeof match["tag"] === "string") return (message) => isTagged(message, match["tag"] as string);
  if (match["exit"] !== undefined) {
    const pid = pidOf(run, match["exit"]);
    return (message) => isTagged(message, "EXIT") && message[1] === pid;
  }
  const ref = refOf(run, match["down"]);
  return (message) => isTagged(message, "DOWN") && message[1] === ref;
}

function* flush(run: Run): Blocking<Json> {
  const all: Json[] = [];
  for (;;) {
    const message = yield* receiveWithin(0, (one) => !isCommand(one));
    if (message === TIMEOUT) return all;
    all.push(shown(run, message as Term));
  }
}

/** Where monitors and timers may point: an alias is no place for them. */
function processOf(run: Run, to: Json | undefined) {
  const address = addressOf(run, to);
  return address instanceof Ref ? error("badarg") : address;
}

function monitor(run: Run, op: Op): Json {
  const alias = text(op, "alias") as AliasMode | undefined;
  const to = processOf(run, op["to"]) as never;
  const ref = run.ctx.monitor(to, alias === undefined ? undefined : { alias });
  run.world.nameRef(text(op, "as"), ref);
  return shown(run, ref);
}

function demonitor(run: Run, op: Op): Json {
  const opts = list(op, "opts");
  const found = run.ctx.demonitor(refOf(run, op["ref"]), { flush: opts.includes("flush") });
  return opts.includes("info") ? found : true;
}

function self({ ctx, world }: Run) {
  return ensure(world.node?.find(ctx.self), "the process that runs is alive");
}

function timer(run: Run, op: Op): Json {
  const { ctx, world } = run;
  const to = processOf(run, op["to"]);
  const us = timeUs(op["ms"], 0);
  const message = world.decode(op["msg"]);
  const ref = op.op === "send_after" ? ctx.sendAfter(us, to, message) : ctx.startTimer(us, to, message);
  world.nameRef(text(op, "as"), ref);
  return shown(run, ref);
}

function remaining(us: number | false): Json {
  return us === false ? false : us / MS_US;
}

export const PROCESS_OPERATIONS: OperationTable = {
  spawn,
  recv,
  flush,
  monitor,
  demonitor,
  self: (run) => shown(run, run.ctx.self),
  link: (run, op) => {
    run.ctx.link(pidOf(run, op["to"]));
    return true;
  },
  unlink: (run, op) => {
    run.ctx.unlink(pidOf(run, op["to"]));
    return true;
  },
  trap_exit: (run, op) => run.ctx.trapExit(op["value"] === true),
  exit2: (run, op) => {
    run.ctx.exit(pidOf(run, op["to"]), run.world.decode(op["reason"]));
    return true;
  },
  send: (run, op) => {
    run.ctx.send(addressOf(run, op["to"]), run.world.decode(op["msg"]));
    return "ok";
  },
  register: (run, op) => {
    run.ctx.register(text(op, "name") ?? "", pidOf(run, op["to"]));
    return true;
  },
  unregister: (run, op) => {
    run.ctx.unregister(text(op, "name") ?? "");
    return true;
  },
  whereis: (run, op) => shown(run, run.ctx.whereis(text(op, "name") ?? "")),
  /** is_process_alive waits for the signals sent before it. */
  *alive(run, op) {
    const pid = pidOf(run, op["to"]);
    yield* receiveWithin(0, () => false);
    return run.ctx.isAlive(pid);
  },
  links: (run) => Array.from(self(run).linkedPids(), (pid) => run.world.pidLabel(pid)),
  monitors: (run) =>
    Array.from(self(run).monitored(), (target) =>
      typeof target === "string" ? tuple("name", target) : run.world.pidLabel(target as never),
    ),
  monitored_by: (run) => Array.from(self(run).watchers(), ({ owner }) => run.world.pidLabel(owner)),
  send_after: timer,
  start_timer: timer,
  cancel_timer: (run, op) => remaining(run.ctx.cancelTimer(refOf(run, op["ref"]))),
  read_timer: (run, op) => remaining(run.ctx.readTimer(refOf(run, op["ref"]))),
  alias: (run, op) => {
    const ref = run.ctx.alias({ reply: list(op, "opts").includes("reply") });
    run.world.nameRef(text(op, "as"), ref);
    return shown(run, ref);
  },
  unalias: (run, op) => run.ctx.unalias(refOf(run, op["ref"])),
  *sleep(_run, op) {
    yield* receiveWithin(timeUs(op["ms"], 0), () => false);
    return "ok";
  },
};
