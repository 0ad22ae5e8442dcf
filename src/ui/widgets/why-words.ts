/**
 * The why-chain as data: effect first, the time from each cause to its effect, and a sentence that says where the
 * chain ends and why it ends there.
 */
import type { EventRow } from "../../view/index.ts";
import { formatDuration, formatTime } from "./format.ts";

export interface WhyStep {
  readonly event: EventRow;
  /** From the cause below to this event, in virtual microseconds; null for the last step. */
  readonly sinceCauseUs: number | null;
}

export function whySteps(chain: readonly EventRow[]): readonly WhyStep[] {
  return chain.map((event, index) => {
    const cause = chain[index + 1];
    return { event, sinceCauseUs: cause === undefined ? null : event.atUs - cause.atUs };
  });
}

/** Where the chain ends, in words. */
export function originSentence(chain: readonly EventRow[]): string {
  const origin = chain.at(-1);
  if (origin === undefined) return "Nothing is known about this event.";
  const when = formatTime(origin.atUs);
  if (origin.cause !== null)
    return `Earlier causes are no longer kept: the event before this one, ${origin.cause}, has left the log.`;
  const kind = origin.kind.toLowerCase();
  if (kind.includes("input"))
    return origin.text.startsWith("you")
      ? `It began with what you did at ${when}.`
      : `It began with an input at ${when}: it came from outside the run.`;
  if (kind.includes("timer")) return `It began with a timer at ${when}: time alone set it off.`;
  if (kind.includes("start") || kind.includes("boot") || kind.includes("spawn"))
    return `It began with the start at ${when}: nothing inside the run came before.`;
  return `It began at ${when} with this event: nothing in the run caused it.`;
}

/** Whether a step can be selected: an input or the start is no event of a node. */
export function isEvent(row: EventRow): boolean {
  return row.id.includes("#");
}

/** The total time from the origin to the effect in microseconds. */
export function chainSpanUs(chain: readonly EventRow[]): number {
  const effect = chain[0];
  const origin = chain.at(-1);
  return effect === undefined || origin === undefined ? 0 : effect.atUs - origin.atUs;
}

/** The chain as plain text, for a message or an issue. */
export function whyText(chain: readonly EventRow[]): string {
  const lines: string[] = [];
  for (const { event, sinceCauseUs } of whySteps(chain)) {
    lines.push(`${formatTime(event.atUs)}  ${event.id}  ${event.kind}  ${partiesText(event)}  ${event.text}`);
    if (sinceCauseUs !== null) lines.push(`  because, ${formatDuration(sinceCauseUs)} earlier:`);
  }
  return [...lines, originSentence(chain)].join("\n").replaceAll("\u00a0", " ");
}

/** `<n1.11> → <n4.11>`, or the one that is known. */
export function partiesText({ actor, peer }: EventRow): string {
  if (actor === null) return peer ?? "–";
  return peer === null ? actor : `${actor} → ${peer}`;
}
