/** Figures and inputs in words, and what a press that opens a run does besides. */
import { experimentStore } from "../../view/index.ts";
import { formatDuration, formatNumber } from "../widgets/format.ts";

const US_PER_MS = 1_000;

/** A value with its unit and three significant digits; milliseconds become seconds where that reads better. */
export function writeValue(value: number, unit: string): string {
  return unit === "ms" ? formatDuration(value * US_PER_MS) : formatNumber(value, unit);
}

export function writeInputs(count: number): string {
  if (count === 0) return "no inputs";
  return count === 1 ? "1 input" : `${count} inputs`;
}

/** On a phone the panel covers the page: whoever opens a run wants to see it. */
export function closeOnPhone(): void {
  if (matchMedia("(max-width: 640px)").matches) experimentStore.getState().verbs?.closePanel();
}
