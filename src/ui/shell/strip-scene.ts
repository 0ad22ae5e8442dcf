/**
 * The overview strip outside of React: follows the run store, places the now line, tells assistive technology where
 * it stands, and has the picture painted when it is worth it.
 *
 * Invariants
 * - The now line follows every frame; the picture is painted at most every `PAINT_EVERY_MS` while the run plays.
 * - While a hand moves the line, the line stands where the hand wants it.
 * - A playing run does not make the focused slider speak: its words change once it stands still or is moved.
 */
import type { RunStore, TimelineAssigns } from "../../view/index.ts";
import { formatTime } from "../widgets/format.ts";
import { type Axis, axisEndUs, timeAt, xOf } from "./strip-axis.ts";
import { type Lane, type Lanes, laneY, layLanes, STRIP } from "./strip-lanes.ts";
import { type DrawnMark, layMarks, nearestMark } from "./strip-marks.ts";
import type { paintStrip } from "./strip-painter.ts";
import { markWords, valueWords } from "./strip-words.ts";

export interface StripElements {
  readonly slider: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly now: HTMLElement;
  readonly tip: HTMLElement;
}

export interface StripScene {
  /** Something changed; `at` is where the hand wants the line, null when it follows the run. */
  refresh(wantedUs: number | null): void;
  repaint(): void;
  pointAt(place: Place | null): void;
  /** What is at a place; null before there is a timeline. */
  probe(place: Place): Probe | null;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Probe {
  readonly us: number;
  readonly mark: DrawnMark | null;
  readonly lane: Lane | null;
  readonly isKnown: boolean;
}

const PAINT_EVERY_MS = 80;
const EDGE_PX = 10;
const REACH_PX = 8;
const TIP_WIDTH_MAX = 320;
const US_PER_S = 1_000_000;

export function createStripScene(elements: StripElements, store: RunStore, lanesMax: number): StripScene {
  const { slider, canvas, now, tip } = elements;
  let pending = 0;
  let painter: typeof paintStrip | null = null;
  let paintedMs = Number.NEGATIVE_INFINITY;
  let spokenSecond = -1;
  const layOut = createLayout(slider);
  let lanes: Lanes = { lanes: [], more: 0 };

  const timeline = (): TimelineAssigns | undefined => store.getState().assigns.timeline;
  const isPlaying = (): boolean => store.getState().assigns.run?.playing === true;

  const paint = (timeMs: number): void => {
    pending = 0;
    const facts = timeline();
    if (facts === undefined || painter === null) return;
    if (isPlaying() && timeMs - paintedMs < PAINT_EVERY_MS) {
      schedule();
      return;
    }
    paintedMs = timeMs;
    lanes = layLanes(facts, lanesMax);
    const { axis, marks } = layOut(facts);
    painter(canvas, { timeline: facts, axis, marks, lanes });
  };
  const schedule = (): void => {
    if (pending === 0) pending = requestAnimationFrame(paint);
  };
  void fetchPainter().then((fetched) => {
    painter = fetched;
    if (slider.isConnected) schedule();
  });
  const speak = (facts: TimelineAssigns, atUs: number, isMoved: boolean): void => {
    const second = Math.floor(atUs / US_PER_S);
    const isFocused = document.activeElement === slider;
    if (isPlaying() && !isMoved && (isFocused || second === spokenSecond)) return;
    spokenSecond = second;
    describe(slider, facts, atUs);
  };
  const probeAt = (place: Place): Probe | null => {
    const facts = timeline();
    if (facts === undefined) return null;
    return probeOf({ ...layOut(facts), lanes }, facts.frontierUs, place);
  };
  return {
    refresh(wantedUs) {
      const facts = timeline();
      if (facts === undefined) return;
      const atUs = wantedUs ?? facts.nowUs;
      now.style.transform = `translateX(${xOf(layOut(facts).axis, atUs).toFixed(1)}px)`;
      speak(facts, atUs, wantedUs !== null);
      schedule();
    },
    repaint() {
      paintedMs = Number.NEGATIVE_INFINITY;
      schedule();
    },
    probe: probeAt,
    pointAt(place) {
      const probe = place === null ? null : probeAt(place);
      tip.hidden = probe === null;
      if (place === null || probe === null) return;
      tip.textContent = tipWords(probe);
      const room = Math.max(0, slider.clientWidth - Math.min(TIP_WIDTH_MAX, tip.offsetWidth));
      tip.style.left = `${Math.min(room, Math.max(0, place.x - 12))}px`;
    },
  };
}

/** The picture is not needed for the first frame. Without it the slider still says and does everything. */
async function fetchPainter(): Promise<typeof paintStrip | null> {
  try {
    return (await import("./strip-painter.ts")).paintStrip;
  } catch {
    return null;
  }
}

function describe(slider: HTMLElement, facts: TimelineAssigns, atUs: number): void {
  slider.setAttribute("aria-valuemax", String(facts.frontierUs / US_PER_S));
  slider.setAttribute("aria-valuenow", String(atUs / US_PER_S));
  slider.setAttribute("aria-valuetext", valueWords(facts, atUs));
}

interface Layout {
  readonly axis: Axis;
  readonly marks: readonly DrawnMark[];
}

/** Axis and marks, laid anew only when the axis, the room or the marks are others. */
function createLayout(slider: HTMLElement): (facts: TimelineAssigns) => Layout {
  let laid: Layout | null = null;
  let of: TimelineAssigns["marks"] = [];
  return (facts) => {
    const axis = axisOf(facts, slider.clientWidth);
    const isSame = laid?.axis.endUs === axis.endUs && laid.axis.width === axis.width && of === facts.marks;
    if (laid === null || !isSame) laid = { axis, marks: layMarks(facts.marks, axis) };
    of = facts.marks;
    return laid;
  };
}

function axisOf({ branches, frontierUs }: TimelineAssigns, width: number): Axis {
  const reachedUs = Object.values(branches).reduce(
    (max, branch) => Math.max(max, branch.frontierUs),
    frontierUs,
  );
  return { endUs: axisEndUs(reachedUs), left: EDGE_PX, width: Math.max(0, width - 2 * EDGE_PX) };
}

function probeOf(picture: Layout & { readonly lanes: Lanes }, frontierUs: number, { x, y }: Place): Probe {
  const us = timeAt(picture.axis, x);
  const mark = y < STRIP.bodyHeight ? nearestMark(picture.marks, x, REACH_PX) : null;
  return { us, mark, lane: laneAt(picture.lanes, y, us), isKnown: us <= frontierUs };
}

function laneAt({ lanes }: Lanes, y: number, us: number): Lane | null {
  const at = lanes.findIndex((_, index) => Math.abs(y - laneY(index)) <= STRIP.laneHeight / 2);
  const lane = lanes[at];
  return lane !== undefined && us >= lane.fromUs ? lane : null;
}

/** What a press at this place would do, or what is there. */
export function tipWords({ us, mark, lane, isKnown }: Probe): string {
  if (lane !== null) return `Branch ${lane.name}, reached ${formatTime(lane.toUs)}: click to open it`;
  if (mark !== null) return markWords(mark.mark, mark.count);
  return isKnown ? formatTime(us) : `${formatTime(us)}, not run yet: click to run on to here`;
}
