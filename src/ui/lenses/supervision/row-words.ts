/** The supervision tree in words: cells, tooltips and accessible texts. Terms are those of OTP, unchanged. */
import type { SupervisionRow } from "../../../view/index.ts";

type Budget = NonNullable<SupervisionRow["budget"]>;

/** Restart intensity in full: "2 of 3 restarts used within 5 s, one left". */
export function budgetWords({ used, max, periodS }: Budget): string {
  const left = max - used;
  const rest =
    left > 1 ? `${left} left` : left === 1 ? "one left" : "none left: the next exit stops this supervisor";
  return `${used} of ${max} ${max === 1 ? "restart" : "restarts"} used within ${periodS} s, ${rest}`;
}

/** Whether a supervisor is about to give up: at most one more restart, and at least one used. */
export function isBudgetLow({ used, max }: Budget): boolean {
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
      return "simple_one_for_one: one child specification, children added at run time";
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

/** "3 restarts", "1 restart", "no restarts". */
export function restartsWords(restarts: number): string {
  return restarts === 0 ? "no restarts" : `${restarts} ${restarts === 1 ? "restart" : "restarts"}`;
}
