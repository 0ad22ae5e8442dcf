/** A child's moving parts, and short ordered lists of children, as pure functions. Order is start order; ids are unique. */

import type { Pid, Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { sameTerm } from "./same-term.ts";

export function findById(children: readonly Child[], id: Term): Child | undefined {
  return children.find((child) => sameTerm(child.id, id));
}

/** The child whose running process is `pid`. */
export function findByPid(children: readonly Child[], pid: Term): Child | undefined {
  for (const child of children) if (child.pid === pid && !child.restarting) return child;
  return undefined;
}

export function replaceChild(children: readonly Child[], next: Child): readonly Child[] {
  return children.map((child) => (sameTerm(child.id, next.id) ? next : child));
}

export function removeById(children: readonly Child[], id: Term): readonly Child[] {
  return children.filter((child) => !sameTerm(child.id, id));
}

export function running(child: Child, pid: Pid | undefined): Child {
  const { restarts, lastExit, backOff } = child;
  return changed(child, { pid, restarting: false, restarts, lastExit, backOff });
}

/** The child without a process, after the last end known of it. */
export function stopped(child: Child, lastExit: Child["lastExit"] = child.lastExit): Child {
  const { restarts, backOff } = child;
  return changed(child, { pid: undefined, restarting: false, restarts, lastExit, backOff });
}

export function ended(child: Child, reason: Term, atUs: number): Child {
  const { pid, restarting, restarts, backOff } = child;
  return changed(child, { pid, restarting, restarts, lastExit: { reason, atUs }, backOff });
}

/** It runs again. */
export function restarted(child: Child, pid: Pid | undefined): Child {
  const { restarts, lastExit, backOff } = child;
  return changed(child, { pid, restarting: false, restarts: restarts + 1, lastExit, backOff });
}

type MovingParts = Pick<Child, "pid" | "restarting" | "restarts" | "lastExit" | "backOff">;

/** The child with other moving parts. Written out: spreads are what a busy supervisor would spend its time on. */
function changed(child: Child, { pid, restarting, restarts, lastExit, backOff }: MovingParts): Child {
  const { id, start, restart, shutdown, type, significant, modules, restartDelay } = child;
  return {
    id,
    start,
    restart,
    shutdown,
    type,
    significant,
    modules,
    pid,
    restarting,
    restarts,
    lastExit,
    restartDelay,
    backOff,
  };
}

/** Has a process right now. */
export function isRunning(child: Child): child is Child & { readonly pid: Pid } {
  return child.pid !== undefined && !child.restarting;
}
