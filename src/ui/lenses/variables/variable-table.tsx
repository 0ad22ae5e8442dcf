/**
 * The universal variables: what each is now, where it began, and how far the newest version has got. One line per
 * variable on a wide screen, one card on a phone; a table for a screen reader on both.
 */
import { Fragment, useRef, useState } from "react";
import type { VariableRow, VariablesAssigns } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { ProposeForm } from "./propose-form.tsx";
import { type VariableValue, valueText } from "./variable-values.ts";

export interface VariableTableProps {
  readonly assigns: VariablesAssigns;
  /** The variable whose history is drawn. */
  readonly shown: string | null;
  readonly onShow: (variable: string) => void;
  readonly onPropose: (variable: string, value: VariableValue) => void;
}

export function VariableTable({ assigns, shown, onShow, onPropose }: VariableTableProps) {
  const [open, setOpen] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const close = (name: string) => {
    setOpen(null);
    table.current?.querySelector<HTMLElement>(`[data-propose="${CSS.escape(name)}"] button`)?.focus();
  };
  const rows = assigns.order.map((name) => assigns.variables[name]).filter((row) => row !== undefined);
  return (
    <table className="variable-table" ref={table}>
      <caption className="visually-hidden">Universal variables</caption>
      <thead>
        <tr>
          <th scope="col">Variable</th>
          <th scope="col">Value</th>
          <th scope="col">Start</th>
          <th scope="col">Version</th>
          <th scope="col">Allowed</th>
          <th scope="col">Applied by</th>
          <th scope="col">
            <span className="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.name}>
            <VariableLine
              row={row}
              shown={row.name === shown}
              open={row.name === open}
              onShow={() => onShow(row.name)}
              onToggle={() => (row.name === open ? close(row.name) : setOpen(row.name))}
            />
            {row.name === open ? (
              <tr className="variable-form-row">
                <td colSpan={7}>
                  <ProposeForm
                    variable={row}
                    onClose={() => close(row.name)}
                    onPropose={(value) => {
                      onPropose(row.name, value);
                      close(row.name);
                    }}
                  />
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface LineProps {
  readonly row: VariableRow;
  readonly shown: boolean;
  readonly open: boolean;
  readonly onShow: () => void;
  readonly onToggle: () => void;
}

function VariableLine({ row, shown, open, onShow, onToggle }: LineProps) {
  return (
    <tr data-shown={shown || undefined}>
      <th scope="row">
        <button type="button" className="variable-name" aria-pressed={shown} onClick={onShow}>
          {row.name}
        </button>
        <span className="variable-type">{row.type}</span>
      </th>
      <td className="variable-value data">{valueText(row.value)}</td>
      <td data-title="start" className="data">
        {valueText(row.initialValue)}
      </td>
      <td data-title="version">{`v${row.version}`}</td>
      <td data-title="allowed" className="variable-bounds">
        {row.bounds}
      </td>
      <td data-title="applied by">
        <span className="variable-applied">
          {`${row.applied} of ${row.agents} agents`}
          <span className="variable-bar" aria-hidden="true">
            <span
              style={{ width: `${row.agents === 0 ? 0 : Math.round((row.applied / row.agents) * 100)}%` }}
            />
          </span>
        </span>
      </td>
      <td className="variable-action" data-propose={row.name}>
        <Button onPress={onToggle} pressed={open}>
          Propose a value
          <span className="visually-hidden">{` for ${row.name}`}</span>
        </Button>
      </td>
    </tr>
  );
}
