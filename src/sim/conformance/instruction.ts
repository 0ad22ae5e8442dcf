/** What operations and the fixture server agree on: the server's name and the mark of a callback instruction. */

import { isTagged, type Term } from "../../kernel/index.ts";
import { isRecord, type Json, type JsonRecord, record } from "./json.ts";
import { JSON_MARK } from "./terms.ts";

export const SERVER = "fixture_server";

/** A callback instruction as a message: `{$do, Map}`. */
export function instruction(callback: Json | undefined): Term {
  return ["$do", { [JSON_MARK]: record(callback) as Term }];
}

/** The instruction a message carries, if it does. */
export function instructionOf(message: Term): JsonRecord | undefined {
  if (!isTagged(message, "$do")) return undefined;
  const marked = record(message[1] as Json)[JSON_MARK];
  return isRecord(marked) ? marked : undefined;
}
