/** The picture as tables: how the values are spread, and the cells that stand out. */
import type { DensityAssigns, DensityProbe } from "../../../view/index.ts";
import { formatCount } from "../../widgets/format.ts";
import { MEASURE_TITLE, STATES, statesText, valueText } from "./density-words.ts";

export interface DensityTableProps {
  readonly density: DensityAssigns;
  readonly onGo: (cell: DensityProbe) => void;
}

export function DensityTable({ density, onGo }: DensityTableProps) {
  const { summary } = density;
  return (
    <section className="density-tables" aria-label="The picture as tables">
      <p className="density-tables-about">
        {formatCount(density.shown)} of {formatCount(density.total)} processes are in this part; a cell is{" "}
        {density.raster.cell} × {density.raster.cell} places.
      </p>
      {summary === null ? (
        <p className="density-tables-about">Being counted…</p>
      ) : (
        <>
          <Spread density={density} />
          <TopCells density={density} onGo={onGo} />
        </>
      )}
    </section>
  );
}

function Spread({ density: { measure, states, summary } }: { readonly density: DensityAssigns }) {
  const rows =
    measure === "state"
      ? STATES.map((state) => [state, formatCount(states[state] ?? 0)] as const)
      : (summary?.quantiles ?? []).map(
          ({ share, value }) => [quantileName(share), valueText(measure, value)] as const,
        );
  return (
    <table>
      <caption>
        {measure === "state" ? "Processes by state" : `${MEASURE_TITLE[measure]}, how it is spread`}
      </caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function quantileName(share: number): string {
  if (share === 0) return "least";
  if (share === 1) return "most";
  return share === 0.5 ? "half have at most" : `${Math.round(100 * share)} % have at most`;
}

function TopCells({ density, onGo }: DensityTableProps) {
  const { measure, summary } = density;
  return (
    <table>
      <caption>Cells that stand out</caption>
      <thead>
        <tr>
          <th scope="col">Cell</th>
          <th scope="col" className="number">
            Alive
          </th>
          <th scope="col" className="number">
            {measure === "state" ? "States" : "Least to most"}
          </th>
        </tr>
      </thead>
      <tbody>
        {(summary?.cells ?? []).map((cell) => (
          <tr key={`${cell.x} ${cell.y}`}>
            <th scope="row">
              <button type="button" className="density-go" onClick={() => onGo(cell)}>
                {cell.count === 1 ? (cell.top?.pid ?? cell.first) : `${cell.first} …`}
              </button>
            </th>
            <td className="number">{formatCount(cell.count)}</td>
            <td className="number">{cellText(density, cell)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellText({ measure }: DensityAssigns, { least, most, states }: DensityProbe): string {
  if (least === null || most === null) return statesText(states);
  if (least === most) return valueText(measure, most);
  return `${valueText(measure, least)} to ${valueText(measure, most)}`;
}
