/** How operations are handed to an actor: a mark that no message of a scenario has. */

import type { Term } from "../../kernel/index.ts";
import { isRecord, type Json, type Op } from "./json.ts";

export const ACTOR = "actor";

export function command(operations: readonly Op[]): Term {
  return { $command: operations } as Term;
}

export function isCommand(message: Term): boolean {
  return isRecord(message as Json) && Object.hasOwn(message as object, "$command");
}
