/**
 * The overview strip: the whole run on one line, always in sight. A slider for hands, keys and screen readers; the
 * same moments as a list stand beside it.
 *
 * Invariant: React renders it when a branch comes or the theme changes; frames go past it (strip-scene.ts).
 */
import { useEffect, useMemo, useRef } from "react";
import { runStore, themeOf, useAssigns, useUi } from "../../view/index.ts";
import { PHONE, useMedia } from "../widgets/use-media.ts";
import { useSession } from "./session-context.tsx";
import { useStripInput } from "./strip-input.ts";
import { createStripScene, type StripScene } from "./strip-scene.ts";
import { createSeeker } from "./strip-seek.ts";

const LANES_MAX = 2;
const LANES_MAX_PHONE = 1;

const timelineNow = () => runStore.getState().assigns.timeline;

export function StripSlider() {
  const session = useSession();
  const theme = useUi(themeOf);
  const lanesMax = useMedia(PHONE) ? LANES_MAX_PHONE : LANES_MAX;
  const others = useAssigns("timeline", ({ branchOrder }) => branchOrder.length - 1);
  const lanes = Math.min(lanesMax, others ?? 0);
  const slider = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const scene = useRef<StripScene>(null);
  const seeker = useMemo(
    () =>
      createSeeker(
        (us) => session.transport({ kind: "seek", us }),
        () => scene.current?.refresh(null),
      ),
    [session],
  );
  useEffect(() => {
    if (!slider.current || !canvas.current || !now.current || !tip.current) return;
    const elements = { slider: slider.current, canvas: canvas.current, now: now.current, tip: tip.current };
    const made = createStripScene(elements, runStore, lanesMax);
    scene.current = made;
    const refresh = () => made.refresh(seeker.targetUs());
    const resize = new ResizeObserver(() => {
      refresh();
      made.repaint();
    });
    resize.observe(slider.current);
    refresh();
    const stop = runStore.subscribe((state, before) => {
      if (state.assigns.timeline !== before.assigns.timeline) refresh();
    });
    return () => {
      stop();
      resize.disconnect();
      scene.current = null;
    };
  }, [seeker, lanesMax]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme means other colours under the same names.
  useEffect(() => scene.current?.repaint(), [theme]);
  const input = useStripInput({ session, timeline: timelineNow, scene: () => scene.current, seeker });
  return (
    <div
      ref={slider}
      className="strip"
      data-lanes={lanes}
      role="slider"
      tabIndex={0}
      aria-label="Moment of the run"
      aria-disabled={others === null}
      aria-valuemin={0}
      aria-valuemax={0}
      aria-valuenow={0}
      {...input}
    >
      <canvas ref={canvas} className="strip-canvas" />
      <div ref={now} className="strip-now" hidden={others === null} />
      <div ref={tip} className="strip-tip data" hidden />
    </div>
  );
}
