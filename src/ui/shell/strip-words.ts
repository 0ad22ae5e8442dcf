/** The timeline in words: for the strip's value, its tooltip and the note that one is in the past. */
import type { BranchAssigns, TimelineAssigns, TimelineMark } from "../../view/index.ts";
import { formatDuration, formatTime } from "../widgets/format.ts";

/** "t 12.345 s of 60 s known, branch main". */
export function valueWords({ frontierUs, branch, branches }: TimelineAssigns, atUs: number): string {
  const name = branches[branch]?.name ?? branch;
  return `${formatTime(atUs)} of ${formatDuration(frontierUs)} known, branch ${name}`;
}

/** "In the past: 12.3 s behind"; null at the latest moment. */
export function pastWords({ nowUs, frontierUs }: TimelineAssigns): string | null {
  return nowUs < frontierUs ? `In the past: ${formatDuration(frontierUs - nowUs)} behind` : null;
}

/** The same where there is little room: "12.3 s in the past". */
export function pastWordsShort({ nowUs, frontierUs }: TimelineAssigns): string | null {
  return nowUs < frontierUs ? `${formatDuration(frontierUs - nowUs)} in the past` : null;
}

/** A mark under the pointer: "t 6.000 s: crash node n3, and 2 more here". */
export function markWords(mark: TimelineMark, count: number): string {
  const more = count > 1 ? `, and ${count - 1} more here` : "";
  return `${formatTime(mark.atUs)}: ${mark.text}${more}`;
}

/** Where a branch left and how far it came: "left main at t 6.000 s, reached t 24.690 s". */
export function branchWords(branch: BranchAssigns, parent: BranchAssigns | undefined): string {
  const left = parent === undefined ? "" : `left ${parent.name} at ${formatTime(branch.forkUs)}, `;
  return `${left}reached ${formatTime(branch.frontierUs)}`;
}
