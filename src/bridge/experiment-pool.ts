/**
 * A pool of spare workers: orders go in, answers come out, each by whichever worker is free.
 *
 * Invariants
 * - Orders are started in the order in which they came; every one ends in a `Reply`.
 * - A worker that dies is replaced and its order given to another once; an order that kills two is at fault itself.
 * - After `cancel` nothing of the orders before it is heard any more: their workers are ended, not asked.
 * - A worker that rests is kept: starting one costs as much as a short run.
 */

import type { ExperimentOrder, ExperimentOutcome } from "../sim/index.ts";
import type { ExperimentAnswer, ExperimentCall } from "./experiment-host.ts";
import type { Reply } from "./protocol.ts";

/** A `Worker`, or in tests anything that answers like one. */
export interface ExperimentWorker {
  post(call: ExperimentCall): void;
  listen(hear: (answer: ExperimentAnswer) => void): void;
  onDeath(hear: (cause: string) => void): void;
  end(): void;
}

export interface Progress {
  /** How much of the order is done, 0 to 1. */
  readonly share: number;
  readonly events: number;
}

export interface ExperimentPool {
  readonly size: number;
  run(order: ExperimentOrder, onProgress?: (progress: Progress) => void): Promise<Reply<ExperimentOutcome>>;
  /** Ends every order that is not done: they are answered with `CANCELLED`. Workers that rest stay for the next. */
  cancel(): void;
  /** The same, and lets go of the workers that rest. The pool can be used again all the same. */
  rest(): void;
}

export const CANCELLED = "The experiment was stopped.";
const DEATHS_MAX = 2;

/** One processor stays with the page and its own run; with two or more there are two workers at least. */
export function poolSizeFor(processors: number): number {
  if (processors < 2) return 1;
  return Math.max(2, processors - 1);
}

interface Job {
  readonly id: number;
  readonly order: ExperimentOrder;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly settle: (reply: Reply<ExperimentOutcome>) => void;
  deaths: number;
}

interface Seat {
  readonly worker: ExperimentWorker;
  job: Job | undefined;
}

export function createExperimentPool(start: () => ExperimentWorker, size: number): ExperimentPool {
  const queue: Job[] = [];
  const seats = new Set<Seat>();
  let lastId = 0;

  function assign(): void {
    while (queue.length > 0) {
      const seat = Array.from(seats).find(({ job }) => job === undefined) ?? openSeat();
      if (seat === undefined) return;
      const job = queue.shift() as Job;
      seat.job = job;
      seat.worker.post({ id: job.id, order: job.order });
    }
  }

  function openSeat(): Seat | undefined {
    if (seats.size >= size) return undefined;
    const seat: Seat = { worker: start(), job: undefined };
    seats.add(seat);
    seat.worker.listen((answer) => hear(seat, answer));
    seat.worker.onDeath((cause) => bury(seat, cause));
    return seat;
  }

  function hear(seat: Seat, answer: ExperimentAnswer): void {
    const { job } = seat;
    if (!seats.has(seat) || job?.id !== answer.id) return;
    if (answer.kind === "progress") {
      job.onProgress?.({ share: answer.share, events: answer.events });
      return;
    }
    seat.job = undefined;
    if (answer.kind === "done") job.settle({ ok: true, value: answer.outcome });
    else job.settle({ ok: false, error: answer.error });
    assign();
  }

  function bury(seat: Seat, cause: string): void {
    if (!seats.delete(seat)) return;
    seat.worker.end();
    const { job } = seat;
    if (job !== undefined && ++job.deaths < DEATHS_MAX) queue.unshift(job);
    else job?.settle({ ok: false, error: `A spare worker failed: ${cause}` });
    assign();
  }

  function dismiss(isWanted: (seat: Seat) => boolean): void {
    for (const seat of Array.from(seats).filter((one) => !isWanted(one))) {
      seats.delete(seat);
      seat.worker.end();
      seat.job?.settle({ ok: false, error: CANCELLED });
    }
    for (const { settle } of queue.splice(0)) settle({ ok: false, error: CANCELLED });
  }

  return {
    size,
    run: (order, onProgress) =>
      new Promise((settle) => {
        queue.push({ id: ++lastId, order, onProgress, settle, deaths: 0 });
        assign();
      }),
    cancel: () => dismiss(({ job }) => job === undefined),
    rest: () => dismiss(() => false),
  };
}
