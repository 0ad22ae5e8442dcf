/** Operations about tasks and task supervisors. */

import type { Blocking, Mfa, Pid, Term } from "../../kernel/index.ts";
import {
  type Task,
  type TaskOptions,
  taskAsync,
  taskAwait,
  taskAwaitMany,
  taskIgnore,
  taskShutdown,
  taskStart,
  taskStream,
  taskSupervisor,
  taskYield,
  taskYieldMany,
} from "../../otp/index.ts";
import { type Json, type JsonRecord, list, type Op, record, text } from "./json.ts";
import { type OperationTable, pidOf, type Run, serverOf, timeUs } from "./operation.ts";
import { Unlabelled } from "./world.ts";

function workOf(op: JsonRecord): Mfa {
  return ["fixture_task", "run", [op as Term]];
}

function taskOptions(run: Run, op: JsonRecord): TaskOptions {
  return {
    label: text(op, "as") ?? "task",
    ...(op["shutdown"] === undefined ? {} : { shutdown: run.world.decode(op["shutdown"]) as never }),
    ...(op["restart"] === undefined ? {} : { restart: op["restart"] as never }),
  };
}

function named(run: Run, op: JsonRecord, task: Task): Json {
  const label = text(op, "as") ?? "";
  run.world.nameProcess(label, task.pid);
  run.world.nameRef(label, task.ref);
  run.world.tasks.set(label, task);
  return "ok";
}

function taskOf(run: Run, label: Json | undefined): Task {
  const task = run.world.tasks.get(label as string);
  if (task === undefined) throw new Unlabelled("$noref");
  return task;
}

function* start(run: Run, op: Op): Blocking<Json> {
  const number = (key: string, option: string) => (typeof op[key] === "number" ? { [option]: op[key] } : {});
  const result = yield* taskSupervisor.startLink(run.ctx, {
    ...number("max_children", "maxChildren"),
    ...number("max_restarts", "maxRestarts"),
  });
  if (result[0] === "ok") run.world.nameProcess(text(op, "as") ?? "", result[1] as never);
  return run.world.encode(result);
}

function unsupervised(run: Run, op: Op): Json {
  const label = text(op, "as") ?? "";
  const pid = taskStart(run.ctx, workOf(op), { link: op.op === "task.start_link", label });
  run.world.nameProcess(label, pid);
  return run.world.encode(["ok", pid]);
}

const STREAM_OPTIONS: Readonly<Record<string, string>> = {
  max_concurrency: "maxConcurrency",
  ordered: "ordered",
  timeout: "timeoutUs",
  on_timeout: "onTimeout",
};

function* stream(run: Run, op: Op): Blocking<Json> {
  const options: Record<string, Json> = { link: op["link"] === true };
  for (const [key, value] of list(op, "opts") as readonly (readonly [string, Json])[]) {
    options[STREAM_OPTIONS[key] ?? key] = key === "timeout" ? timeUs(value, 0) : value;
  }
  const items = list(op, "items").map((item) => ({
    work: workOf(record(item)),
    // The tasks of a stream have its shutdown.
    options: taskOptions(run, { ...record(item), shutdown: options["shutdown"] }),
  }));
  const results = yield* taskStream(run.ctx, serverOf(run, op["sup"]), items, options);
  return results.map((result) => run.world.encode(result));
}

export const TASK_OPERATIONS: OperationTable = {
  "ts.start": start,
  *"ts.async"(run, op) {
    const sup = serverOf(run, op["sup"]);
    return named(run, op, yield* taskSupervisor.async(run.ctx, sup, workOf(op), taskOptions(run, op)));
  },
  *"ts.async_nolink"(run, op) {
    const sup = serverOf(run, op["sup"]);
    return named(run, op, yield* taskSupervisor.asyncNolink(run.ctx, sup, workOf(op), taskOptions(run, op)));
  },
  *"ts.start_child"(run, op) {
    const sup = serverOf(run, op["sup"]);
    const result = yield* taskSupervisor.startChild(run.ctx, sup, workOf(op), taskOptions(run, op));
    if (result[0] === "ok") run.world.nameProcess(text(op, "as") ?? "", result[1] as Pid);
    return run.world.encode(result);
  },
  "ts.stream": stream,
  *"ts.children"(run, op) {
    const pids = yield* taskSupervisor.children(run.ctx, serverOf(run, op["sup"]));
    return pids.map((pid) => run.world.pidLabel(pid));
  },
  *"ts.terminate_child"(run, op) {
    const child = pidOf(run, op["child"]);
    return run.world.encode(yield* taskSupervisor.terminateChild(run.ctx, serverOf(run, op["sup"]), child));
  },
  "task.async": (run, op) => named(run, op, taskAsync(run.ctx, workOf(op), text(op, "as"))),
  "task.start": unsupervised,
  "task.start_link": unsupervised,
  *"task.await"(run, op) {
    return run.world.encode(yield* taskAwait(run.ctx, taskOf(run, op["task"]), timeUs(op["timeout"], 5000)));
  },
  *"task.yield"(run, op) {
    return run.world.encode(yield* taskYield(run.ctx, taskOf(run, op["task"]), timeUs(op["timeout"], 5000)));
  },
  *"task.await_many"(run, op) {
    const tasks = list(op, "tasks").map((label) => taskOf(run, label));
    const values = yield* taskAwaitMany(run.ctx, tasks, timeUs(op["timeout"], 5000));
    return values.map((value) => run.world.encode(value));
  },
  *"task.yield_many"(run, op) {
    const tasks = list(op, "tasks").map((label) => taskOf(run, label));
    const outcomes = yield* taskYieldMany(run.ctx, tasks, timeUs(op["timeout"], 5000));
    return outcomes.map((outcome) => run.world.encode(outcome));
  },
  *"task.shutdown"(run, op) {
    const how = op["how"] === "brutal_kill" ? "brutal_kill" : timeUs(op["how"], 5000);
    return run.world.encode(yield* taskShutdown(run.ctx, taskOf(run, op["task"]), how));
  },
  *"task.ignore"(run, op) {
    return run.world.encode(yield* taskIgnore(run.ctx, taskOf(run, op["task"])));
  },
};
