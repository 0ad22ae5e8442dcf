/**
 * Telling the world that something happened: one call emits the domain event and feeds the node's metrics.
 *
 * `record` has the signature of `ctx.emit` and takes its place. Nothing here raises and nothing here waits, whether
 * the telemetry server is there or not.
 */

import { type Blocking, type Context, exitReasonOf, Raise, type Term } from "../../kernel/index.ts";
import type { Catalogue, EventData, EventName } from "./catalogue.ts";
import { feedEvent } from "./metric-table.ts";

/** Emits a domain event and feeds the metrics it is a source of. */
export function record(ctx: Context, event: string, data: Term): void {
  ctx.emit(event, data);
  feedEvent(ctx, event, data);
}

/** As `record`, in the words of `:telemetry`: numbers and the rest apart. */
export function execute(
  ctx: Context,
  event: string,
  measurements: Readonly<Record<string, number>>,
  metadata: Readonly<Record<string, Term>> = {},
): void {
  record(ctx, event, { ...metadata, ...measurements });
}

/** `record` for the events of one room: the compiler knows the names and the fields. */
export type Recorder<C extends Catalogue> = <N extends EventName<C>>(
  ctx: Context,
  event: N,
  data: EventData<C[N]>,
) => void;

/** A `record` that only takes events of this catalogue: `const record = recorder(REGISTRY_EVENTS)`. */
export function recorder<C extends Catalogue>(_catalogue: C): Recorder<C> {
  return (ctx, event, data) => record(ctx, event, data as Term);
}

/** The two events a measured piece of work ends with; both carry `durationMs`, a failure its `reason` as well. */
export interface Span {
  readonly finished: string;
  readonly failed: string;
}

/** Runs `body` and records how long it took in virtual time; a crash is recorded and goes on as it was. */
export function* measure<T>(
  ctx: Context,
  span: Span,
  metadata: Readonly<Record<string, Term>>,
  body: () => Blocking<T>,
): Blocking<T> {
  const startUs = ctx.now();
  const durationMs = () => (ctx.now() - startUs) / 1000;
  try {
    const value = yield* body();
    record(ctx, span.finished, { ...metadata, durationMs: durationMs() });
    return value;
  } catch (raised) {
    if (!(raised instanceof Raise)) throw raised;
    record(ctx, span.failed, { ...metadata, durationMs: durationMs(), reason: exitReasonOf(raised) });
    throw raised;
  }
}
