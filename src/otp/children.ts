/** The ordered list of a supervisor's children, as pure functions. Order is start order; ids are unique. */

import type { Pid, Term } from "../kernel/index.ts";
import type { Child } from "./child-spec.ts";
import { sameTerm } from "./same-term.ts";

export function findById(children: readonly Child[], id: Term): Child | undefined {
  return children.find((child) => sameTerm(child.id, id));
}

/** The child whose running process is `pid`. */
export function findByPid(children: readonly Child[], pid: Term): Child | undefined {
  return children.find((child) => child.pid === pid && !child.restarting);
}

export function replaceChild(children: readonly Child[], next: Child): readonly Child[] {
  return children.map((child) => (sameTerm(child.id, next.id) ? next : child));
}

export function removeById(children: readonly Child[], id: Term): readonly Child[] {
  return children.filter((child) => !sameTerm(child.id, id));
}

/** What is left of a child that is not running any more: nothing of a temporary one, else its specification. */
export function letGo(children: readonly Child[], gone: Child): readonly Child[] {
  return gone.restart === "temporary" ? removeById(children, gone.id) : replaceChild(children, stopped(gone));
}

export function running(child: Child, pid: Pid | undefined): Child {
  return { ...child, pid, restarting: false };
}

export function stopped(child: Child): Child {
  return { ...child, pid: undefined, restarting: false };
}

export function ended(child: Child, reason: Term, atUs: number): Child {
  return { ...child, lastExit: { reason, atUs } };
}

/** Has a process right now. */
export function isRunning(child: Child): child is Child & { readonly pid: Pid } {
  return child.pid !== undefined && !child.restarting;
}
