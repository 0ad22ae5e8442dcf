/**
 * The overview strip and its list. The strip itself is fetched right after the first frame: a first visit begins at the
 * beginning, where there is nothing to see of it; its place is kept, so nothing shifts.
 */
import { lazy, Suspense } from "react";
import { useAssigns } from "../../view/index.ts";
import { Icon } from "../widgets/icon.tsx";
import { Popover } from "../widgets/popover.tsx";
import "./overview-strip.css";

const StripSlider = lazy(async () => ({ default: (await import("./strip-slider.tsx")).StripSlider }));
const MomentList = lazy(async () => ({ default: (await import("./strip-list.tsx")).MomentList }));

export function OverviewStrip() {
  return (
    <Suspense fallback={<div className="strip" />}>
      <StripSlider />
    </Suspense>
  );
}

/** The strip as a list: every mark a button that goes to its moment. Fetched when it is first opened. */
export function Moments() {
  const count = useAssigns("timeline", ({ marks }) => marks.length);
  return (
    <div className="moments">
      <Popover
        label={`Moments: ${count ?? 0}`}
        hint="The moments of the strip as a list"
        side="above"
        align="end"
        buttonClass="button moments-button"
        face={
          <>
            <Icon name="flag" size={16} />
            <span className="moments-face number">Moments {count ?? "–"}</span>
          </>
        }
      >
        {() => (
          <Suspense fallback={<p className="moments-waiting">Fetching the list…</p>}>
            <MomentList />
          </Suspense>
        )}
      </Popover>
    </div>
  );
}
