/** What the lens says about events, in words: heads, cones, clocks, and how two events relate. */
import {
  SPACETIME_CHUNK,
  SPACETIME_MARK,
  type SpacetimeAnswers,
  type SpacetimeAssigns,
  type SpacetimeEvent,
  type SpacetimeFocus,
  type SpacetimeLine,
  type SpacetimePair,
  type SpacetimeRelation,
} from "../../../view/index.ts";
import { formatCount, formatTime } from "../../widgets/format.ts";

/** "n1 · message · t 12.345 s". */
export function headOf(event: SpacetimeEvent, lines: readonly SpacetimeLine[]): string {
  return `${lineName(lines[event.line])} · ${event.kind} · ${formatTime(event.atUs)}`;
}

export function lineName(line: SpacetimeLine | undefined): string {
  if (line === undefined) return "";
  return line.isNode || line.label === line.id ? line.label : `${line.label} ${line.id}`;
}

/** Entries of a clock that say something: the line by its id, which alone is unique, and the newest event there. */
export function clockParts(
  clock: readonly number[],
  lines: readonly SpacetimeLine[],
): readonly { readonly id: string; readonly label: string; readonly seq: number }[] {
  return clock.flatMap((seq, line) => {
    const found = lines[line];
    return seq === 0 || found === undefined ? [] : [{ id: found.id, label: found.label, seq }];
  });
}

export function clockText(clock: readonly number[], lines: readonly SpacetimeLine[]): string {
  return clockParts(clock, lines)
    .map(({ id, seq }) => `${id} ${seq}`)
    .join(" · ");
}

/** What an event is to the selected one. */
export function relationTo(focus: SpacetimeFocus, event: SpacetimeEvent): SpacetimeRelation {
  if (event.at === focus.at) return "same";
  const seq = seqOf(event);
  if (seq <= (focus.clock[event.line] ?? 0)) return "before";
  return seq >= (focus.future[event.line] ?? Number.POSITIVE_INFINITY) ? "after" : "concurrent";
}

function seqOf({ id }: SpacetimeEvent): number {
  return Number(id.slice(id.indexOf("#") + 1));
}

export const RELATION_WORDS: Readonly<Record<SpacetimeRelation, string>> = {
  same: "selected",
  before: "before",
  after: "after",
  concurrent: "concurrent",
};

/** How the selected event and the second one relate, as a sentence. */
export function pairSentence(focus: SpacetimeFocus, { id, relation, messages }: SpacetimePair): string {
  switch (relation) {
    case "same":
      return `${id} is the selected event itself.`;
    case "before":
      return `${focus.id} happened before ${id}: it could have influenced it, ${byMessages(messages)}.`;
    case "after":
      return `${focus.id} happened after ${id}: it could have been influenced by it, ${byMessages(messages)}.`;
    case "concurrent":
      return `${focus.id} and ${id} are concurrent: neither could have known of the other.`;
  }
}

function byMessages(messages: number): string {
  if (messages === 0) return "being earlier on the same line";
  return messages === 1 ? "by 1 message" : `by ${formatCount(messages)} messages`;
}

export function countWords(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** What stands beside the pointer, and what a screen reader hears of the mark under the keyboard. */
export function pointLines(
  event: SpacetimeEvent,
  size: number,
  { lines, answers }: { readonly lines: readonly SpacetimeLine[]; readonly answers: SpacetimeAnswers },
): string[] {
  const { focus } = answers;
  const relation =
    focus === null || focus.at === event.at ? "" : `, ${relationWords(relationTo(focus, event))}`;
  const fold = size > 1 ? [`First of ${formatCount(size)} local events in a row`] : [];
  return [
    `${event.id} · ${headOf(event, lines)}${relation}`,
    ...fold,
    event.text,
    `Clock: ${clockText(event.clock, lines)}`,
  ];
}

function relationWords(relation: SpacetimeRelation): string {
  return relation === "concurrent" ? "concurrent with the selected one" : `${relation} the selected one`;
}

/** "9 880 events since t 2.104 s". */
export function keptWords({ from, to, chunks }: SpacetimeAssigns): string {
  const firstUs = chunks[Math.floor(from / SPACETIME_CHUNK)]?.timeUs[from % SPACETIME_CHUNK];
  if (firstUs === undefined) return "No events yet";
  return `${countWords(to - from, "event")} since ${formatTime(firstUs)}`;
}

/** The kinds of marks, as the key names them. */
export const MARK_WORDS: readonly (readonly [mark: number, words: string])[] = [
  [SPACETIME_MARK.send, "sent"],
  [SPACETIME_MARK.receive, "received"],
  [SPACETIME_MARK.local, "local"],
  [SPACETIME_MARK.timer, "timer"],
  [SPACETIME_MARK.domain, "domain event"],
  [SPACETIME_MARK.start, "start"],
  [SPACETIME_MARK.end, "exit"],
  [SPACETIME_MARK.connection, "connection"],
  [SPACETIME_MARK.input, "from outside"],
  [SPACETIME_MARK.crash, "crash"],
  [SPACETIME_MARK.trouble, "dropped, limit"],
];
