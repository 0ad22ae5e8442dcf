/**
 * The restart budget over time: the sliding window with a tick per restart, now at the right end.
 *
 * Ticks and the window's edge move with virtual time, written straight to the drawing in animation frames; React only
 * draws anew when a restart comes or goes. The same facts stand as words beside it.
 */
import { useEffect, useRef } from "react";
import type { RestartBudget } from "../../../view/index.ts";
import { useAnimationFrame } from "../../widgets/use-animation-frame.ts";
import { spanUs, windowFromUs } from "./budget-window.ts";

export interface BudgetStripProps {
  readonly budget: RestartBudget;
  /** When the supervisor gave up: its next incarnation began with a fresh budget. */
  readonly endsUs?: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly drawTimeUs: () => number;
  readonly playing: boolean;
}

const NEVER: readonly number[] = [];

export function BudgetStrip(props: BudgetStripProps) {
  const { budget, endsUs = NEVER, width, height, drawTimeUs, playing } = props;
  const strip = useRef<SVGSVGElement>(null);
  const { restartsUs, periodS, used, max } = budget;
  const place = () => placeMarks(strip.current, { budget, width, nowUs: drawTimeUs() });
  useEffect(place);
  useAnimationFrame(place, playing && restartsUs.length + endsUs.length > 0);
  return (
    <svg
      ref={strip}
      className="budget-strip"
      data-spent={used >= max}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <rect
        className="budget-window"
        x={(width * 2) / (periodS + 2)}
        y={0.5}
        width={width}
        height={height - 1}
        rx={2}
      />
      {restartsUs.map((atUs) => (
        <rect key={atUs} className="budget-tick" data-at={atUs} y={2} width={2} height={height - 4} />
      ))}
      {endsUs.map((atUs) => (
        <path key={atUs} className="budget-end" data-at={atUs} d={`M0 0V${height}`} />
      ))}
      <path className="budget-now" d={`M${width - 0.75} 0V${height}`} />
    </svg>
  );
}

interface Moment {
  readonly budget: RestartBudget;
  readonly width: number;
  readonly nowUs: number;
}

function placeMarks(strip: SVGSVGElement | null, { budget, width, nowUs }: Moment): void {
  if (strip === null) return;
  const span = spanUs(budget.periodS);
  const xOf = (atUs: number) => width * (1 - (nowUs - atUs) / span);
  const from = windowFromUs(nowUs, budget.periodS);
  const window = strip.querySelector(".budget-window");
  window?.setAttribute("x", xOf(from).toFixed(1));
  window?.setAttribute("width", Math.max(0, width - xOf(from)).toFixed(1));
  for (const end of strip.querySelectorAll<SVGPathElement>(".budget-end"))
    end.setAttribute("transform", `translate(${xOf(Number(end.dataset["at"])).toFixed(1)} 0)`);
  for (const tick of strip.querySelectorAll<SVGRectElement>(".budget-tick")) {
    const atUs = Number(tick.dataset["at"]);
    tick.setAttribute("x", Math.min(width - 3, xOf(atUs) - 1).toFixed(1));
    tick.dataset["counts"] = String(atUs >= from);
  }
}
