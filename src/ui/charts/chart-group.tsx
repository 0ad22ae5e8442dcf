/** Charts inside one group share their time cursor: pointing at a moment in one shows it in all. */
import { createContext, type ReactNode, useContext, useState } from "react";
import { type ChartCursorStore, createChartCursor } from "./cursor.ts";

const ChartCursorContext = createContext<ChartCursorStore | null>(null);

export function ChartGroup({ children }: { readonly children: ReactNode }) {
  const [store] = useState(createChartCursor);
  return <ChartCursorContext value={store}>{children}</ChartCursorContext>;
}

/** The cursor of the group around; a chart on its own has one of its own. */
export function useChartCursor(): ChartCursorStore {
  const shared = useContext(ChartCursorContext);
  const [own] = useState(createChartCursor);
  return shared ?? own;
}
