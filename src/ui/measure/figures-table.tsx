/** Figures over many seeds: median, 95 % interval of the median, number of seeds, and every single value as a dot. */
import { useStore } from "zustand";
import {
  experimentStore,
  type FigureFacts,
  type FigureSummary,
  type TrialOutcome,
} from "../../view/index.ts";
import { DotStrip } from "./dot-strip.tsx";
import { writeValue } from "./words.ts";

export interface OutcomesProps {
  readonly outcomes: readonly TrialOutcome[];
  /** Id of the one figure to show; null for all. */
  readonly figure: string | null;
  readonly onOpen: (seed: number) => void;
}

export function FiguresTable({ outcomes, figure, onOpen }: OutcomesProps) {
  const kit = useStore(experimentStore, (state) => state.kit);
  if (kit === null) return null;
  const rows = kit.figures
    .filter(({ id }) => figure === null || id === figure)
    .map((facts) => ({ facts, summary: kit.summarise(facts.id, outcomes) }));
  const shown = rows.filter(({ summary }) => summary.interval !== null);
  const without = rows.filter(({ summary }) => summary.interval === null);
  return (
    <>
      <table className="measure-table">
        <caption className="visually-hidden">Figures over the seeds</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="measure-number">
              Median
            </th>
            <th scope="col" className="measure-number">
              95&nbsp;% interval
            </th>
            <th scope="col" className="measure-number">
              N
            </th>
            <th scope="col">Each seed</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ facts, summary }) => (
            <FigureRow key={facts.id} facts={facts} summary={summary} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {without.length === 0 ? null : (
        <p className="measure-hint">No value here: {without.map(({ facts }) => facts.title).join(", ")}.</p>
      )}
      <p className="measure-hint">
        The interval is of the median and assumes nothing about how the values are distributed; it needs six
        seeds.
      </p>
    </>
  );
}

interface FigureRowProps {
  readonly facts: FigureFacts;
  readonly summary: FigureSummary;
  readonly onOpen: (seed: number) => void;
}

function FigureRow({ facts: { title, unit, hint }, summary, onOpen }: FigureRowProps) {
  const { interval, missing } = summary;
  if (interval === null) return null;
  const { median, low, high, count } = interval;
  const range = low === null || high === null ? "–" : `${writeValue(low, unit)} to ${writeValue(high, unit)}`;
  return (
    <tr>
      <th scope="row" title={hint}>
        {title}
      </th>
      <td className="number measure-number">{writeValue(median, unit)}</td>
      <td className="number measure-number">{range}</td>
      <td className="number measure-number">{missing === 0 ? count : `${count} of ${count + missing}`}</td>
      <td>
        <DotStrip summary={summary} onOpen={onOpen} />
      </td>
    </tr>
  );
}
