/**
 * Keeps a comparison going: asks its worker to run A and B as far as the run on the screen has come, and puts what it
 * answers into the store.
 *
 * Invariants
 * - Every start makes the answers of the one before void.
 * - While the run plays, its comparison follows a few times a second; at rest nothing is asked.
 * - Another scenario ends it; another seed, branch or intervention starts it anew with the same variation.
 */

import type { CompareClient, Look, LookRequest, Reply, RunSpec } from "../bridge/index.ts";
import { type CompareStore, NO_COMPARISON, runWith, type Variation } from "./compare-store.ts";
import type { RunState, RunStore } from "./run-store.ts";

export interface ComparisonOptions {
  readonly store: CompareStore;
  readonly runStore: RunStore;
  /** What the run on the screen is a function of; null while none is open. */
  readonly readRun: () => RunSpec | null;
  readonly loadClient: () => Promise<CompareClient>;
}

export interface Comparison {
  /** Learns what can be made different in the open scenario. */
  learn(): Promise<void>;
  start(variation: Variation): Promise<void>;
  /** B at a moment, as a lens shows it. */
  look(request: LookRequest): Promise<Reply<Look>>;
  /** What is A becomes B as soon as the page has opened B. */
  expectSwap(): void;
  stop(): void;
}

const FOLLOW_MS = 300;
const FACTS_EVERY_MS = 700;

/** What changes while comparisons come and go. */
interface Memory {
  loading: Promise<CompareClient> | undefined;
  /** Number of the newest start; the answers of earlier ones are void. */
  generation: number;
  /** The start whose runs are being worked on; 0 for none. */
  busyFor: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createComparison(options: ComparisonOptions): Comparison {
  const { store, runStore, readRun } = options;
  const memory: Memory = { loading: undefined, generation: 0, busyFor: 0, timer: undefined };
  runStore.subscribe((state, before) => onRun(options, memory, { state, before }));
  return {
    async learn() {
      const scenario = readRun()?.scenario;
      if (scenario === undefined) return;
      const reply = await ask(options, memory, (client) => client.variations(scenario));
      if (reply.ok) store.setState({ choices: reply.value });
      else fail(options, memory, reply.error);
    },
    start: (variation) => open(options, memory, variation),
    async look(request) {
      const mine = memory.generation;
      const reply = await ask(options, memory, (client) => client.look(request));
      if (!reply.ok && mine === memory.generation) fail(options, memory, reply.error);
      return reply;
    },
    expectSwap() {
      const { a } = store.getState();
      if (a !== null) store.setState({ variation: { kind: "run", run: a } });
    },
    stop: () => stop(options, memory),
  };
}

/** Comparing is fetched, and its worker started, with the first question. */
async function ask<T>(
  { loadClient }: ComparisonOptions,
  memory: Memory,
  question: (client: CompareClient) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  try {
    memory.loading ??= loadClient();
    return await question(await memory.loading);
  } catch (error) {
    return { ok: false, error: `Comparing could not be loaded (${String(error)}); reload the page.` };
  }
}

async function open(options: ComparisonOptions, memory: Memory, variation: Variation): Promise<void> {
  const a = options.readRun();
  if (a === null) return;
  memory.generation++;
  const mine = memory.generation;
  const b = runWith(a, variation);
  options.store.setState({
    variation,
    a,
    b,
    facts: null,
    sight: null,
    stage: { kind: "running", percent: 0 },
  });
  const reply = await ask(options, memory, (client) => client.open(a, b));
  if (mine !== memory.generation) return;
  if (reply.ok) await follow(options, memory, mine);
  else fail(options, memory, reply.error);
}

/** Works until both runs have come to where the screen is. */
async function follow(options: ComparisonOptions, memory: Memory, mine: number): Promise<void> {
  if (memory.busyFor === mine) return;
  memory.busyFor = mine;
  let factsAtMs = performance.now();
  for (let isThere = false; !isThere; ) {
    const goalUs = goalOf(options.runStore.getState());
    const reply = await ask(options, memory, (client) => client.advance(goalUs));
    if (mine !== memory.generation) return;
    if (!reply.ok) return fail(options, memory, reply.error);
    isThere = reply.value.atUs >= goalUs;
    if (isThere || performance.now() - factsAtMs > FACTS_EVERY_MS) {
      const facts = await ask(options, memory, (client) => client.facts());
      if (mine !== memory.generation) return;
      if (!facts.ok) return fail(options, memory, facts.error);
      options.store.setState({ facts: facts.value });
      factsAtMs = performance.now();
    }
    const percent = goalUs === 0 ? 100 : Math.min(100, Math.floor((100 * reply.value.atUs) / goalUs));
    options.store.setState({ stage: isThere ? { kind: "ready" } : { kind: "running", percent } });
  }
  memory.busyFor = 0;
}

interface RunChange {
  readonly state: RunState;
  readonly before: RunState;
}

function onRun(options: ComparisonOptions, memory: Memory, { state, before }: RunChange): void {
  const { variation, stage, a, facts } = options.store.getState();
  const { run } = state.assigns;
  if (variation === null || a === null || stage.kind === "problem" || run === undefined) return;
  if (run.scenario !== a.scenario) {
    stop(options, memory);
    return;
  }
  if (isOtherRun(state, before)) {
    const now = options.readRun();
    if (now !== null && JSON.stringify(now) !== JSON.stringify(a)) {
      void open(options, memory, variation);
      return;
    }
  }
  if (memory.busyFor === memory.generation || goalOf(state) <= (facts?.atUs ?? 0)) return;
  memory.timer ??= setTimeout(() => {
    memory.timer = undefined;
    if (options.store.getState().facts !== null) void follow(options, memory, memory.generation);
  }, FOLLOW_MS);
}

function fail(options: ComparisonOptions, memory: Memory, text: string): void {
  options.store.setState({ stage: { kind: "problem", text } });
  endWorker(memory);
}

function stop({ store }: ComparisonOptions, memory: Memory): void {
  endWorker(memory);
  const { isOpen, areGhostsOn } = store.getState();
  store.setState({ ...NO_COMPARISON, isOpen, areGhostsOn });
}

function endWorker(memory: Memory): void {
  memory.generation++;
  memory.busyFor = 0;
  clearTimeout(memory.timer);
  memory.timer = undefined;
  // What could not be fetched needs no end.
  void memory.loading?.then(
    (client) => client.end(),
    () => undefined,
  );
  memory.loading = undefined;
}

/** How far the open branch of the run on the screen is known. */
function goalOf({ assigns: { run, timeline } }: RunState): number {
  return Math.max(timeline?.frontierUs ?? 0, run?.nowUs ?? 0);
}

function isOtherRun({ assigns: now }: RunState, { assigns: before }: RunState): boolean {
  return (
    (now.run?.events ?? 0) < (before.run?.events ?? 0) ||
    now.run?.seed !== before.run?.seed ||
    now.run?.scenario !== before.run?.scenario ||
    now.timeline?.inputs !== before.timeline?.inputs ||
    now.timeline?.branch !== before.timeline?.branch
  );
}
