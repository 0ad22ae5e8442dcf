/**
 * Inputs: everything that reaches the world from outside. A run is a function of its scenario, its seed and this list.
 *
 * An input takes effect at its virtual time before any other event of that instant. The world gives a new input the
 * next free microsecond, so that replaying the list puts it after exactly the same events.
 */

import { err, ok, type Result } from "../base/index.ts";
import { parseExitReason } from "./exit-reason.ts";

export type Action =
  | { readonly kind: "kill_process"; readonly target: string; readonly reason: "kill" | "crash" }
  /** The process ends by itself with this reason, as OTP writes it: `normal`, `shutdown`, `{shutdown, done}`, `oops`. */
  | { readonly kind: "exit_process"; readonly target: string; readonly reason: string }
  | { readonly kind: "suspend_process" | "resume_process"; readonly target: string }
  | { readonly kind: "crash_node" | "restart_node" | "pause_node" | "resume_node"; readonly target: string }
  | { readonly kind: "cut_link" | "heal_link"; readonly target: string }
  | { readonly kind: "partition"; readonly target: string; readonly group: readonly string[] }
  | { readonly kind: "heal_all"; readonly target: string }
  | { readonly kind: "loss"; readonly target: string; readonly percent: number }
  | { readonly kind: "propose"; readonly target: string; readonly value: number | string | boolean };

export interface InputRecord {
  readonly atUs: number;
  readonly action: Action;
}

export const ACTION_KINDS = [
  "kill_process",
  "exit_process",
  "suspend_process",
  "resume_process",
  "crash_node",
  "restart_node",
  "pause_node",
  "resume_node",
  "cut_link",
  "heal_link",
  "partition",
  "heal_all",
  "loss",
  "propose",
] as const satisfies readonly Action["kind"][];

/** Checks the shape of an action that came from outside. */
export function parseAction(value: unknown): Result<Action> {
  if (typeof value !== "object" || value === null)
    return err("an action must be an object with kind and target");
  const { kind, target } = value as { kind?: unknown; target?: unknown };
  if (!ACTION_KINDS.some((known) => known === kind)) {
    return err(`unknown action "${String(kind)}"; known: ${ACTION_KINDS.join(", ")}`);
  }
  if (typeof target !== "string" || target === "")
    return err(`${String(kind)} needs a target, e.g. "n3" or "<n3.17>"`);
  return parseFields(kind as Action["kind"], target, value as Record<string, unknown>);
}

function parseFields(kind: Action["kind"], target: string, fields: Record<string, unknown>): Result<Action> {
  switch (kind) {
    case "kill_process":
      if (fields["reason"] !== "kill" && fields["reason"] !== "crash")
        return err("kill_process needs reason kill or crash");
      return ok({ kind, target, reason: fields["reason"] });
    case "exit_process": {
      const reason = parseExitReason(fields["reason"]);
      return reason.ok ? ok({ kind, target, reason: fields["reason"] as string }) : reason;
    }
    case "partition": {
      const group = fields["group"];
      if (!Array.isArray(group) || group.length === 0 || !group.every((name) => typeof name === "string")) {
        return err('partition needs a group of node names, e.g. ["n1","n2"]');
      }
      return ok({ kind, target, group });
    }
    case "loss": {
      const percent = fields["percent"];
      if (typeof percent !== "number" || !(percent >= 0 && percent <= 100))
        return err("loss needs percent from 0 to 100");
      return ok({ kind, target, percent });
    }
    case "propose": {
      const proposed = fields["value"];
      if (typeof proposed === "number" || typeof proposed === "string" || typeof proposed === "boolean") {
        return ok({ kind, target, value: proposed });
      }
      return err("propose needs a value: a number, text or true/false");
    }
    default:
      return ok({ kind, target });
  }
}

/** Node index of "n3"; undefined when it is not a node name of a world with `count` nodes. */
export function nodeIndexOf(name: string, count: number): number | undefined {
  const match = /^n([1-9]\d*)$/.exec(name);
  const index = match === null ? Number.NaN : Number(match[1]) - 1;
  return index < count ? index : undefined;
}

/** Node index and serial of "<n3.17>". */
export function parsePid(text: string): { readonly node: number; readonly serial: number } | undefined {
  const match = /^<n([1-9]\d*)\.([1-9]\d*)>$/.exec(text);
  return match === null ? undefined : { node: Number(match[1]) - 1, serial: Number(match[2]) };
}

/** The two node indexes of "n1-n2". */
export function parseLink(text: string, count: number): readonly [number, number] | undefined {
  const [left, right, ...rest] = text.split("-");
  const a = nodeIndexOf(left ?? "", count);
  const b = nodeIndexOf(right ?? "", count);
  return rest.length > 0 || a === undefined || b === undefined || a === b ? undefined : [a, b];
}

/** The action in words, for the journal list and the narration. */
export function describeAction(action: Action): string {
  switch (action.kind) {
    case "kill_process":
      return action.reason === "kill" ? `kill ${action.target}` : `crash ${action.target}`;
    case "exit_process":
      return `end ${action.target} with reason ${action.reason}`;
    case "suspend_process":
      return `suspend ${action.target}`;
    case "resume_process":
      return `resume ${action.target}`;
    case "crash_node":
      return `crash node ${action.target}`;
    case "restart_node":
      return `restart node ${action.target}`;
    case "pause_node":
      return `pause node ${action.target}`;
    case "resume_node":
      return `resume node ${action.target}`;
    case "cut_link":
      return `cut link ${action.target}`;
    case "heal_link":
      return `heal link ${action.target}`;
    case "partition":
      return `cut ${action.group.join(", ")} off from the rest`;
    case "heal_all":
      return "heal every link";
    case "loss":
      return `lose ${action.percent} % on link ${action.target}`;
    case "propose":
      return `propose ${action.target} = ${String(action.value)}`;
  }
}
