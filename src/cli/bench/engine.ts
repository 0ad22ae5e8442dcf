/** An engine that carries out orders: Node, Chromium, Firefox. */

import type { Order, Sample } from "./measure.ts";

/** What an isolate is told to do. */
export type Task = { readonly kind: "warm_up" } | { readonly kind: "measure"; readonly order: Order };

/** What it answers: a sample, nothing after warming up, why it failed, or that it was ended as it took too long. */
export type Answer =
  | { readonly sample: Sample | null }
  | { readonly error: string }
  | { readonly isLate: true };

export interface Engine {
  /** As a person chooses it. */
  readonly name: string;
  /** With its version, once an isolate was opened. */
  title(): string;
  /** Ends the isolate that was in use and begins a new one: nothing is compiled there, nothing is known. */
  openIsolate(): Promise<void>;
  warmUp(): Promise<void>;
  /** Undefined when it took too long; another isolate must be opened then. */
  measure(order: Order): Promise<Sample | undefined>;
  close(): Promise<void>;
}

/** The sample of an answer to an order, undefined when it is late; throws what went wrong. */
export function sampleOf(answer: Answer, order: Order): Sample | undefined {
  if ("isLate" in answer) return undefined;
  if ("error" in answer) throw new Error(`${order.id}: ${answer.error}`);
  if (answer.sample === null) throw new Error(`${order.id}: the engine answered without a sample`);
  return answer.sample;
}
