/** Every single run of a measurement, each with the button that opens it: the keyboard's way to the dots. */
import { useStore } from "zustand";
import { experimentStore, type FigureFacts, type TrialOutcome } from "../../view/index.ts";
import { formatNumber, formatTime } from "../widgets/format.ts";
import type { OutcomesProps } from "./figures-table.tsx";
import { writeValue } from "./words.ts";

export function RunsTable({ outcomes, figure, onOpen }: OutcomesProps) {
  const facts = useStore(experimentStore, (state) => state.kit?.figures.find(({ id }) => id === figure));
  return (
    <details className="measure-runs">
      <summary>Every run ({outcomes.length})</summary>
      <table className="measure-table">
        <caption className="visually-hidden">Every run of this measurement</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" className="measure-number">
              {facts?.title ?? "Events"}
            </th>
            <th scope="col">Invariants</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => (
            <tr key={outcome.seed}>
              <th scope="row">
                <button type="button" className="button" onClick={() => onOpen(outcome.seed)}>
                  Open seed {outcome.seed}
                </button>
              </th>
              <td className="number measure-number">{writeFigure(outcome, facts)}</td>
              <td>{verdictOf(outcome)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function writeFigure({ figures, events }: TrialOutcome, facts: FigureFacts | undefined): string {
  if (facts === undefined) return formatNumber(events);
  const value = figures[facts.id];
  return value === null ? "–" : writeValue(value, facts.unit);
}

function verdictOf({ violation }: TrialOutcome): string {
  return violation === null ? "all hold" : `${violation.checker} at ${formatTime(violation.atUs)}`;
}
