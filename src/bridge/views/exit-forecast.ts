/**
 * What would follow if a process ended now: asked of the very decision tables the supervisors use, with the children,
 * flags and restarts as they are at this moment. Nothing is changed by asking.
 *
 * The answer is a list of decisions from the process's own supervisor upwards: a supervisor that ends hands the
 * question to its own with reason `shutdown`.
 */

import {
  decideAutoShutdown,
  decideRestart,
  enterRestart,
  restartGroup,
  type SupervisedChild,
  type SupervisorView,
  type Term,
  type TreeRow,
} from "../../sim/index.ts";
import type { Family } from "./family.ts";

export type Decision = "restart" | "let_go" | "give_up" | "auto_shutdown";

export interface ForecastStep {
  /** The supervisor that decides, and the child of it that ends. */
  readonly supervisor: TreeRow;
  readonly view: SupervisorView;
  readonly child: TreeRow;
  readonly reason: Term;
  readonly decision: Decision;
  /** Running siblings that are stopped, last started first. */
  readonly stopped: readonly TreeRow[];
  /** Children that are started (again), in this order. */
  readonly started: readonly TreeRow[];
  /** Restarts in the window with this one, where it asks for one. */
  readonly restartsInWindow: number | undefined;
}

export interface Forecast {
  readonly steps: readonly ForecastStep[];
  /** Nobody is left to decide: the top of the tree ends. */
  readonly endsTop: boolean;
}

export function forecastExit(family: Family, row: TreeRow, reason: Term, nowUs: number): Forecast {
  const steps: ForecastStep[] = [];
  let child = row;
  let why = reason;
  for (let parent = family.parentOf(child); parent !== undefined; parent = family.parentOf(child)) {
    const step = decide(family, { supervisor: parent, child, reason: why }, nowUs);
    if (step === undefined) return { steps, endsTop: false };
    steps.push(step);
    if (step.decision === "restart" || step.decision === "let_go") return { steps, endsTop: false };
    child = parent;
    why = "shutdown";
  }
  return { steps, endsTop: true };
}

type Question = Pick<ForecastStep, "supervisor" | "child" | "reason">;

function decide(family: Family, question: Question, nowUs: number): ForecastStep | undefined {
  const { supervisor, child, reason } = question;
  const { supervisor: view } = supervisor;
  const { child: spec } = child;
  if (view === undefined || spec === undefined) return undefined;
  const base = { ...question, view, stopped: [], started: [], restartsInWindow: undefined };
  const siblings = family.childrenOf(supervisor).filter((row) => row !== child);
  if (decideRestart(spec.restart, reason) === "let_go") {
    const left = siblings.flatMap((row) => (row.child === undefined ? [] : [significanceOf(row.child)]));
    if (decideAutoShutdown(view.autoShutdown, significanceOf(spec), left) === "stay")
      return { ...base, decision: "let_go" };
    return { ...base, decision: "auto_shutdown", stopped: runningFromLast(siblings) };
  }
  const window = enterRestart(view.restartsUs, nowUs, view);
  const counted = { ...base, restartsInWindow: window.restartsUs.length };
  if (window.exceeded) return { ...counted, decision: "give_up", stopped: runningFromLast(siblings) };
  const group = groupOf(family, supervisor, child);
  return {
    ...counted,
    decision: "restart",
    stopped: runningFromLast(group.filter((row) => row !== child)),
    started: group.filter((row) => row.child?.restart !== "temporary"),
  };
}

/** The children that the strategy takes along, in start order, the child itself among them. */
function groupOf(family: Family, supervisor: TreeRow, child: TreeRow): readonly TreeRow[] {
  const { strategy } = supervisor.supervisor as SupervisorView;
  const children = family.childrenOf(supervisor);
  const [from, to] = restartGroup(strategy, children.indexOf(child), children.length);
  return children.slice(from, to);
}

function runningFromLast(rows: readonly TreeRow[]): readonly TreeRow[] {
  return rows.filter((row) => row.process !== undefined).reverse();
}

function significanceOf({ significant, pid }: SupervisedChild): Parameters<typeof decideAutoShutdown>[1] {
  const restarting = pid === "restarting";
  return { significant, pid: restarting ? undefined : pid, restarting };
}
