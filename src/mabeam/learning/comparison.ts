/**
 * How an agent judges a proposed value of a training variable: by trying it. It trains copies of its own model on its own
 * rows with the current and with the proposed value, from one cursor and on the same examples, and compares their losses
 * row by row on a sample of held-out rows. Nothing is kept of either copy.
 *
 * Why 16 steps of 16, 200 rows and a margin (measured with ten agents, three seeds, momentum 0.9, learning rates 0.0005 … 0.5,
 * each after 0, 20, 60, 120 and 300 tasks of 8 steps). Three times the rate: from 0.018 or less, 97 to 100 % of the agents
 * are in favour up to 60 tasks; from 0.054, half after 20 tasks and none from 60 tasks on. A third of the rate: from 0.018
 * or 0.054 at most 30 % are in favour at any time. Eight steps are more short-sighted (late in training
 * up to 43 % would step down), and by the bare sign 53 to 63 % would step down from 0.054.
 *
 * Invariants
 * - Pure: the same arguments and stream give the same integers. No NaN and no fraction leaves this file.
 * - A score is the mean loss that the proposal saves, in millionths of a nat: positive is better.
 */

import { assert } from "../../base/index.ts";
import type { UniformSource } from "../../numeric/index.ts";
import { addToMoments, EMPTY_MOMENTS, meanIntervalOfMoments, shuffledIndices } from "../../numeric/index.ts";
import type { BatchCursor } from "./batches.ts";
import { drawRows } from "./batches.ts";
import { flopsOfForward } from "./cost.ts";
import type { Dataset } from "./dataset.ts";
import { lossesOfRows } from "./evaluation.ts";
import type { Model, PackedModel } from "./model.ts";
import type { Outcome, StepOptions } from "./training.ts";
import { checkFit, trainInPlace } from "./training.ts";
import { borrowWorkspace } from "./workspace.ts";

/** Scores are clamped to ± this: a thousand nats, far beyond any loss of a usable model. */
export const SCORE_MAX = 1_000_000_000;

const SCORE_PER_NAT = 1_000_000;

const NONE = new Float64Array(0);

/** Everything a comparison depends on besides the stream. */
export interface ComparisonOptions {
  readonly model: Model | PackedModel;
  /** The agent's own training rows, and where it stands in them. The cursor is not moved. */
  readonly dataset: Dataset;
  readonly cursor: BatchCursor;
  readonly heldOut: Dataset;
  readonly current: StepOptions;
  readonly proposed: StepOptions;
  /** Training examples each copy sees; default 256. A last incomplete batch is left out. */
  readonly examples?: number;
  /** Held-out rows drawn for the comparison; default 200, at most all. */
  readonly sampleRows?: number;
}

/**
 * The outcome. `margin` is the half-width of the 95 % confidence interval of the score, from the paired differences.
 * A copy that diverges loses by SCORE_MAX with margin 0; if both diverge there is nothing to compare.
 */
export type Comparison =
  | { readonly kind: "scored"; readonly score: number; readonly margin: number; readonly flops: number }
  | { readonly kind: "abstained"; readonly reason: "both_diverged"; readonly flops: number };

/** Tries both settings; see the header. Draws from the stream for the held-out sample and, at the end of a pass, for rows. */
export function compareValues(options: ComparisonOptions, source: UniformSource): Comparison {
  const { heldOut, cursor, current, proposed, examples = 256, sampleRows = 200 } = options;
  assert(heldOut.rows >= 2, "a comparison needs at least two held-out rows");
  checkFit(options.model, heldOut);
  const rows = drawRows(cursor, examples, source).rows;
  const sampled = shuffledIndices(heldOut.rows, source).subarray(0, sampleRows);
  const before = tryOut(options, current, rows, sampled);
  const after = tryOut(options, proposed, rows, sampled);
  const flops = before.flops + after.flops + 2 * flopsOfForward(options.model.shape, sampled.length);
  if (before.diverged && after.diverged) return { kind: "abstained", reason: "both_diverged", flops };
  if (after.diverged) return { kind: "scored", score: -SCORE_MAX, margin: 0, flops };
  if (before.diverged) return { kind: "scored", score: SCORE_MAX, margin: 0, flops };
  let saved = EMPTY_MOMENTS;
  for (let i = 0; i < sampled.length; i++)
    saved = addToMoments(saved, (before.losses[i] as number) - (after.losses[i] as number));
  const { estimate, high } = meanIntervalOfMoments(saved);
  return { kind: "scored", score: toScore(estimate), margin: toScore(high - estimate), flops };
}

/** What a comparison says: the proposal is better, worse, or not distinguishable from the current value. */
export type Verdict = "better" | "worse" | "no_difference" | "unknown";

/** Better or worse only beyond the margin. A cautious voter accepts nothing but "better". */
export function verdictOf(comparison: Comparison): Verdict {
  if (comparison.kind === "abstained") return "unknown";
  if (comparison.score > comparison.margin) return "better";
  if (comparison.score < -comparison.margin) return "worse";
  return "no_difference";
}

/** Trains a copy with these settings and gives its losses on the sampled rows; after a divergence they mean nothing. */
function tryOut(
  { model, dataset, heldOut }: ComparisonOptions,
  settings: StepOptions,
  rows: Uint32Array,
  sampled: Uint32Array,
): Outcome & { readonly losses: Float64Array } {
  const work = borrowWorkspace(model, settings.batchSize);
  const outcome = trainInPlace(work, dataset, wholeBatches(rows, settings), settings);
  return { ...outcome, losses: outcome.diverged ? NONE : lossesOfRows(work, heldOut, sampled) };
}

function wholeBatches(rows: Uint32Array, options: StepOptions): Uint32Array {
  return rows.subarray(0, rows.length - (rows.length % options.batchSize));
}

function toScore(nats: number): number {
  const score = Math.round(nats * SCORE_PER_NAT);
  // Adding 0 turns −0 into 0, so that equal scores have equal bits.
  return Math.min(Math.max(score, -SCORE_MAX), SCORE_MAX) + 0;
}
