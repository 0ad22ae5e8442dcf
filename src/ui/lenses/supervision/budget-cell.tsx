/** Restart intensity in a row: the window over time, and how many of the allowed restarts are used in it. */
import type { RestartBudget } from "../../../view/index.ts";
import { BudgetStrip } from "./budget-strip.tsx";
import { budgetWords, isBudgetLow } from "./row-words.ts";
import "./budget.css";

export interface BudgetCellProps {
  readonly budget: RestartBudget;
  readonly drawTimeUs: () => number;
  readonly playing: boolean;
}

const WIDTH = 56;
const HEIGHT = 14;

export function BudgetCell({ budget, drawTimeUs, playing }: BudgetCellProps) {
  const { used, max, periodS } = budget;
  const words = budgetWords(budget);
  const left = Math.max(0, max - used);
  return (
    <span className="budget" data-low={isBudgetLow(budget)} title={words}>
      <BudgetStrip {...{ budget, drawTimeUs, playing }} width={WIDTH} height={HEIGHT} />
      <span className="budget-text number" aria-hidden="true">
        {used}/{max}
        {isBudgetLow(budget) ? <b>{left === 0 ? " none left" : " one left"}</b> : ` in ${periodS} s`}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
