/** The restart budget of one supervisor over time, in full: the strip, its words, every restart in it, and its ends. */
import { useId } from "react";
import type { SupervisionFocus, SupervisionRow } from "../../../view/index.ts";
import { formatTime } from "../../widgets/format.ts";
import { BudgetStrip } from "./budget-strip.tsx";
import { counting, countsUntilUs } from "./budget-window.ts";
import { budgetWords, nextRestartWords } from "./row-words.ts";

export interface BudgetPanelProps {
  readonly supervisor: SupervisionRow;
  /** Of this supervisor. */
  readonly giveUps: SupervisionFocus["giveUps"];
  readonly select: (target: string | null) => void;
  readonly drawTimeUs: () => number;
  readonly playing: boolean;
}

const WIDTH = 220;
const HEIGHT = 24;

export function BudgetPanel({ supervisor, giveUps, select, drawTimeUs, playing }: BudgetPanelProps) {
  const titleId = useId();
  const { budget, label } = supervisor;
  if (budget === null && giveUps.length === 0) return null;
  return (
    <section className="detail-part" aria-labelledby={titleId}>
      <h3 id={titleId}>Restart budget of {label}</h3>
      {budget === null ? null : (
        <>
          <div className="budget-axis">
            <BudgetStrip
              {...{ budget, drawTimeUs, playing }}
              endsUs={giveUps.map(({ atUs }) => atUs)}
              width={WIDTH}
              height={HEIGHT}
            />
            <span className="budget-axis-ends number" aria-hidden="true">
              <span>window of {budget.periodS} s, by whole seconds</span>
              <span>now</span>
            </span>
          </div>
          <p>{budgetWords(budget)}.</p>
          <p className="detail-note">{nextRestartWords(budget, label)}</p>
          <ul className="visually-hidden">
            {counting(budget).map((atUs) => (
              <li key={atUs}>
                {formatTime(atUs)}, counts until {formatTime(countsUntilUs(atUs, budget.periodS))}
              </li>
            ))}
          </ul>
        </>
      )}
      {giveUps.length === 0 ? null : (
        <ul className="give-ups">
          {giveUps.map(({ atUs, text, event }) => (
            <li key={atUs}>
              <span className="story-time data">{formatTime(atUs)}</span>
              <button type="button" className="detail-door" onClick={() => select(event)}>
                {label} {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
