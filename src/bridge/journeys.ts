/** Transport commands that lead to another moment or branch, as journeys along the timeline. */

import { type Move, parseEventId, regrow, type Target, type Timeline } from "../sim/index.ts";
import { formatUs } from "./format.ts";
import type { BranchesRequest, Reply, Transport } from "./protocol.ts";

/** Where to go on to; what is to be done on arrival. */
export interface Journey {
  readonly target: Target;
  readonly onArrival?: () => void;
}

type Answer = Reply<Journey | undefined>;

const NAME_LENGTH_MAX = 80;

const refuse = (error: string): Answer => ({ ok: false, error });
/** Done on the spot. */
const HERE: Answer = { ok: true, value: undefined };

/** Puts the timeline on its way; the answer is what is left to go, or why the command makes no sense. */
export function journeyOf(timeline: Timeline, transport: Transport): Answer {
  switch (transport.kind) {
    case "seek":
      return transport.us >= 0
        ? goTo(timeline, { kind: "time", us: Math.round(transport.us) })
        : refuse("seek to a time of 0 or later");
    case "seek_event": {
      const event = parseEventId(transport.event);
      if (event === undefined || timeline.run.world.nodes[event.node] === undefined)
        return refuse(`"${transport.event}" is not an event of this run; events are named like n1#2041`);
      return goTo(timeline, { kind: "event", ...event });
    }
    case "seek_mark":
      return goToMark(timeline, transport.direction, transport.importance);
    case "branch": {
      const branch = timeline.branches.find(({ id }) => id === transport.id);
      if (branch === undefined) return refuse(`there is no branch "${transport.id}"`);
      return { ok: true, value: { target: timeline.open(branch, transport.us) } };
    }
    case "fork":
      timeline.fork(nameOr(transport.name, `fork at ${formatUs(timeline.run.world.nowUs)}`));
      return HERE;
    case "rename_branch": {
      const branch = timeline.branches.find(({ id }) => id === transport.id);
      if (branch === undefined) return refuse(`there is no branch "${transport.id}"`);
      branch.name = nameOr(transport.name, branch.name);
      return HERE;
    }
    case "undo":
      return moved(timeline.undo(), "There is no intervention to take back.");
    case "redo":
      return moved(timeline.redo(), "There is nothing to bring back.");
    default:
      return refuse(`${transport.kind} is not a command of the timeline`);
  }
}

/** The journeys that make branches again, one after the other, and lead to a moment of the open one. */
export function* regrowth(
  timeline: Timeline,
  { plans, open }: BranchesRequest,
  seekUs: number,
): Generator<Journey> {
  yield* regrow(timeline, plans, open);
  const target: Target = { kind: "time", us: seekUs };
  timeline.seek(target);
  yield { target };
}

function goTo(timeline: Timeline, target: Target): Answer {
  timeline.seek(target);
  return { ok: true, value: { target } };
}

function goToMark(timeline: Timeline, direction: -1 | 1, importance: number): Answer {
  const { nowUs } = timeline.run.world;
  const marks = timeline.branch.marks.filter((mark) => mark.importance >= importance);
  const mark =
    direction > 0 ? marks.find(({ atUs }) => atUs > nowUs) : marks.findLast(({ atUs }) => atUs < nowUs);
  if (mark !== undefined) return goTo(timeline, { kind: "time", us: mark.atUs });
  return refuse(direction > 0 ? "Nothing later is marked yet." : "Nothing earlier is marked.");
}

function moved(move: Move | undefined, otherwise: string): Answer {
  return move === undefined ? refuse(otherwise) : { ok: true, value: move };
}

function nameOr(name: string | undefined, otherwise: string): string {
  const trimmed = (name ?? "").trim().slice(0, NAME_LENGTH_MAX);
  return trimmed === "" ? otherwise : trimmed;
}
