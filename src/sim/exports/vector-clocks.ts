/**
 * Vector clocks of chosen events, counted as logs want them: 1, 2, 3 … on each host.
 *
 * Hosts are the nodes and, last, the world outside, whose events are the inputs. The causal log knows what every event
 * of the window has heard of, as stamps; a clock here says how many chosen events of each host that is. So of two chosen
 * events the clocks compare exactly as the happened-before relation of the whole window says, also where the way from
 * one to the other leads through events that were not chosen.
 *
 * Invariants
 * - Records come in the order of `readWindow`: causes before effects.
 * - The own entry of a host's chosen events counts without a gap. What lies before the window is 0.
 */

import { INPUT_NODE, type TraceRecord } from "../../kernel/index.ts";
import { CausalLog, NO_EVENT } from "../causality/causal-log.ts";

export interface ClockedEvent {
  /** Index of a node, or the number of nodes for the world outside. */
  readonly host: number;
  /** Chosen events heard of, by host. */
  readonly clock: readonly number[];
  readonly atUs: number;
  /** Undefined for an input. */
  readonly record: TraceRecord | undefined;
  /** Place of the input in the journal, from 1; 0 for an event of a node. */
  readonly input: number;
}

export interface ClockRequest {
  readonly nodes: number;
  readonly records: readonly TraceRecord[];
  /** When each input took effect, in the order of the journal. */
  readonly inputTimesUs: readonly number[];
  /** Now: inputs after it have not happened yet. */
  readonly untilUs: number;
  readonly isChosen: (record: TraceRecord) => boolean;
}

/** The chosen events and the inputs with their clocks, in order of time; an input stands before what it caused. */
export function vectorClocks(request: ClockRequest): ClockedEvent[] {
  const { nodes, records, inputTimesUs, untilUs, isChosen } = request;
  const hosts = nodes + 1;
  const capacity = records.length + inputTimesUs.length + 1;
  const log = new CausalLog({ nodes: hosts, lines: hosts, capacity });
  const stamps = Array.from({ length: hosts }, (): number[] => []);
  const events: ClockedEvent[] = [];
  const clockOf = (at: number): number[] =>
    Array.from(log.clockOf(at), (stamp, host) => countUpTo(stamps[host] as readonly number[], stamp));
  const inputs = inputTimesUs
    .map((atUs, index) => ({ atUs, input: index + 1 }))
    .sort((a, b) => a.atUs - b.atUs || a.input - b.input);
  let next = 0;
  const addInputs = (limitUs: number): void => {
    for (; next < inputs.length; next++) {
      const { atUs, input } = inputs[next] as (typeof inputs)[number];
      if (atUs > limitUs) return;
      (stamps[nodes] as number[]).push(next + 1);
      inputOrdinals.set(input, log.append(nodes, nodes, next + 1, NO_EVENT));
      const clock = clockOf(inputOrdinals.get(input) as number);
      events.push({ host: nodes, clock, atUs, record: undefined, input });
    }
  };
  const inputOrdinals = new Map<number, number>();
  for (const record of records) {
    addInputs(record.timeUs);
    const { node, seq, timeUs: atUs, cause } = record;
    const known =
      cause === undefined
        ? NO_EVENT
        : cause.node === INPUT_NODE
          ? (inputOrdinals.get(cause.seq) ?? NO_EVENT)
          : log.find(cause.node, cause.seq);
    const at = log.append(node, node, seq, known);
    if (!isChosen(record)) continue;
    (stamps[node] as number[]).push(seq);
    events.push({ host: node, clock: clockOf(at), atUs, record, input: 0 });
  }
  addInputs(untilUs);
  return events;
}

/** How many of the ascending stamps are not larger than `stamp`. */
function countUpTo(stamps: readonly number[], stamp: number): number {
  let low = 0;
  let high = stamps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stamps[middle] as number) <= stamp) low = middle + 1;
    else high = middle;
  }
  return low;
}
