/**
 * Assigns of the space-time lens for tests of the page: a small history written by hand into real traces, and looked at
 * by the real view, so that parameters are answered as the worker answers them.
 *
 * n1 asks n2 and n3; n2 answers, the answer to n3's reply is lost; n3 does some work of its own meanwhile. Times are in
 * milliseconds after 1 s.
 */
import type { SpacetimeAssigns } from "../bridge/index.ts";
import { createSpacetimeView } from "../bridge/views/spacetime-view.ts";
import { EVENT_KIND, type EventKind, Trace } from "../kernel/index.ts";
import type { Run } from "../sim/index.ts";

const NAMES = ["n1", "n2", "n3"];
const NO_INPUT = 0xffff;

interface Told {
  readonly atMs: number;
  readonly kind: EventKind;
  readonly actor?: number;
  readonly peer?: readonly [node: number, serial: number];
  /** Name of the cause: node and sequence. */
  readonly cause?: readonly [node: number, seq: number];
  readonly what: string;
}

/** The history by node; an event's sequence is its place, from 1. */
const TOLD: readonly (readonly Told[])[] = [
  [
    { atMs: 0, kind: EVENT_KIND.boot, what: "1" },
    { atMs: 1, kind: EVENT_KIND.spawned, actor: 5, cause: [0, 1], what: "asker" },
    { atMs: 4, kind: EVENT_KIND.timer_fired, cause: [0, 2], what: "tick" },
    { atMs: 4, kind: EVENT_KIND.message, actor: 5, cause: [0, 3], what: "tick" },
    { atMs: 4, kind: EVENT_KIND.net_sent, actor: 5, peer: [1, 7], cause: [0, 4], what: "ask" },
    { atMs: 4, kind: EVENT_KIND.net_sent, actor: 5, peer: [2, 9], cause: [0, 4], what: "ask" },
    { atMs: 14, kind: EVENT_KIND.message, actor: 5, peer: [1, 7], cause: [1, 4], what: "answer" },
    { atMs: 15, kind: EVENT_KIND.emitted, actor: 5, cause: [0, 7], what: "settled" },
  ],
  [
    { atMs: 0, kind: EVENT_KIND.boot, what: "1" },
    { atMs: 2, kind: EVENT_KIND.spawned, actor: 7, cause: [1, 1], what: "answerer" },
    { atMs: 8, kind: EVENT_KIND.message, actor: 7, peer: [0, 5], cause: [0, 5], what: "ask" },
    { atMs: 9, kind: EVENT_KIND.net_sent, actor: 7, peer: [0, 5], cause: [1, 3], what: "answer" },
  ],
  [
    { atMs: 0, kind: EVENT_KIND.boot, what: "1" },
    { atMs: 2, kind: EVENT_KIND.spawned, actor: 9, cause: [2, 1], what: "worker" },
    { atMs: 3, kind: EVENT_KIND.message, actor: 9, cause: [2, 2], what: "one" },
    { atMs: 5, kind: EVENT_KIND.message, actor: 9, cause: [2, 3], what: "two" },
    { atMs: 6, kind: EVENT_KIND.message, actor: 9, cause: [2, 4], what: "three" },
    { atMs: 10, kind: EVENT_KIND.message, actor: 9, peer: [0, 5], cause: [0, 6], what: "ask" },
    { atMs: 12, kind: EVENT_KIND.net_sent, actor: 9, peer: [0, 5], cause: [2, 6], what: "refusal" },
  ],
];

/** The answer of the worker to these parameters. */
export function spacetimeFixture(
  nowUs: number,
  params: Readonly<Record<string, unknown>> = {},
): SpacetimeAssigns {
  const nodes = NAMES.map((name, index) => ({ name, index, slots: [], serial: 0, trace: traceOf(index) }));
  const lost = { lost: true, signal: { causeNode: 2, causeSeq: 7 } };
  const world = { nodes, nowUs, inputs: [], flights: { since: () => [lost] } };
  const driving = { playing: false, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };
  return createSpacetimeView(() => 0).render({ world } as unknown as Run, driving, params);
}

function traceOf(index: number): Trace {
  const trace = new Trace(index, 128);
  for (const { atMs, kind, actor = 0, peer = [index, 0], cause, what } of TOLD[index] ?? []) {
    const [causeNode, causeSeq] = cause ?? [NO_INPUT, 0];
    const payload = kind === EVENT_KIND.emitted ? [what, 1] : what;
    trace.record(1_000_000 + 1_000 * atMs, kind, actor, peer[0], peer[1], causeNode, causeSeq, payload);
  }
  return trace;
}
