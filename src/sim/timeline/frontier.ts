/** What a branch learns when it is run further than ever before: how many events, and which marks. */

import type { Pid } from "../../kernel/index.ts";
import type { Run } from "../run.ts";
import { type Branch, type Frontier, frontierOf } from "./branch.ts";
import { isBefore, momentOf } from "./checkpoint.ts";
import { type Mark, markOfEvent, markOfInput, withMarks } from "./marks.ts";

/** Takes in what lies beyond the frontier, and moves it to the present moment; nothing on known ground. */
export function pushFrontier(branch: Branch, run: Run): void {
  const { frontier } = branch;
  if (!isBefore(frontier, momentOf(run))) return;
  branch.density.note(run.world.nowUs, run.world.events - frontier.events);
  branch.marks = withMarks(branch.marks, freshMarks(frontier, run));
  branch.frontier = frontierOf(run);
  branch.hash = undefined;
}

function freshMarks(frontier: Frontier, run: Run): readonly Mark[] {
  const { world } = run;
  const scripted = world.scenario.script?.length ?? 0;
  const nameOf = (pid: Pid): string => world.nodes[pid.node]?.find(pid)?.label ?? pid.toString();
  const fresh: Mark[] = [];
  for (const event of run.domain.since(frontier.domainCount)) {
    const mark = markOfEvent(event, nameOf);
    if (mark !== undefined) fresh.push(mark);
  }
  for (const note of run.notes.slice(frontier.notes)) fresh.push(markOfInput(note, scripted));
  const violation = run.checks.firstViolation;
  if (violation !== undefined && !frontier.violated) {
    const { atUs, text, checker } = violation;
    fresh.push({ id: `violation ${checker}`, atUs, kind: "violation", text, importance: 3 });
  }
  return fresh.sort((a, b) => a.atUs - b.atUs);
}
