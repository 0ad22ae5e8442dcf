/**
 * Restart intensity of a supervisor: how many of the allowed restarts are used within the period.
 *
 * Small budgets are segments that can be counted, large ones a bar. Danger is told by the word, not only by colour.
 */
import type { SupervisionRow } from "../../../view/index.ts";
import { budgetWords, isBudgetLow } from "./row-words.ts";
import "./budget-bar.css";

const SEGMENTS_MAX = 10;

export function BudgetBar({ budget }: { readonly budget: NonNullable<SupervisionRow["budget"]> }) {
  const { used, max, periodS } = budget;
  const words = budgetWords(budget);
  const isLow = isBudgetLow(budget);
  return (
    <span className="budget" data-low={isLow} title={words}>
      <span className="budget-bar" aria-hidden="true">
        {max <= SEGMENTS_MAX ? (
          Array.from({ length: Math.max(1, max) }, (_, segment) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place.
            <i key={segment} data-used={segment < used} />
          ))
        ) : (
          <b>
            <i data-used="true" style={{ width: `${100 * Math.min(1, used / max)}%` }} />
          </b>
        )}
      </span>
      <span className="budget-text number" aria-hidden="true">
        {used}/{max} in {periodS} s{isLow ? <b>{used >= max ? " none left" : " one left"}</b> : null}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
