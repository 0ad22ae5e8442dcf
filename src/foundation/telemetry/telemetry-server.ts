/**
 * The gen_server "telemetry": owns the table of metrics of its node.
 *
 * It hardly does anything, so that there is little to die of: processes feed the table themselves. Its end empties
 * the metrics and stops nobody; its restart begins again at zero.
 */

import type { Context, Term } from "../../kernel/index.ts";
import {
  type CallResult,
  type ChildSpec,
  defineServer,
  type NoreplyResult,
  noreply,
  reply,
  started,
} from "../../otp/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { TELEMETRY_EVENTS } from "./events.ts";
import { checkMetrics, type MetricDefinition, UNKNOWN_EVENTS, UNUSABLE_VALUES } from "./metric.ts";
import {
  EVENT_ROW,
  type EventRules,
  LABELS_ROW,
  METRIC_ROW,
  METRICS_TABLE,
  NO_RULES,
  OPEN_ROW,
  SERIES_ROW,
} from "./metric-table.ts";
import { recorder } from "./record.ts";

/** Module and local name of the server. */
export const TELEMETRY = "telemetry";

/** What a node's telemetry knows: the events that exist and the metrics they feed. */
export type TelemetryConfig = {
  readonly catalogue: Catalogue;
  readonly metrics: readonly MetricDefinition[];
};

type State = { readonly resets: number };

const recordOwn = recorder(TELEMETRY_EVENTS);

export const telemetryModule = defineServer<State>(TELEMETRY, {
  init(ctx: Context, { catalogue, metrics }: TelemetryConfig) {
    checkMetrics(metrics);
    ctx.tableNew(METRICS_TABLE, { access: "public" });
    const known = { ...catalogue, ...TELEMETRY_EVENTS };
    const rules = rulesOf(metrics);
    for (const name of [...Object.keys(known), ...rules.keys()]) {
      ctx.tablePut(METRICS_TABLE, EVENT_ROW + name, rules.get(name) ?? NO_RULES);
    }
    for (const definition of [...metrics, UNKNOWN_EVENTS, UNUSABLE_VALUES]) {
      ctx.tablePut(METRICS_TABLE, METRIC_ROW + definition.id, definition);
    }
    return started({ resets: 0 });
  },

  handleCall(ctx: Context, request: Term, _from, state): CallResult<State> {
    if (request !== "reset") return reply(["error", "unknown_request"], state);
    const series = emptySeries(ctx);
    recordOwn(ctx, "telemetry.metrics_reset", { series });
    return reply("ok", { resets: state.resets + 1 });
  },

  handleCast(_ctx: Context, _request: Term, state): NoreplyResult<State> {
    return noreply(state);
  },
});

function rulesOf(metrics: readonly MetricDefinition[]): ReadonlyMap<string, EventRules> {
  const rules = new Map<string, EventRules>();
  const at = (event: string) => rules.get(event) ?? NO_RULES;
  for (const definition of metrics) {
    const { event, since } = definition;
    rules.set(event, { ...at(event), feeds: [...at(event).feeds, definition] });
    if (since !== undefined) {
      rules.set(since.event, { ...at(since.event), begins: [...at(since.event).begins, definition] });
    }
  }
  return rules;
}

/** The telemetry server of a node, to be put under its root supervisor. */
export function telemetryChild(config: TelemetryConfig): ChildSpec {
  // The catalogue is plain data, but its type is an interface, which the compiler does not take for a term.
  const args = [TELEMETRY, config as unknown as Term, { name: TELEMETRY }];
  return { id: TELEMETRY, start: ["gen_server", "start_link", args] };
}

/** Removes all series; how many there were. */
function emptySeries(ctx: Context): number {
  let series = 0;
  for (const [key] of ctx.tableEntries(METRICS_TABLE)) {
    const name = String(key);
    if (name.startsWith(SERIES_ROW)) series++;
    if ([SERIES_ROW, LABELS_ROW, OPEN_ROW].some((row) => name.startsWith(row)))
      ctx.tableDelete(METRICS_TABLE, key);
  }
  return series;
}
