/** Exit reasons in plain English: what OTP's term says about how a process ended. */

import { decideRestart, formatTerm, type Term } from "../../sim/index.ts";

/** Errors of the runtime by name (Erlang reference manual, "Exit Reasons"). */
const ERRORS: Readonly<Record<string, string>> = {
  badarg: "a function got an argument it cannot use",
  badarith: "it calculated with something that is not a number",
  badmatch: "a value did not match the expected pattern",
  case_clause: "no branch of a case fitted",
  function_clause: "no clause of a function fitted its arguments",
  if_clause: "no branch of an if was true",
  undef: "it called a function that does not exist",
  system_limit: "a limit of the system was reached",
};

const ATOMS: Readonly<Record<string, string>> = {
  normal: "It had finished and ended by itself; nothing went wrong.",
  shutdown: "An orderly stop, as a supervisor asks for it; nothing went wrong.",
  killed: "Somebody sent exit(pid, kill). It cannot be trapped, and terminate does not run.",
  kill: "It ended with the word kill as its reason; unlike the signal this can be trapped.",
  noproc: "It was linked to, or called, a process that does not exist.",
  noconnection: "The connection to another node was lost.",
  timeout: "It waited for an answer that did not come in time.",
};

/** One sentence. `undefined` stands for a reason nobody was left to hear. */
export function explainReason(reason: Term): string {
  if (reason === undefined) return "Nobody was left to be told why.";
  if (typeof reason === "string") return ATOMS[reason] ?? abnormal(reason);
  if (!Array.isArray(reason)) return abnormal(reason);
  const [first, second] = reason as readonly Term[];
  if (first === "shutdown" && reason.length === 2)
    return `An orderly stop that says why: ${formatTerm(second, 60)}. It counts as shutdown.`;
  if (second === "$stack") return raised(first);
  if (first === "noproc") return "It called a process that does not exist.";
  if (first === "timeout") return "It called a process that did not answer in time.";
  if (first === "nodedown" || first === "noconnection") return "It called a process on a node that was lost.";
  return abnormal(reason);
}

/** Whether a transient child that ends so has done its work. */
export function isOrderly(reason: Term): boolean {
  return decideRestart("transient", reason) === "let_go";
}

function raised(error: Term): string {
  const text = formatTerm(error, 60);
  const known = ERRORS[typeof error === "string" ? error : formatTerm((error as readonly Term[])[0] ?? "")];
  if (Array.isArray(error) && error[0] === "nocatch") return `It threw ${text}, and nobody caught it.`;
  return known === undefined
    ? `Its code raised the error ${text}, and nothing caught it: a crash.`
    : `Its code crashed: ${known} (${text}).`;
}

function abnormal(reason: Term): string {
  return `It ended with a reason of its own, ${formatTerm(reason, 60)}: abnormal, like a crash.`;
}
