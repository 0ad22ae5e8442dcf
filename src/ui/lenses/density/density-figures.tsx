/** What the page and the worker do just now: frames painted, events handled, memory held. No figure without a source. */
import { useRef } from "react";
import { useRun } from "../../../view/index.ts";
import { formatCount, formatNumber } from "../../widgets/format.ts";
import { useAnimationFrame } from "../../widgets/use-animation-frame.ts";
import { useWorkerMemory } from "./use-worker-memory.ts";

const EVERY_MS = 500;
const BYTES_PER_MB = 1_000_000;
const NO_MEMORY =
  "Browsers tell what a worker holds only to pages that are cross-origin isolated, and some never do. This page is not told.";
const MEMORY_SOURCE =
  "Measured by the browser for the simulation's worker as a whole, divided by the processes that live.";

export interface DensityFiguresProps {
  readonly total: number;
  /** Places per side of a cell of the picture. */
  readonly cell: number;
}

export function DensityFigures({ total, cell }: DensityFiguresProps) {
  const rate = useRun((run) => run.eventsPerSecond);
  return (
    <dl className="density-figures">
      <div>
        <dt>one cell</dt>
        <dd className="data">{cell === 1 ? "1 process" : `${formatCount(cell * cell)} places`}</dd>
      </div>
      <div>
        <dt>page</dt>
        <FrameRate />
      </div>
      <div>
        <dt>worker</dt>
        <dd className="data">{formatNumber(rate, "events/s")}</dd>
      </div>
      <Memory total={total} />
    </dl>
  );
}

function Memory({ total }: { readonly total: number }) {
  const memory = useWorkerMemory();
  if (memory.kind !== "measured") {
    const isRefused = memory.kind === "unavailable";
    return (
      <div title={isRefused ? NO_MEMORY : MEMORY_SOURCE}>
        <dt>memory</dt>
        <dd>{isRefused ? "not measurable in this browser" : "being measured"}</dd>
      </div>
    );
  }
  return (
    <div title={MEMORY_SOURCE}>
      <dt>memory</dt>
      <dd className="data">
        {formatNumber(memory.bytes / BYTES_PER_MB, "MB")}
        {total === 0 ? null : `, ${formatNumber(memory.bytes / total, "B")} per process`}
      </dd>
    </div>
  );
}

/** Frames painted per second, written past React. */
function FrameRate() {
  const element = useRef<HTMLElement>(null);
  const count = useRef({ frames: 0, sinceMs: 0 });
  useAnimationFrame((timeMs) => {
    const state = count.current;
    state.frames++;
    const spanMs = timeMs - state.sinceMs;
    if (spanMs < EVERY_MS) return;
    if (element.current !== null && state.sinceMs > 0)
      element.current.textContent = `${Math.round((state.frames * 1_000) / spanMs)}\u00a0frames/s`;
    count.current = { frames: 0, sinceMs: timeMs };
  });
  return (
    <dd className="data" ref={element}>
      –
    </dd>
  );
}
