/**
 * The worker's end of comparing: two runs in lockstep, worked on in pieces short enough to answer in between.
 *
 * Invariants
 * - A programmer error in one of the runs ends the comparison with a sentence; the host lives.
 * - The curves are those the lenses draw, made by the same views.
 */

import { type Divergence, differenceOf, Lockstep, type Run } from "../sim/index.ts";
import type {
  CompareApi,
  CompareFacts,
  CompareProgress,
  DivergenceFacts,
  Look,
  LookRequest,
  RunCurves,
  RunSpec,
  Variations,
} from "./compare-protocol.ts";
import { CompareSight } from "./compare-sight.ts";
import type { Driving } from "./live-view.ts";
import { type LoadResource, openSpec } from "./open-spec.ts";
import type { Reply } from "./protocol.ts";
import { defectProblem, variationsOf } from "./variations.ts";
import { eventRow } from "./views/event-rows.ts";
import { loadView } from "./views/index.ts";
import { createTelemetryView } from "./views/telemetry-view.ts";
import { createVariablesView } from "./views/variables-view.ts";

export interface CompareHostOptions {
  /** Wall clock in milliseconds; only the budget of a piece reads it. */
  readonly clock: () => number;
  readonly loadResource: LoadResource;
}

const PIECE_MS = 100;
const PIECE_EVENTS = 2_000;
/** Two more worlds beside the one on the screen have to fit into the memory of a tab. */
const PROCESSES_MAX = 100_000;
const TOO_LARGE = `This world has more than ${PROCESSES_MAX} processes: too large to be run twice more beside the one on the screen.`;
const NONE_OPEN = { ok: false, error: "Nothing is being compared; choose what to change first." } as const;

export class CompareHost implements CompareApi {
  readonly #options: CompareHostOptions;
  #lockstep: Lockstep | undefined;
  /** What B is a function of, and B to be looked at once somebody has. */
  #b: RunSpec | undefined;
  #sight: CompareSight | undefined;

  constructor(options: CompareHostOptions) {
    this.#options = options;
  }

  async variations(scenario: string): Promise<Reply<Variations>> {
    return variationsOf(scenario);
  }

  async open(a: RunSpec, b: RunSpec): Promise<Reply> {
    this.#lockstep = undefined;
    this.#sight = undefined;
    this.#b = b;
    const problem = defectProblem([...(a.defects ?? []), ...(b.defects ?? [])]);
    if (problem !== undefined) return { ok: false, error: problem };
    const left = await openSpec(a, this.#options.loadResource);
    if (!left.ok) return left;
    const right = await openSpec(b, this.#options.loadResource);
    if (!right.ok) return right;
    this.#lockstep = new Lockstep(left.value, right.value);
    return { ok: true, value: null };
  }

  async advance(untilUs: number): Promise<Reply<CompareProgress>> {
    return this.#with((lockstep) => {
      const endMs = this.#options.clock() + PIECE_MS;
      while (lockstep.atUs < untilUs && this.#options.clock() < endMs) {
        lockstep.advance(untilUs, PIECE_EVENTS);
        if (isTooLarge(lockstep.a) || isTooLarge(lockstep.b)) return { ok: false, error: TOO_LARGE };
      }
      return { ok: true, value: progressOf(lockstep) };
    });
  }

  async facts(): Promise<Reply<CompareFacts>> {
    return this.#with((lockstep) => {
      const { a, b } = lockstep;
      const rows = differenceOf(a, b);
      return { ok: true, value: { ...progressOf(lockstep), rows, a: curvesOf(a), b: curvesOf(b) } };
    });
  }

  async look(request: LookRequest): Promise<Reply<Look>> {
    const spec = this.#b;
    if (this.#lockstep === undefined || spec === undefined) return NONE_OPEN;
    await loadView(request.view);
    if (this.#sight === undefined) {
      const run = await openSpec(spec, this.#options.loadResource);
      if (!run.ok) return run;
      if (spec !== this.#b) return NONE_OPEN;
      this.#sight = new CompareSight(run.value, this.#options.clock);
    }
    const sight = this.#sight;
    return this.#with(() => ({ ok: true, value: sight.look(request, PIECE_MS) }));
  }

  #with<T>(work: (lockstep: Lockstep) => Reply<T>): Reply<T> {
    if (this.#lockstep === undefined) return NONE_OPEN;
    try {
      const reply = work(this.#lockstep);
      if (!reply.ok) this.#lockstep = undefined;
      return reply;
    } catch (error) {
      this.#lockstep = undefined;
      const why = error instanceof Error ? error.message : String(error);
      return { ok: false, error: `One of the runs stopped by an error of the program: ${why}` };
    }
  }
}

function isTooLarge({ world }: Run): boolean {
  return world.nodes.reduce((sum, node) => sum + node.processCount, 0) > PROCESSES_MAX;
}

function progressOf({ a, b, atUs, content, course }: Lockstep): CompareProgress {
  return { atUs, content: factsOf(a, b, content), course: factsOf(a, b, course) };
}

function factsOf(a: Run, b: Run, divergence: Divergence | undefined): DivergenceFacts | null {
  if (divergence === undefined) return null;
  const { atUs, node, common } = divergence;
  return {
    atUs,
    node: `n${node + 1}`,
    a: divergence.a === undefined ? null : eventRow(a.world.nodes, divergence.a),
    b: divergence.b === undefined ? null : eventRow(b.world.nodes, divergence.b),
    common,
  };
}

const AT_REST: Driving = { playing: false, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };

function curvesOf(run: Run): RunCurves {
  const { timeS, series } = createTelemetryView().render(run, AT_REST, {});
  const { accuracy, history, endUs } = createVariablesView().render(run, AT_REST, {});
  return { telemetry: { timeS, series }, variables: { accuracy, history, endUs } };
}
