/**
 * A live view: the worker's half of a lens. It renders assigns from the run, and only their difference crosses to the
 * page.
 *
 * Contract
 * - `render` reads the run and touches nothing in it.
 * - A view may keep caches of its own between renders; it is created anew for each run and whenever the run has been
 *   put to another moment.
 * - `params` come from the page: unknown or wrong ones are ignored, never fatal.
 */

import type { Run, Timeline } from "../sim/index.ts";
import type { AssignsByView, ViewName } from "./assigns.ts";

/** How the run is being driven; the part of what the page shows that is not in the world. */
export interface Driving {
  readonly playing: boolean;
  readonly speed: number;
  readonly untilUs: number | null;
  readonly seekPercent: number | null;
  readonly eventsPerSecond: number;
}

export type ViewParams = Readonly<Record<string, unknown>>;

export interface LiveView<V extends ViewName> {
  readonly name: V;
  /** `timeline` is that of the run; most views need only the moment shown. */
  render(run: Run, driving: Driving, params: ViewParams, timeline?: Timeline): AssignsByView[V];
}

export function textParam(params: ViewParams, name: string): string {
  const value = params[name];
  return typeof value === "string" ? value : "";
}

export function numberParam(params: ViewParams, name: string, fallback: number): number {
  const value = params[name];
  return typeof value === "number" && Number.isFinite(value) ? value : fallback;
}
