/**
 * How long a process was occupied by one turn, as far as the trace and the living processes know it.
 *
 * Known are: turns that worked and were resumed when the work was done (a `finished` event names the turn as its
 * cause), and turns of processes that still live and did no work, which cost what each of their turns costs. For all
 * others (the process died meanwhile) only the beginning is known.
 */

import { EVENT_KIND, type EventKind, type Process, type TraceRecord } from "../../kernel/index.ts";
import type { World } from "../world.ts";
import { eventKey } from "./trace-window.ts";

const TURN_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  EVENT_KIND.message,
  EVENT_KIND.resumed,
  EVENT_KIND.timed_out,
  EVENT_KIND.finished,
]);

/** Whether the event is a turn of a process: code ran, for some virtual time. */
export function isTurn({ kind }: TraceRecord): boolean {
  return TURN_KINDS.has(kind);
}

/** Virtual µs the turn took; undefined when nobody knows. Ask about turns only. */
export type TurnTime = (record: TraceRecord) => number | undefined;

export function turnTimes(world: World, records: readonly TraceRecord[]): TurnTime {
  const finishedUs = new Map<number, number>();
  const newestTurn = new Map<number, number>();
  for (const record of records) {
    if (isTurn(record)) newestTurn.set(eventKey(record.node, record.actor), record.seq);
    const { cause } = record;
    if (record.kind === EVENT_KIND.finished && cause !== undefined)
      finishedUs.set(eventKey(cause.node, cause.seq), record.timeUs);
  }
  const living = livingProcesses(world);
  return (record) => {
    const untilUs = finishedUs.get(eventKey(record.node, record.seq));
    if (untilUs !== undefined) return untilUs - record.timeUs;
    const process = living.get(eventKey(record.node, record.actor));
    if (process === undefined) return undefined;
    const isUnderWay = process.busy && newestTurn.get(eventKey(record.node, record.actor)) === record.seq;
    const node = world.nodes[record.node];
    return isUnderWay ? undefined : (process.rare?.costUs ?? node?.handlerCostUs);
  };
}

function livingProcesses(world: World): ReadonlyMap<number, Process> {
  const living = new Map<number, Process>();
  for (const node of world.nodes) {
    for (const process of node.slots) {
      if (process !== undefined) living.set(eventKey(node.index, process.pid.serial), process);
    }
  }
  return living;
}
