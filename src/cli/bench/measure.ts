/**
 * Measures shapes in whatever engine this runs in: Node, or a worker of a browser.
 *
 * Method: passes that warm up, then measured ones, each on a world prepared afresh and not measured. Every pass is told
 * by the clock on the wall and, where the host can tell, by processor time: on a busy machine the first says what a
 * neighbour did, the second still says what the code costs (all threads of the engine, its collector included).
 */

import { ensure } from "../../base/index.ts";
import { BENCH_SHAPES, type BenchShape, type PreparedShape } from "../../sim/index.ts";
import { highestOf, quantileOf } from "./statistics.ts";

/** What a host can tell about itself. */
export interface Host {
  /** A clock with fractions of a millisecond. */
  nowMs(): number;
  /** Processor time this engine has used, or undefined when the host cannot tell. */
  cpuMs(): number | undefined;
  /** Bytes in use after a full collection, or undefined when the host cannot tell. */
  heapBytes(): Promise<number | undefined>;
}

/** What is to be measured, and how long it may take. */
export interface Order {
  readonly id: string;
  /** Operations, or the population when `ofPopulation`. */
  readonly size: number;
  readonly ofPopulation: boolean;
  readonly warmUps: number;
  readonly passes: number;
  /** No further pass begins when this much time is over; one is always measured. */
  readonly budgetMs: number;
  /** An isolate that has not answered by then is ended: one hopeless shape must not take the time of all others. */
  readonly timeoutMs: number;
}

export interface Pass {
  readonly operations: number;
  readonly wallMs: number;
  readonly cpuMs?: number;
}

/** How long slices of one pass took. */
export interface Slices {
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** What came out of one order. */
export interface Sample {
  readonly id: string;
  readonly passes: readonly Pass[];
  /** Of all events; equal in every engine. Several when passes differ, which is a mistake. */
  readonly hash: string;
  readonly eventsPerOperation: number;
  readonly bytesPerProcess?: number;
  readonly slices?: Slices;
}

/** Runs every shape once and small, so that an isolate has seen what a real program sees before anything is timed. */
export function warmUpAll(): void {
  for (const { prepare, quickSize } of BENCH_SHAPES) prepare(quickSize / 10).run();
}

/** Carries out an order. */
export async function measure(order: Order, host: Host): Promise<Sample> {
  const shape = ensure(
    BENCH_SHAPES.find(({ id }) => id === order.id),
    `there is no shape "${order.id}"`,
  );
  const taken: Taken[] = [];
  const startMs = host.nowMs();
  for (let i = 0; i < order.warmUps + order.passes; i++) {
    if (taken.length > order.warmUps && host.nowMs() - startMs > order.budgetMs) break;
    taken.push(await takePass(shape, order, host));
  }
  const measured = taken.slice(order.warmUps);
  const bytes = measured.flatMap(({ bytesPerProcess }) => bytesPerProcess ?? []);
  const slices = measured.flatMap((pass) => pass.slices ?? []);
  return {
    id: order.id,
    passes: measured.map(({ pass }) => pass),
    hash: Array.from(new Set(taken.map(({ hash }) => hash))).join(" "),
    eventsPerOperation: taken[0]?.eventsPerOperation ?? 0,
    ...(bytes.length > 0 ? { bytesPerProcess: quantileOf(bytes, 0.5) } : {}),
    ...(slices.length > 0 ? { slices: middleSlices(slices) } : {}),
  };
}

interface Taken extends Omit<Sample, "id" | "passes"> {
  readonly pass: Pass;
}

async function takePass(shape: BenchShape, order: Order, host: Host): Promise<Taken> {
  const isWeighed = shape.leavesProcesses === true && !order.ofPopulation;
  const before = isWeighed ? await host.heapBytes() : undefined;
  const prepared = prepare(shape, order);
  const eventsBefore = prepared.events();
  const { pass, slices } = time(shape, prepared, host);
  const eventsPerOperation = (prepared.events() - eventsBefore) / pass.operations;
  const after = isWeighed ? await host.heapBytes() : undefined;
  const hash = prepared.hash();
  const weight =
    before === undefined || after === undefined
      ? {}
      : { bytesPerProcess: (after - before) / pass.operations };
  return { pass, hash, eventsPerOperation, ...weight, ...(slices === undefined ? {} : { slices }) };
}

function prepare(shape: BenchShape, { size, ofPopulation }: Order): PreparedShape {
  if (!ofPopulation) return shape.prepare(size);
  return ensure(shape.population, `${shape.id} has no population`).prepare(size);
}

/** Runs a prepared shape, at one go or in its slices. */
function time(
  shape: BenchShape,
  prepared: PreparedShape,
  host: Host,
): { readonly pass: Pass; readonly slices: Slices | undefined } {
  const lengthsMs: number[] = [];
  let operations = 0;
  const cpuBefore = host.cpuMs();
  const startMs = host.nowMs();
  if (shape.sliceEvents === undefined) operations = prepared.run();
  else {
    let done = 0;
    do {
      const sliceMs = host.nowMs();
      done = prepared.runSlice(shape.sliceEvents);
      lengthsMs.push(host.nowMs() - sliceMs);
      operations += done;
    } while (done === shape.sliceEvents);
  }
  const wallMs = host.nowMs() - startMs;
  const cpuAfter = host.cpuMs();
  const cpu = cpuBefore === undefined || cpuAfter === undefined ? {} : { cpuMs: cpuAfter - cpuBefore };
  const slices = { p99Ms: quantileOf(lengthsMs, 0.99), worstMs: highestOf(lengthsMs) };
  return { pass: { operations, wallMs, ...cpu }, slices: lengthsMs.length > 0 ? slices : undefined };
}

/** The middle of the passes: one long pause of the machine in one pass is not the engine's. */
function middleSlices(slices: readonly Slices[]): Slices {
  return {
    p99Ms: quantileOf(
      slices.map(({ p99Ms }) => p99Ms),
      0.5,
    ),
    worstMs: quantileOf(
      slices.map(({ worstMs }) => worstMs),
      0.5,
    ),
  };
}
