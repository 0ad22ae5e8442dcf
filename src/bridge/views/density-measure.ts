/**
 * The measures of the density picture: the value of one process, and how the values of a cell become one colour.
 *
 * Activity is counted, not guessed: the handled messages of every process are taken down now and then, and the rate is
 * the difference to a moment between half a virtual second and a second or so ago. Whoever was born since started at 0.
 */

import type { Node, Process } from "../../sim/index.ts";
import type { ProcessStatus } from "../assigns.ts";
import { DENSITY_STATES, type DensityMeasure, type DensityScale } from "../density-assigns.ts";
import { busyPercentOf, heldBy, statusOf } from "./process-facts.ts";

export type ValueOf = (process: Process) => number;

const US_PER_S = 1_000_000;
/** A new count is begun when the newest is this old. */
const COUNT_EVERY_US = 500_000;

const CURVE: Readonly<Record<DensityMeasure, DensityScale["curve"]>> = {
  state: "linear",
  activity: "root",
  mailbox: "root",
  age: "linear",
  handled: "root",
  busy: "linear",
  held: "root",
};

const OF: Readonly<Record<DensityMeasure, DensityScale["of"]>> = {
  state: "rarest",
  activity: "mean",
  mailbox: "largest",
  age: "mean",
  handled: "mean",
  busy: "mean",
  held: "largest",
};

export function shapeOf(measure: DensityMeasure): Pick<DensityScale, "curve" | "of"> {
  return { curve: CURVE[measure], of: OF[measure] };
}

const STATE_CODES = new Map<ProcessStatus | null, number>(DENSITY_STATES.map((state, code) => [state, code]));

export function stateCode(process: Process): number {
  return STATE_CODES.get(statusOf(process)) ?? 0;
}

/** What handled messages were counted at a moment, by node and slot. */
interface Count {
  readonly atUs: number;
  readonly handled: readonly Uint32Array[];
  readonly serials: readonly Uint32Array[];
}

export class Activity {
  #older: Count | undefined;
  #newer: Count | undefined;

  /** Keeps the counts young; to be called before values are asked for. */
  refresh(nodes: readonly Node[], nowUs: number): void {
    if (this.#newer !== undefined && nowUs - this.#newer.atUs < COUNT_EVERY_US) return;
    this.#older = this.#newer;
    this.#newer = countHandled(nodes, nowUs);
    this.#older ??= this.#newer;
  }

  /** Virtual time since the count the rates refer to. */
  windowUs(nowUs: number): number {
    return nowUs - (this.#older?.atUs ?? nowUs);
  }

  /** Messages per virtual second. */
  worth(nowUs: number): ValueOf {
    const windowUs = this.windowUs(nowUs);
    const { handled, serials } = this.#older ?? { handled: [], serials: [] };
    if (windowUs <= 0) return () => 0;
    const perSecond = US_PER_S / windowUs;
    return ({ pid, handled: now }) => {
      const isSame = serials[pid.node]?.[pid.slot] === pid.serial;
      const before = isSame ? (handled[pid.node]?.[pid.slot] ?? 0) : 0;
      return (now - before) * perSecond;
    };
  }
}

function countHandled(nodes: readonly Node[], atUs: number): Count {
  const handled: Uint32Array[] = [];
  const serials: Uint32Array[] = [];
  for (const node of nodes) {
    const counts = new Uint32Array(node.slots.length);
    const owners = new Uint32Array(node.slots.length);
    for (const process of node.slots) {
      if (process === undefined) continue;
      counts[process.pid.slot] = process.handled;
      owners[process.pid.slot] = process.pid.serial;
    }
    handled.push(counts);
    serials.push(owners);
  }
  return { atUs, handled, serials };
}

/** The value of a process in the unit of the measure: messages/s, messages, s, messages, %, entries; a state's code. */
export function valueFor(measure: DensityMeasure, nowUs: number, activity: Activity): ValueOf {
  switch (measure) {
    case "state":
      return stateCode;
    case "activity":
      return activity.worth(nowUs);
    case "mailbox":
      return (process) => process.mailboxLength;
    case "age":
      return (process) => (nowUs - process.spawnedAtUs) / US_PER_S;
    case "handled":
      return (process) => process.handled;
    case "busy":
      return (process) => busyPercentOf(process, nowUs);
    case "held":
      return heldBy;
  }
}

/** The next of 1, 2, 5, 10 … at or above a value; 1 for nothing. */
export function niceAbove(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 5, 10].map((step) => step * power);
  return steps.find((step) => step >= value * (1 - 1e-9)) ?? 10 * power;
}
