/** Carrying out a list of operations in the process that runs, and logging what came of each. */

import { type Blocking, type Context, isBlocking, Raise } from "../../kernel/index.ts";
import { AGENT_OPERATIONS } from "./agent-operations.ts";
import { DYNAMIC_OPERATIONS } from "./dynamic-operations.ts";
import type { Json, Op } from "./json.ts";
import type { OperationTable } from "./operation.ts";
import { PROCESS_OPERATIONS } from "./process-operations.ts";
import { REGISTRY_OPERATIONS } from "./registry-operations.ts";
import { SERVER_OPERATIONS } from "./server-operations.ts";
import { SUPERVISOR_OPERATIONS } from "./supervisor-operations.ts";
import { TASK_OPERATIONS } from "./task-operations.ts";
import { Unlabelled, type World } from "./world.ts";

const OPERATIONS: OperationTable = {
  ...PROCESS_OPERATIONS,
  ...SERVER_OPERATIONS,
  ...SUPERVISOR_OPERATIONS,
  ...DYNAMIC_OPERATIONS,
  ...TASK_OPERATIONS,
  ...REGISTRY_OPERATIONS,
  ...AGENT_OPERATIONS,
};

/** They end the process, so they never complete and are not logged. */
const RAISING = new Set(["exit", "error", "throw"]);

export function* runOperations(ctx: Context, world: World, list: readonly Op[]): Blocking<void> {
  for (const op of list) {
    if (RAISING.has(op.op)) {
      throw new Raise(op.op as "exit" | "error" | "throw", world.decode(op["reason"]));
    }
    world.logOperation(ctx.self, op.op, yield* runOperation(ctx, world, op));
  }
}

function* runOperation(ctx: Context, world: World, op: Op): Blocking<Json> {
  const operation = OPERATIONS[op.op];
  if (operation === undefined) throw new Error(`no operation "${op.op}"`);
  try {
    const result = operation({ ctx, world }, op);
    return isBlocking(result) ? yield* result : result;
  } catch (raised) {
    if (raised instanceof Unlabelled) return raised.word;
    if (!(raised instanceof Raise)) throw raised;
    return { raise: [raised.class, world.encode(raised.reason)] };
  }
}
