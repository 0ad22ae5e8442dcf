/** Both runs in figures at the moment up to which they are compared: A, B, and by how much B differs. */
import type { DifferenceRow, SpecDifference } from "../../view/index.ts";
import { formatCount, formatNumber, formatTime } from "../widgets/format.ts";

const COUNT_MAX = 10_000_000;

export function DifferenceTable({
  rows,
  atUs,
}: {
  readonly rows: readonly DifferenceRow[];
  readonly atUs: number;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
    <section className="compare-table" aria-label="Difference table" tabIndex={0}>
      <table>
        <caption>{`Figures of both runs at ${formatTime(atUs)}`}</caption>
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">B − A</th>
            <th scope="col">relative</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-same={row.absolute === 0}>
              <th scope="row">{row.title}</th>
              <td>{figureText(row.a, row.unit)}</td>
              <td>{figureText(row.b, row.unit)}</td>
              <td>{changeText(row)}</td>
              <td>{relativeText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What was changed, one line each. */
export function SpecTable({ differences }: { readonly differences: readonly SpecDifference[] }) {
  return (
    <table className="compare-spec">
      <caption>What is different</caption>
      <thead>
        <tr>
          <th scope="col">in the runs</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ title, a, b }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{a}</td>
            <td>{b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function figureText(value: number | null, unit: string): string {
  if (value !== null && Number.isInteger(value) && Math.abs(value) < COUNT_MAX && unit === "")
    return formatCount(value);
  return formatNumber(value, unit);
}

/** Points of a percentage are not per cent of it. */
export function changeText({ absolute, unit }: DifferenceRow): string {
  if (absolute === null) return formatNumber(null);
  if (absolute === 0) return "same";
  const sign = absolute > 0 ? "+" : "";
  return sign + figureText(absolute, unit === "%" ? "points" : unit);
}

export function relativeText({ absolute, relative }: DifferenceRow): string {
  if (absolute === 0) return "";
  if (relative === null) return formatNumber(null);
  return (relative > 0 ? "+" : "") + formatNumber(relative * 100, "%");
}
