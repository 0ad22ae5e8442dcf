/**
 * Which row is looked at and hovered, and with which reason: kept here, sent to the worker as the view's parameters.
 *
 * Invariant: until a row was moved to, the selected process is looked at, or the first child that has siblings, so that
 * there is something to see.
 */
import { useEffect, useState } from "react";
import type { LensProps } from "../../lens.ts";

type Looking = Pick<LensProps<"supervision">, "assigns" | "selection" | "params" | "setParams">;

export function useLooking({ assigns, selection, params, setParams }: Looking) {
  const [moved, setMoved] = useState<string | null>(null);
  const [hover, setHover] = useState<string | null>(null);
  const [reason, setReason] = useState("killed");
  const [selected, setSelected] = useState(selection);
  // A selection made elsewhere moves the look; the same one never twice, so that keys can leave it.
  if (selection !== selected) {
    setSelected(selection);
    const row = rowOf(assigns, selection);
    if (row !== null) setMoved(row);
  }
  const isThere = moved !== null && assigns.rows[moved] !== undefined;
  const at = isThere ? moved : (rowOf(assigns, selection) ?? firstChild(assigns));
  useEffect(() => {
    if (params["at"] === at && params["hover"] === hover && params["reason"] === reason) return;
    setParams({ at, hover, reason });
  }, [params, setParams, at, hover, reason]);
  return { at, hover, setMoved, setHover, reason, setReason };
}

function rowOf({ order, rows }: Looking["assigns"], selection: string | null): string | null {
  if (selection === null) return null;
  return order.find((id) => rows[id]?.pid === selection || id === selection) ?? null;
}

function firstChild({ order, rows }: Looking["assigns"]): string | null {
  const isChild = (id: string) => rows[id]?.kind !== "node" && rows[id]?.kind !== "supervisor";
  return order.find(isChild) ?? order[0] ?? null;
}
