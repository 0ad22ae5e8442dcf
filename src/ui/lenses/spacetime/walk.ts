/** Finding marks: the one under the pointer, and the one an arrow key leads to. */
import { type Axis, type Camera, placeOf } from "./camera.ts";
import type { Scene } from "./scene.ts";

export type Step = "earlier" | "later" | "lineBefore" | "lineAfter";

/** The mark of a line that is nearest to a place along the axis; -1 when the line has none. */
export function nearestOn(scene: Scene, line: number, axis: Axis, place: number): number {
  const marks = scene.marks[line];
  if (marks === undefined || marks.length === 0) return -1;
  const next = indexFrom(scene, marks, axis, place);
  const after = marks[Math.min(next, marks.length - 1)] as number;
  const before = marks[Math.max(0, next - 1)] as number;
  const gap = (mark: number) => gapTo(scene, axis, mark, place);
  return gap(before) <= gap(after) ? before : after;
}

/** Index of the first mark that does not end before a place. */
function indexFrom(scene: Scene, marks: Int32Array, axis: Axis, place: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const last = scene.lastOf[marks[middle] as number] as number;
    if (placeOf(scene, axis, last) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far a place lies outside of a mark. */
function gapTo(scene: Scene, axis: Axis, mark: number, place: number): number {
  const first = placeOf(scene, axis, mark);
  const last = placeOf(scene, axis, scene.lastOf[mark] as number);
  return Math.max(0, first - place, place - last);
}

/** The mark under the pointer: on this line, at most `slopPx` away; -1 for none. */
export function markAt(
  scene: Scene,
  { axis, camera }: { readonly axis: Axis; readonly camera: Camera },
  at: { readonly line: number; readonly px: number },
  slopPx: number,
): number {
  const place = camera.start + at.px / camera.scale;
  const mark = nearestOn(scene, at.line, axis, place);
  return mark >= 0 && gapTo(scene, axis, mark, place) * camera.scale <= slopPx ? mark : -1;
}

/**
 * Where a step leads from a mark: along its line, or to another line: to the partner of a message in that direction, or
 * else to the nearest mark of the next line that has any. -1 when there is nothing.
 */
export function stepFrom(scene: Scene, mark: number, step: Step, axis: Axis): number {
  const line = scene.line[mark] as number;
  if (step === "earlier" || step === "later") {
    const marks = scene.marks[line] as Int32Array;
    const here = marks.indexOf(mark);
    return marks[here + (step === "later" ? 1 : -1)] ?? -1;
  }
  const direction = step === "lineAfter" ? 1 : -1;
  const partner = partnerTowards(scene, mark, direction);
  if (partner >= 0) return scene.markOf[partner] as number;
  for (let next = line + direction; next >= 0 && next < scene.lineCount; next += direction) {
    const found = nearestOn(scene, next, axis, placeOf(scene, axis, mark));
    if (found >= 0) return found;
  }
  return -1;
}

/** The other end of a message of this mark that lies in a direction; the nearest line first. */
function partnerTowards(scene: Scene, mark: number, direction: 1 | -1): number {
  const line = scene.line[mark] as number;
  const { messages, line: lines } = scene;
  let best = -1;
  let bestGap = Number.POSITIVE_INFINITY;
  for (let i = 0; i < messages.length; i += 2) {
    const [sender, receiver] = [messages[i] as number, messages[i + 1] as number];
    const other = sender === mark ? receiver : receiver === mark ? sender : -1;
    if (other < 0) continue;
    const gap = ((lines[other] as number) - line) * direction;
    if (gap > 0 && gap < bestGap) {
      best = other;
      bestGap = gap;
    }
  }
  return best;
}

/** The other ends of all messages of a mark. */
export function partnersOf(scene: Scene, mark: number): number[] {
  const partners: number[] = [];
  for (let i = 0; i < scene.messages.length; i += 2) {
    if (scene.messages[i] === mark) partners.push(scene.messages[i + 1] as number);
    else if (scene.messages[i + 1] === mark) partners.push(scene.messages[i] as number);
  }
  return partners;
}
