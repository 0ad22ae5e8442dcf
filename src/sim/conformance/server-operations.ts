/** Operations about gen_servers. */

import type { Blocking, Pid, Term } from "../../kernel/index.ts";
import {
  call,
  cast,
  receiveResponse,
  replyTo,
  type ServerName,
  type StartOptions,
  sendRequest,
  start,
  startLink,
  startMonitor,
  stopServer,
  waitResponse,
} from "../../otp/index.ts";
import { instruction, SERVER } from "./instruction.ts";
import { isRecord, type Json, type Op, record, text } from "./json.ts";
import { addressOf, MS_US, type OperationTable, type Run, refOf, serverOf, timeUs } from "./operation.ts";
import { Unlabelled } from "./world.ts";

function* startServer(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const label = text(op, "as") ?? "";
  if (world.pids.has(label)) throw new Unlabelled("$duplabel");
  const args = { label, spec: op, init: record(op["init"]) } as Term;
  const options: StartOptions = {
    ...(op["name"] === undefined ? {} : { name: nameOf(run, op["name"]) as never }),
    ...(typeof op["timeout"] === "number" ? { timeoutUs: op["timeout"] * MS_US } : {}),
  };
  if (op["how"] === "start_monitor") {
    const result = yield* startMonitor(ctx, SERVER, args, options);
    if (result[0] === "ok") world.nameRef(text(op, "ref"), (result[1] as readonly [Pid, never])[1]);
    return world.encode(result);
  }
  const result = op["how"] === "start_link" ? startLink : start;
  return world.encode(yield* result(ctx, SERVER, args, options));
}

function nameOf({ world }: Run, name: Json | undefined): Term {
  if (!isRecord(name)) return name as Term;
  const [registry, key] = name["via"] as readonly [string, Json];
  return ["via", registry, world.decode(key)];
}

function target(run: Run, to: Json | undefined): ServerName {
  if (isRecord(to) && "via" in to) return nameOf(run, to) as never;
  return serverOf(run, to);
}

function* stop(run: Run, op: Op): Blocking<Json> {
  const { ctx, world } = run;
  const reason = op["reason"] === undefined ? "normal" : world.decode(op["reason"]);
  return yield* stopServer(ctx, target(run, op["to"]), reason, timeUs(op["timeout"] ?? "infinity", 0));
}

export const SERVER_OPERATIONS: OperationTable = {
  "gs.start": startServer,
  "gs.stop": stop,
  *"gs.call"(run, op) {
    const { ctx, world } = run;
    const us = timeUs(op["timeout"], 5000);
    return world.encode(yield* call(ctx, target(run, op["to"]), instruction(op["cb"]), us));
  },
  "gs.cast": (run, op) => {
    cast(run.ctx, target(run, op["to"]), instruction(op["cb"]));
    return "ok";
  },
  "gs.info": (run, op) => {
    run.ctx.send(addressOf(run, op["to"]), instruction(op["cb"]));
    return "ok";
  },
  "gs.save_from": ({ ctx, world }, op) => {
    const from = world.lastFroms.get(ctx.self);
    if (from !== undefined) world.froms.set(text(op, "as") ?? "", from);
    return "ok";
  },
  "gs.reply": ({ ctx, world }, op) => {
    const from = world.froms.get(text(op, "from") ?? "");
    if (from === undefined) throw new Unlabelled("$noref");
    replyTo(ctx, from, world.decode(op["v"]));
    return "ok";
  },
  "gs.send_request": (run, op) => {
    run.world.nameRef(text(op, "as"), sendRequest(run.ctx, target(run, op["to"]), instruction(op["cb"])));
    return "ok";
  },
  *"gs.receive_response"(run, op) {
    return run.world.encode(yield* receiveResponse(run.ctx, refOf(run, op["ref"]), timeUs(op["timeout"], 0)));
  },
  *"gs.wait_response"(run, op) {
    return run.world.encode(yield* waitResponse(run.ctx, refOf(run, op["ref"]), timeUs(op["timeout"], 0)));
  },
};
