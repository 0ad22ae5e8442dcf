/** What tests of rules read from a process: the one place that knows where a process keeps it. */

import type { Node, Pid, Process } from "../../kernel/index.ts";

export function named(node: Node, name: string): Process | undefined {
  return node.processes().find((process) => process.name === name);
}

export function labelled(node: Node, label: string): Process | undefined {
  return node.processes().find((process) => process.label === label);
}

export function isLinked(process: Process | undefined, to: Pid | undefined): boolean {
  return to !== undefined && process?.isLinkedTo(to) === true;
}

export function trapsExits(process: Process | undefined): boolean {
  return process?.trapExit === true;
}

/** How many monitors others hold on it. */
export function watchersOf(process: Process | undefined): number {
  return process?.watchers().length ?? 0;
}
