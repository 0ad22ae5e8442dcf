/** The twin of a picture: the same samples as a table, newest first. Marks stand in their own column. */
import type { ChartData } from "./chart-types.ts";
import { readoutAt, type ValueFormat } from "./readout.ts";

/** A table of more rows than this is no longer read; the sentence below it says what is left out. */
const ROWS_MAX = 200;

export interface ChartTableProps {
  readonly title: string;
  readonly unit: string;
  readonly data: ChartData;
  readonly height: number;
  readonly format: ValueFormat;
}

export function ChartTable({ title, unit, data, height, format }: ChartTableProps) {
  const count = data.timeS.length;
  const shown = Array.from({ length: Math.min(ROWS_MAX, count) }, (_, n) => count - 1 - n);
  const marked = data.marks.length > 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
    <section className="chart-table" aria-label={`${title} as a table`} tabIndex={0} style={{ height }}>
      <table>
        <caption className="visually-hidden">
          {`${title}, values in ${unit}, newest first`}
          {count > ROWS_MAX ? `, the newest ${ROWS_MAX} of ${count} samples` : ""}
        </caption>
        <thead>
          <tr>
            <th scope="col">time</th>
            {data.lines.map((line) => (
              <th key={line.id} scope="col">
                {unit === "" ? line.label : `${line.label} (${unit})`}
              </th>
            ))}
            {(data.ghosts ?? []).map((line) => (
              <th key={line.id} scope="col">
                {unit === "" ? line.label : `${line.label} (${unit})`}
              </th>
            ))}
            {data.bands.map((band) => (
              <th key={band.id} scope="col">{`${band.label}: lowest to highest`}</th>
            ))}
            {marked ? <th scope="col">event</th> : null}
          </tr>
        </thead>
        <tbody>
          {shown.map((index) => (
            <ChartTableRow key={index} data={data} index={index} format={format} marked={marked} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly data: ChartData;
  readonly index: number;
  readonly format: ValueFormat;
  readonly marked: boolean;
}

function ChartTableRow({ data, index, format, marked }: RowProps) {
  const timeS = data.timeS[index] ?? 0;
  return (
    <tr>
      <th scope="row">{`${timeS.toFixed(1)}\u00a0s`}</th>
      {data.lines.map((line) => (
        <td key={line.id}>{format(line.values[index] ?? null)}</td>
      ))}
      {(data.ghosts ?? []).map((line) => (
        <td key={line.id}>{format(line.values[index] ?? null)}</td>
      ))}
      {data.bands.map((band) => (
        <td key={band.id}>{`${format(band.low[index] ?? null)} to ${format(band.high[index] ?? null)}`}</td>
      ))}
      {marked ? <td>{readoutAt(data, timeS, format).marks.join(", ")}</td> : null}
    </tr>
  );
}
