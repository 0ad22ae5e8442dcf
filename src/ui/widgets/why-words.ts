/**
 * The why-chain as data: effect first, the time from each cause to its effect, and a sentence that says where the
 * chain ends. Screen, screen reader and clipboard get the same words.
 */
import type { EventRow, WhyAssigns, WhyFold, WhyStep } from "../../view/index.ts";
import { formatCount, formatDuration, formatTime } from "./format.ts";

export interface TimedStep {
  readonly step: WhyStep;
  /** From the cause below to this step, in virtual microseconds; null for the last step. */
  readonly sinceCauseUs: number | null;
}

export function isFold(step: WhyStep): step is WhyFold {
  return "fold" in step;
}

export function whySteps(steps: readonly WhyStep[]): readonly TimedStep[] {
  return steps.map((step, index) => {
    const cause = steps[index + 1];
    const fromUs = isFold(step) ? step.fromUs : step.atUs;
    if (cause === undefined) return { step, sinceCauseUs: null };
    return { step, sinceCauseUs: fromUs - (isFold(cause) ? cause.untilUs : cause.atUs) };
  });
}

/** "because, 3.60 ms earlier". */
export function gapText(sinceCauseUs: number): string {
  return `because, ${sinceCauseUs === 0 ? "at the same moment" : `${formatDuration(sinceCauseUs)} earlier`}`;
}

/** Whether a step can be selected: an input or the start is no event of a node. */
export function isEvent(row: EventRow): boolean {
  return row.id.includes("#");
}

/** How many causes, over what time. */
export function summaryOf({ steps, count, end }: WhyAssigns): string {
  if (count === 0) return "";
  const causes = end === "input" || end === "start" ? count : count - 1;
  if (causes === 0) return "No cause is known.";
  const number = `${formatCount(causes)} ${causes === 1 ? "cause" : "causes"}`;
  return `${number}, ${formatDuration(chainSpanUs(steps))} from the first to the effect.`;
}

/** Where the chain ends, in words. */
export function endSentence({ end, endText, steps }: WhyAssigns): string {
  switch (end) {
    case "searching":
      return "Looking further back…";
    case "unknown":
      return endText;
    case "start":
      return `It began with the start of the run: ${endText}.`;
    case "input": {
      const last = steps.at(-1);
      const when = last === undefined || isFold(last) ? "" : ` at ${formatTime(last.atUs)}`;
      return `It began with an input: ${endText}${when}.`;
    }
  }
}

/** The fold in one line: "40 steps, 1.20 s: timer × 20, message × 20". */
export function foldSentence({ count, untilUs, fromUs, text }: WhyFold): string {
  return `${formatCount(count)} steps, ${formatDuration(untilUs - fromUs)}: ${text}`;
}

/** The total time from the origin to the effect in microseconds. */
export function chainSpanUs(steps: readonly WhyStep[]): number {
  const effect = steps[0];
  const origin = steps.at(-1);
  if (effect === undefined || origin === undefined) return 0;
  return (isFold(effect) ? effect.untilUs : effect.atUs) - (isFold(origin) ? origin.fromUs : origin.atUs);
}

/** The chain as plain text, for a message or an issue. */
export function whyText(why: WhyAssigns): string {
  const lines: string[] = [];
  for (const { step, sinceCauseUs } of whySteps(why.steps)) {
    lines.push(isFold(step) ? `… ${foldSentence(step)}` : stepText(step));
    if (sinceCauseUs !== null) lines.push(`  ${gapText(sinceCauseUs)}:`);
  }
  return [...lines, endSentence(why)].join("\n").replaceAll("\u00a0", " ");
}

function stepText(step: EventRow): string {
  if (!isEvent(step)) return `${formatTime(step.atUs)}  ${step.text}`;
  return `${formatTime(step.atUs)}  ${step.id}  ${step.kind}  ${partiesText(step)}  ${step.text}`;
}

/** `<n1.11> → <n4.11>`, or the one that is known. */
export function partiesText({ actor, peer }: EventRow): string {
  if (actor === null) return peer ?? "–";
  return peer === null ? actor : `${actor} → ${peer}`;
}
