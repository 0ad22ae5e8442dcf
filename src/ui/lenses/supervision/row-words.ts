/** The supervision tree in words: cells, tooltips and accessible texts. Terms are those of OTP, unchanged. */
import {
  type ExitPreview,
  type PreviewMark,
  type RestartBudget,
  RING,
  type SupervisionRow,
} from "../../../view/index.ts";
import { formatTime } from "../../widgets/format.ts";
import { counting, countsUntilUs } from "./budget-window.ts";

/** Restart intensity in full: "2 of 3 restarts used within 5 s, one left". */
export function budgetWords({ used, max, periodS }: RestartBudget): string {
  const left = max - used;
  const rest =
    left > 1 ? `${left} left` : left === 1 ? "one left" : "none left: the next exit stops this supervisor";
  return `${used} of ${max} ${max === 1 ? "restart" : "restarts"} used within ${periodS} s, ${rest}`;
}

/** What the next restart would mean, and when the budget recovers. */
export function nextRestartWords(budget: RestartBudget, name: string): string {
  const { used, max, periodS } = budget;
  const oldest = counting(budget)[0];
  const recovers =
    oldest === undefined
      ? ""
      : ` The oldest stops counting at ${formatTime(countsUntilUs(oldest, periodS))}.`;
  if (used < max) {
    const more = max - used + 1;
    const words = more === 2 ? "the one after the next" : `${more} more`;
    return used === 0 && max > 1
      ? `${name} would give up at ${max + 1} restarts within ${periodS} s.`
      : `The next restart fits; ${words} within the window would make ${name} give up.${recovers}`;
  }
  return `At the next one ${name} gives up: it stops its children and exits with reason shutdown.${recovers}`;
}

/** Whether a supervisor is about to give up: at most one more restart, and at least one used. */
export function isBudgetLow({ used, max }: RestartBudget): boolean {
  return used > 0 && max - used <= 1;
}

/** What a strategy does when a child exits. */
export function strategyHint(strategy: string): string {
  switch (strategy) {
    case "one_for_one":
      return "one_for_one: only the child that exited is restarted";
    case "one_for_all":
      return "one_for_all: all children are restarted with it";
    case "rest_for_one":
      return "rest_for_one: the child and those started after it are restarted";
    case "simple_one_for_one":
      return "simple_one_for_one: one child specification, children added at run time; only the one that exited is restarted";
    default:
      return strategy;
  }
}

/** When a child is restarted. */
export function restartHint(restart: string): string {
  switch (restart) {
    case "permanent":
      return "permanent: always restarted";
    case "transient":
      return "transient: restarted only after an abnormal exit";
    case "temporary":
      return "temporary: never restarted";
    default:
      return restart;
  }
}

/** How much time a child gets to end by itself. */
export function shutdownHint(shutdown: string): string {
  if (shutdown === "brutal_kill") return "brutal_kill: its supervisor stops it with exit(pid, kill)";
  if (shutdown === "infinity") return "infinity: its supervisor waits until it has ended";
  return `shutdown ${shutdown}: its supervisor sends exit(pid, shutdown) and kills it after that time`;
}

/** "5000 ms" as "5 s". */
export function shutdownShort(shutdown: string): string {
  const ms = /^(\d+) ms$/.exec(shutdown)?.[1];
  return ms !== undefined && Number(ms) % 1000 === 0 ? `${Number(ms) / 1000} s` : shutdown;
}

export const SIGNIFICANT_HINT = "significant: its end may end its supervisor, see auto_shutdown there";

export function autoShutdownHint(mode: string): string {
  return mode === "any_significant"
    ? "auto_shutdown any_significant: ends when one significant child has ended and is not restarted"
    : "auto_shutdown all_significant: ends when the last significant child has ended and is not restarted";
}

/** "3 restarts", "1 restart", "no restarts". */
export function restartsWords(restarts: number): string {
  return restarts === 0 ? "no restarts" : `${restarts} ${restarts === 1 ? "restart" : "restarts"}`;
}

/** "3 restarts, incarnation 4; of the latest, 2 after its own end, 1 taken along". */
export function ringsWords(lives: number, rings: string): string {
  const words = restartsWords(lives - 1);
  if (lives === 1) return words;
  const along = [...rings].filter((ring) => ring === RING.along).length;
  const own = rings.length - along;
  const parts = [
    ...(own > 0 ? [`${own} after its own end`] : []),
    ...(along > 0 ? [`${along} taken along`] : []),
  ];
  const among = rings.length < lives - 1 ? "of the latest, " : "";
  return `${words}, incarnation ${lives}${parts.length === 0 ? "" : `; ${among}${parts.join(", ")}`}`;
}

interface MarkWords {
  /** Drawn in the row. */
  readonly short: string;
  /** Read aloud, after "would be". */
  readonly full: string;
}

/** What would become of a row. */
export const MARK_WORDS: Readonly<Record<PreviewMark, MarkWords>> = {
  ends: { short: "would end", full: "gone" },
  stops: { short: "would stop", full: "stopped" },
  restarts: { short: "would restart", full: "restarted" },
  gives_up: { short: "would give up", full: "giving up" },
  gives_up_restarts: { short: "would give up", full: "giving up, and restarted" },
};

/** "killed", "with reason normal". */
export function exitWords({ reason }: Pick<ExitPreview, "reason">): string {
  return reason === "killed" ? "is killed" : `exits with ${reason}`;
}

/** What stands under the name of the row that is looked at. */
export function roleWords(row: SupervisionRow, parent: SupervisionRow | null): string {
  const parts = [
    row.restart,
    row.shutdown === null ? null : `shutdown ${shutdownShort(row.shutdown)}`,
    row.significant ? "significant" : null,
    row.strategy,
    row.autoShutdown === null ? null : `auto_shutdown ${row.autoShutdown}`,
    parent === null || parent.kind === "node"
      ? null
      : `child of ${parent.label} (${parent.strategy ?? "gone"})`,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
