/** Words of the scenario language: JSON terms, operations, callback instructions (format: version recorded with OTP 25). */

export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;
export type JsonRecord = { readonly [key: string]: Json | undefined };

/** One operation of an actor or a callback. */
export type Op = JsonRecord & { readonly op: string };

export type TraceEvent = readonly Json[];

export interface StepTrace {
  p?: Record<string, TraceEvent[]>;
  ev?: TraceEvent[];
  order?: "starts" | "lanes";
}

export interface ScenarioTrace {
  readonly steps: readonly StepTrace[];
}

export interface Scenario {
  readonly actors: readonly (string | { readonly name: string; readonly trap?: boolean })[];
  readonly steps: readonly { readonly p?: string; readonly ops?: readonly Op[]; readonly advance?: number }[];
}

export interface ConformanceCase {
  readonly id: string;
  readonly suite: string;
  readonly tags?: readonly string[];
  readonly scenario: Scenario;
  readonly expect?: ScenarioTrace;
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text under a key, or undefined. */
export function text(record: JsonRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === "string" ? value : undefined;
}

export function list(record: JsonRecord, key: string): readonly Json[] {
  const value = record[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function record(value: Json | undefined): JsonRecord {
  return isRecord(value) ? value : {};
}

export function ops(source: JsonRecord): readonly Op[] {
  return list(source, "ops") as readonly Op[];
}
