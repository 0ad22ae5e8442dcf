/** The row that is looked at, in full: its incarnations, what happened last, and when it gave up. */

import { formatTerm, type Run } from "../../sim/index.ts";
import type { GiveUp, Incarnation, SupervisionFocus, SupervisionRow } from "../supervision-assigns.ts";
import { explainReason } from "./exit-reasons.ts";
import type { SupervisionHistory } from "./supervision-history.ts";
import type { Life } from "./supervision-lives.ts";
import { lastStory } from "./supervision-story.ts";

const INCARNATIONS_MAX = 24;
const GIVE_UPS_MAX = 5;

export function focusOf(
  run: Run,
  history: SupervisionHistory,
  { id: row, kind, parent }: Pick<SupervisionRow, "id" | "kind" | "parent">,
): Omit<SupervisionFocus, "exit"> {
  return {
    row,
    incarnations: incarnationsOf(history, row),
    last: lastStory(run, history, row),
    giveUps: giveUpsOf(history, kind === "supervisor" ? row : (parent ?? row)),
  };
}

function incarnationsOf(history: SupervisionHistory, row: string): Incarnation[] {
  const lives = history.lives.of(row);
  if (lives === undefined) return [];
  const before = lives.count - lives.kept.length;
  return lives.kept
    .map((life, i) => incarnationOf(life, before + i + 1))
    .reverse()
    .slice(0, INCARNATIONS_MAX);
}

function incarnationOf(life: Life, number: number): Incarnation {
  const { pid, bornUs, diedUs, reason, ended, endEvent, bornEvent } = life;
  const isDead = diedUs !== undefined;
  return {
    number,
    pid: pid.toString(),
    bornUs,
    diedUs: diedUs ?? null,
    reason: isDead && reason !== undefined ? formatTerm(reason, 80) : null,
    explanation: isDead ? explainReason(reason) : null,
    ended: ended ?? null,
    event: (isDead ? endEvent : bornEvent) ?? null,
  };
}

function giveUpsOf({ episodes, lives }: SupervisionHistory, row: string): GiveUp[] {
  const found = episodes.filter(
    ({ supervisor, endEvent }) => endEvent !== undefined && lives.rowOf(supervisor) === row,
  );
  return found
    .slice(-GIVE_UPS_MAX)
    .reverse()
    .map(({ outcome, budget, endEvent, child }) => ({
      atUs: endEvent?.atUs ?? child.atUs,
      event: endEvent?.event ?? null,
      text:
        outcome === "auto_shutdown"
          ? `shut down automatically after ${formatTerm(child.id, 40)}, with reason shutdown`
          : `gave up at restart ${budget?.used} in ${budget?.periodS} s, ${budget?.max} allowed, with reason shutdown`,
    }));
}
