/**
 * The supervision tree of a node, read from its processes: supervisors, their children (also those that are stopped or
 * being restarted), and the processes nobody supervises.
 *
 * Invariant (S13 of the platform): apart from the node's first process, every live process is somebody's child or is
 * linked to its spawner; the rest are orphans.
 */

import { formatTerm, type Node, Pid, type Process } from "../../kernel/index.ts";
import {
  readSupervisor,
  type SupervisedChild,
  type SupervisorView,
  serverModuleOf,
} from "../../otp/index.ts";

export type TreeKind = "supervisor" | "worker" | "agent";

export interface TreeRow {
  /** Ids from the root down; stable across restarts. */
  readonly path: string;
  readonly parentPath: string | undefined;
  readonly depth: number;
  readonly kind: TreeKind;
  readonly label: string;
  readonly process: Process | undefined;
  /** How its supervisor sees it; undefined for the root. */
  readonly child: SupervisedChild | undefined;
  /** What it is as a supervisor; undefined for workers. */
  readonly supervisor: SupervisorView | undefined;
}

export interface Tree {
  readonly rows: readonly TreeRow[];
  /** Looked for when it is first asked for: it takes a look at every process. */
  readonly orphans: readonly Process[];
}

/** Callback modules whose processes are agents. */
const AGENT_MODULES: ReadonlySet<string> = new Set(["learner"]);

export function kindOf(process: Process): TreeKind {
  const module = serverModuleOf(process);
  if (module !== undefined && AGENT_MODULES.has(module)) return "agent";
  return readSupervisor(process) === undefined ? "worker" : "supervisor";
}

export function readTree(node: Node): Tree {
  const supervised = new Set<Process>();
  const rows: TreeRow[] = [];
  const add = (
    process: Process | undefined,
    child: SupervisedChild | undefined,
    parent: TreeRow | undefined,
  ): void => {
    const label = child === undefined ? (process?.label ?? "?") : formatTerm(child.id, 40);
    const supervisor = process === undefined ? undefined : readSupervisor(process);
    const kind =
      process === undefined ? (child?.type === "supervisor" ? "supervisor" : "worker") : kindOf(process);
    const path = `${parent?.path ?? node.name}/${label}`;
    const row = {
      path,
      parentPath: parent?.path,
      depth: (parent?.depth ?? 0) + 1,
      kind,
      label,
      process,
      child,
      supervisor,
    };
    rows.push(row);
    if (process !== undefined) supervised.add(process);
    for (const below of supervisor?.children ?? []) {
      const pid = below.pid instanceof Pid ? below.pid : undefined;
      add(pid === undefined ? undefined : node.find(pid), below, row);
    }
  };
  const supervisors = supervisorsOf(node);
  const children = childPids(supervisors);
  for (const [process] of supervisors) {
    if (!children.has(process.pid)) add(process, undefined, undefined);
  }
  let orphans: readonly Process[] | undefined;
  return {
    rows,
    get orphans() {
      orphans ??= node.processes().filter((process) => !supervised.has(process) && !isRootOrHelper(process));
      return orphans;
    },
  };
}

/** In slot order. Over the slots themselves: among a million processes few are supervisors. */
function supervisorsOf(node: Node): readonly (readonly [Process, SupervisorView])[] {
  const found: (readonly [Process, SupervisorView])[] = [];
  for (const process of node.slots) {
    if (process?.loop === undefined) continue;
    const view = readSupervisor(process);
    if (view !== undefined) found.push([process, view]);
  }
  return found;
}

function childPids(supervisors: readonly (readonly [Process, SupervisorView])[]): ReadonlySet<Pid> {
  const pids = new Set<Pid>();
  for (const [, view] of supervisors) {
    for (const child of view.children) if (child.pid instanceof Pid) pids.add(child.pid);
  }
  return pids;
}

/** The node's first process, one still starting, or one that will die with the process that spawned it. */
function isRootOrHelper(process: Process): boolean {
  if (process.parent === undefined || process.loop === undefined) return true;
  return process.isLinkedTo(process.parent);
}
