/**
 * Exit reasons as a person writes them: an atom, or a tuple of atoms (`{shutdown, done}`), in Erlang's notation.
 *
 * Invariant: a reason that is accepted prints as it was written, up to spaces.
 */

import { err, ok, type Result } from "../base/index.ts";
import type { Term } from "../kernel/index.ts";

const ATOM = /^[a-z][a-z0-9_@]{0,39}$/;
const TUPLE_MAX = 4;

/** The term, or a sentence that says how a reason is written. `kill` is refused: it is a signal, not a way to end. */
export function parseExitReason(text: unknown): Result<Term> {
  if (typeof text !== "string") return err("exit_process needs a reason, e.g. normal or {shutdown, done}");
  const trimmed = text.trim();
  if (trimmed === "kill") return err("kill is an exit signal, not a reason to end with; use kill_process");
  if (ATOM.test(trimmed)) return ok(trimmed);
  const atoms = /^\{(.*)\}$/
    .exec(trimmed)?.[1]
    ?.split(",")
    .map((part) => part.trim());
  if (atoms !== undefined && atoms.length <= TUPLE_MAX && atoms.every((atom) => ATOM.test(atom)))
    return ok(atoms);
  return err(
    `"${trimmed}" is no exit reason; write an atom such as oops or a tuple such as {shutdown, done}`,
  );
}
