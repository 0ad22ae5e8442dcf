/**
 * Space-time: the newest events on lines of nodes or processes, the messages between them, and what an event could have
 * known of and influenced.
 *
 * What a frame costs depends on what is new, not on what is kept, except for folds and layers, which are passes over
 * small integers. When a refresh was dear, or is expected to be, the next one waits.
 */

import { foldLocal, layersOf, NO_EVENT, parsePid, type Run } from "../../sim/index.ts";
import { type Driving, type LiveView, numberParam, textParam, type ViewParams } from "../live-view.ts";
import type { SpacetimeAssigns, SpacetimeMode } from "../spacetime-assigns.ts";
import { type Clock, hostClock } from "./slow-reading.ts";
import { eventAt, focusAt, type Kept, ordinalOf, pairOf, rowsOf } from "./spacetime-focus.ts";
import { SpacetimeHistory } from "./spacetime-history.ts";
import { type LineWish, planLines } from "./spacetime-lines.ts";
import { SpacetimeWindow } from "./spacetime-window.ts";

const LIMIT = { min: 100, max: 10_000 } as const;
const ROOM = { min: 2, initial: 16, max: 40 } as const;
const TABLE_ROWS = { initial: 60, max: 200 } as const;
/** A refresh may cost so much each frame; a dearer one is followed by a rest of so many times its cost. */
const FRAME_MS = 4;
const REST_SHARE = 7;
/** The choice of processes is looked at again after so many events. */
const REPLAN_EVENTS = 1_024;

type Picture = Pick<SpacetimeAssigns, "mode" | "lines" | "from" | "to" | "chunks" | "folded" | "layers">;
type Answers = SpacetimeAssigns["answers"];

interface Memory {
  window: SpacetimeWindow;
  history: SpacetimeHistory | undefined;
  /** Where the window ended when the lines were chosen, and for which wish. */
  plannedAt: number;
  wish: string;
  restUntilMs: number;
  readonly picture: Remembered<Picture>;
  readonly answers: Remembered<Answers>;
  assigns: SpacetimeAssigns | undefined;
}

/** A value and what it was made for. */
interface Remembered<T> {
  history: SpacetimeHistory | undefined;
  key: string;
  value: T | undefined;
}

export function createSpacetimeView(clock: Clock = hostClock): LiveView<"spacetime"> {
  const memory: Memory = {
    window: new SpacetimeWindow(LIMIT.max, 0),
    history: undefined,
    plannedAt: 0,
    wish: "",
    restUntilMs: Number.NEGATIVE_INFINITY,
    picture: { history: undefined, key: "", value: undefined },
    answers: { history: undefined, key: "", value: undefined },
    assigns: undefined,
  };
  return {
    name: "spacetime",
    render(run, driving, params) {
      const startMs = clock();
      if (mayRefresh(memory, run, driving, { params, startMs })) {
        refresh(memory, run, params);
        const costMs = clock() - startMs;
        memory.restUntilMs = costMs > FRAME_MS ? clock() + REST_SHARE * costMs : Number.NEGATIVE_INFINITY;
      }
      return assignsOf(memory, run, params);
    },
  };
}

/** A held picture takes nothing new as long as its events are still those of the run. */
function mayRefresh(
  { window, history, wish, restUntilMs }: Memory,
  { world }: Run,
  { playing }: Driving,
  { params, startMs }: { readonly params: ViewParams; readonly startMs: number },
): boolean {
  if (history === undefined || wish !== wishKey(params) || !window.isContinued(world)) return true;
  if (params["hold"] === true) return false;
  return !playing || startMs >= restUntilMs;
}

function refresh(memory: Memory, { world }: Run, params: ViewParams): void {
  const limit = limitIn(params);
  if (limit !== memory.window.limit) {
    memory.window = new SpacetimeWindow(limit, memory.window.to);
    memory.history = undefined;
  }
  const { window } = memory;
  const isHeld = params["hold"] === true && memory.history !== undefined && window.isContinued(world);
  const refreshed = isHeld ? "same" : window.refresh(world);
  const wish = wishKey(params);
  const before = refreshed === "anew" ? undefined : memory.history;
  const isPlanned = before !== undefined && wish === memory.wish;
  if (isPlanned && window.to - memory.plannedAt < REPLAN_EVENTS) {
    before.extend(window);
    return;
  }
  memory.wish = wish;
  memory.plannedAt = window.to;
  const plan = planLines(world, window, wishIn(params, world.nodes.length), memory.history?.plan);
  if (before !== undefined && plan === before.plan) before.extend(window);
  else memory.history = new SpacetimeHistory(world, window, plan);
}

function assignsOf(memory: Memory, run: Run, params: ViewParams): SpacetimeAssigns {
  const { window, history, assigns: last } = memory;
  if (history === undefined) throw new Error("a picture is refreshed before it is shown");
  const kept: Kept = { world: run.world, window, history };
  const picture = pictureOf(memory.picture, kept, params);
  const answers = answersOf(memory.answers, kept, params);
  const held = params["hold"] === true;
  const { nowUs } = run.world;
  const newer = held ? window.unread(run.world) : 0;
  const isSame =
    last?.folded === picture.folded &&
    last.answers === answers &&
    last.nowUs === nowUs &&
    last.held === held &&
    last.newer === newer;
  if (isSame) return last;
  memory.assigns = { nowUs, ...picture, answers, held, newer };
  return memory.assigns;
}

function pictureOf(known: Remembered<Picture>, kept: Kept, params: ViewParams): Picture {
  const { window, history } = kept;
  const { log, plan } = history;
  const fold = params["fold"] !== false;
  const select = ordinalOf(kept, textParam(params, "select"));
  const other = ordinalOf(kept, textParam(params, "other"));
  return remember(known, history, `${log.to} ${fold} ${select} ${other}`, () => {
    const folded = fold
      ? foldLocal(log, (at) => history.stands(at) || at === select || at === other)
      : new Uint8Array(log.to - log.from);
    return {
      mode: plan.mode,
      lines: plan.lines,
      from: log.from,
      to: log.to,
      chunks: history.chunks(window),
      folded,
      layers: layersOf(log, folded),
    };
  });
}

function answersOf(known: Remembered<Answers>, kept: Kept, params: ViewParams): Answers {
  const { history } = kept;
  const select = textParam(params, "select");
  const other = textParam(params, "other");
  const point = textParam(params, "point");
  const first = Math.max(0, Math.floor(numberParam(params, "tableFrom", 0)));
  const wanted = Math.floor(numberParam(params, "tableCount", TABLE_ROWS.initial));
  const count = params["table"] === true ? Math.min(TABLE_ROWS.max, Math.max(0, wanted)) : null;
  const key = JSON.stringify([history.log.to, select, other, point, first, count]);
  return remember(known, history, key, () => {
    const at = ordinalOf(kept, select);
    const otherAt = ordinalOf(kept, other);
    const pointAt = ordinalOf(kept, point);
    return {
      focus: at === NO_EVENT ? null : focusAt(kept, at),
      other: at === NO_EVENT || otherAt === NO_EVENT ? null : pairOf(kept, at, otherAt),
      point: pointAt === NO_EVENT ? null : eventAt(kept, pointAt),
      missing: select.includes("#") && at === NO_EVENT ? select : null,
      table: count === null ? null : { from: first, rows: rowsOf(kept, { first, count }, at) },
    };
  });
}

function remember<T>(known: Remembered<T>, history: SpacetimeHistory, key: string, make: () => T): T {
  if (known.value !== undefined && known.history === history && known.key === key) return known.value;
  const value = make();
  Object.assign(known, { history, key, value });
  return value;
}

function limitIn(params: ViewParams): number {
  return Math.min(LIMIT.max, Math.max(LIMIT.min, Math.floor(numberParam(params, "limit", LIMIT.max))));
}

/** Everything that means other lines or another number of events. */
function wishKey(params: ViewParams): string {
  return JSON.stringify([params["mode"], params["room"], params["limit"], params["with"]]);
}

function wishIn(params: ViewParams, nodeCount: number): LineWish {
  const natural: SpacetimeMode = nodeCount > 1 ? "nodes" : "processes";
  const { mode } = params;
  const room = Math.floor(numberParam(params, "room", ROOM.initial));
  return {
    mode: mode === "nodes" || mode === "processes" ? mode : natural,
    room: Math.min(ROOM.max, Math.max(ROOM.min, room)),
    favourite: parsePid(textParam(params, "with")),
  };
}
