/** What the run says about itself: events, rate, frames, and the hash that proves it is the same run elsewhere. */
import { useRef } from "react";
import { useRun } from "../../view/index.ts";
import { formatCount, formatNumber, formatTime } from "../widgets/format.ts";
import { useAnimationFrame } from "../widgets/use-animation-frame.ts";

const HASH_DIGITS = 8;
const FPS_EVERY_MS = 500;

export function RunFigures() {
  const events = useRun((run) => run.events);
  const rate = useRun((run) => run.eventsPerSecond);
  const seed = useRun((run) => run.seed);
  const planted = useRun((run) => run.defects) ?? [];
  const hash = useRun((run) => run.hash) ?? "";
  const hashAtUs = useRun((run) => run.hashAtUs);
  return (
    <dl className="run-figures">
      <div className="run-figures-events">
        <dt>events</dt>
        <dd className="data">{formatCount(events)}</dd>
      </div>
      <div className="run-figures-rate">
        <dt className="visually-hidden">Rate</dt>
        <dd className="data">{formatNumber(rate, "events/s")}</dd>
      </div>
      <div className="run-figures-fps">
        <dt className="visually-hidden">Frames</dt>
        <FrameRate />
      </div>
      <div className="run-figures-seed">
        <dt>seed</dt>
        <dd className="data">{seed ?? "–"}</dd>
      </div>
      {planted.length === 0 ? null : (
        <div title="A mistake is planted in the code of this run, so that an invariant breaks.">
          <dt>planted</dt>
          <dd className="data">{planted.join(", ")}</dd>
        </div>
      )}
      <div
        title={`State hash ${hash}: the same scenario, seed and interventions give the same hash everywhere.`}
      >
        <dt>hash</dt>
        <dd className="data">
          {hash.slice(0, HASH_DIGITS) || "–"}{" "}
          <span className="run-figures-hash-time">at {formatTime(hashAtUs)}</span>
        </dd>
      </div>
    </dl>
  );
}

/** Painted frames per second, written past React: it changes too often to render for. */
function FrameRate() {
  const element = useRef<HTMLElement>(null);
  const count = useRef({ frames: 0, sinceMs: 0 });
  useAnimationFrame((timeMs) => {
    const state = count.current;
    state.frames++;
    const spanMs = timeMs - state.sinceMs;
    if (spanMs < FPS_EVERY_MS) return;
    if (element.current !== null && state.sinceMs > 0)
      element.current.textContent = `${Math.round((state.frames * 1000) / spanMs)}\u00a0fps`;
    count.current = { frames: 0, sinceMs: timeMs };
  });
  return (
    <dd className="data" ref={element}>
      –
    </dd>
  );
}
