/** Door of the supervision checkers: OTP's promises about who is alive, looked at whenever a node comes to rest. */

import { Pid } from "../../../kernel/index.ts";
import type { Checker } from "../checker.ts";
import { treeChecker } from "./settled.ts";

/** S13: the seed's nineteen unsupervised spawns are what it looks like when this does not hold. */
export const noOrphan = treeChecker({
  id: "no_orphan",
  title: "Every process has a supervisor",
  source: "OTP design principles, supervision trees (S13)",
  problem(node, tree) {
    const orphan = tree.orphans[0];
    return orphan === undefined
      ? undefined
      : `${orphan.label} ${orphan.pid.toString()} on ${node.name} is alive and nobody supervises it`;
  },
});

/** S2 and S3: after a restart is over, every child that must run does. */
export const permanentChildrenRun = treeChecker({
  id: "permanent_children_run",
  title: "Every permanent child of a live supervisor runs",
  source: "OTP supervisor, restart strategies (S2, S3)",
  problem(node, tree) {
    for (const row of tree.rows) {
      const { child } = row;
      if (child?.restart !== "permanent" || child.pid === "restarting" || row.process !== undefined) continue;
      const was = child.pid instanceof Pid ? `its pid ${child.pid.toString()} is dead` : "it has no process";
      return `${row.path} is permanent, but ${was} and no restart is under way on ${node.name}`;
    }
    return undefined;
  },
});

/** S5: a supervisor that is alive has not used more restarts than its intensity allows within the period. */
export const intensityKept = treeChecker({
  id: "restart_intensity",
  title: "No supervisor outlives its restart intensity",
  source: "OTP supervisor, maximum restart intensity (S5)",
  problem(node, tree) {
    for (const { path, supervisor } of tree.rows) {
      if (supervisor === undefined || supervisor.restartsUs.length <= supervisor.intensity) continue;
      return `${path} on ${node.name} lives on after ${supervisor.restartsUs.length} restarts within its period; ${supervisor.intensity} are allowed`;
    }
    return undefined;
  },
});

export const SUPERVISION_CHECKERS: readonly Checker[] = [noOrphan, permanentChildrenRun, intensityKept];
