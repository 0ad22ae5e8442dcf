/** Assigns of the lenses that show the platform: variables and telemetry. Conventions as in `assigns.ts`. */

/** Variables: universal variables, their proposals, and how well the agents do. */
export interface VariablesAssigns {
  readonly order: readonly string[];
  /** Whether variables may still come: false in a scenario whose processes keep no replicated log to agree in. */
  readonly hasConsensus: boolean;
  readonly variables: Readonly<Record<string, VariableRow>>;
  /** Newest first, at most 30. */
  readonly proposals: readonly ProposalRow[];
  readonly agents: readonly string[];
  /** One point per sample: held-out accuracy (mean, lowest, highest over the agents), 0..1. */
  readonly accuracy: readonly {
    readonly atUs: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Where the time axis of the charts ends: the present, rounded up so that it moves ten times a second. */
  readonly endUs: number;
  /** Versions of all variables, each variable's oldest first. */
  readonly history: readonly {
    readonly atUs: number;
    readonly variable: string;
    readonly version: number;
    readonly value: number | string | boolean;
  }[];
}

export interface VariableRow {
  readonly name: string;
  readonly type: "float" | "integer" | "categorical" | "boolean";
  readonly value: number | string | boolean;
  readonly initialValue: number | string | boolean;
  readonly bounds: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly choices: readonly string[] | null;
  readonly version: number;
  /** Agents that have applied the newest version, of all agents that are up. */
  readonly applied: number;
  readonly agents: number;
}

export interface ProposalRow {
  readonly id: string;
  readonly variable: string;
  readonly baseVersion: number;
  readonly from: number | string | boolean;
  readonly to: number | string | boolean;
  readonly proposer: string;
  readonly status:
    | "open"
    | "accepted"
    | "active"
    | "settled"
    | "rejected"
    | "expired"
    | "withdrawn"
    | "stale";
  readonly openedAtUs: number;
  readonly decidedAtUs: number | null;
  readonly accept: number;
  readonly reject: number;
  readonly abstain: number;
  readonly electorate: number;
  /** Per agent: what stage this proposal reached with it. */
  readonly stages: Readonly<Record<string, AgentStage>>;
  readonly event: string | null;
}

export interface AgentStage {
  readonly stage: "asked" | "accept" | "reject" | "abstain" | "applied" | "absent";
  /** Measured change of held-out loss that led to the vote, in loss units; null when it did not measure. */
  readonly score: number | null;
}

/** Telemetry: metric cards and series, sampled once per virtual second (bounded window). */
export interface TelemetryAssigns {
  readonly cards: readonly MetricCard[];
  /** Shared time axis of all series, in virtual seconds. */
  readonly timeS: readonly number[];
  readonly series: Readonly<Record<string, MetricSeries>>;
}

export interface MetricCard {
  readonly id: string;
  readonly title: string;
  readonly kind: "counter" | "gauge" | "histogram";
  readonly value: number | null;
  readonly unit: string;
  readonly hint: string;
  readonly quantiles: { readonly p50: number; readonly p90: number; readonly p99: number } | null;
}

export interface MetricSeries {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** One list per line (label → values aligned with `timeS`; null where there was no sample). */
  readonly lines: Readonly<Record<string, readonly (number | null)[]>>;
}
