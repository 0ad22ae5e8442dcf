/**
 * The assigns as the picture needs them: events in flat arrays, marks (an event, or a fold of several) by line, and the
 * messages between marks. Built once per change of the assigns; drawing and picking only read it.
 *
 * Invariants
 * - Events are named by their index, oldest first; `from` + index is the ordinal of the worker.
 * - A mark is named by its first event. Along a line, marks are in order by time and by layer.
 */
import {
  SPACETIME_CHUNK,
  SPACETIME_FACT,
  SPACETIME_FACTS,
  SPACETIME_MARK,
  type SpacetimeAssigns,
  type SpacetimeChunk,
} from "../../../view/index.ts";

/** What became of a sent message. */
export const FATE = { none: 0, underWay: 1, arrived: 2, lost: 3 } as const;

export interface Scene {
  readonly from: number;
  readonly count: number;
  readonly lineCount: number;
  readonly timeUs: Float64Array;
  readonly layer: Int32Array;
  readonly layers: number;
  readonly nowUs: number;
  readonly seq: Int32Array;
  readonly node: Uint8Array;
  readonly line: Uint8Array;
  readonly kind: Uint8Array;
  readonly toLine: Int16Array;
  readonly fate: Uint8Array;
  /** The mark an event belongs to. */
  readonly markOf: Int32Array;
  /** Of a mark: its last event, and how many it has; of other events 0. */
  readonly lastOf: Int32Array;
  readonly sizeOf: Int32Array;
  /** Marks of each line. */
  readonly marks: readonly Int32Array[];
  /** Messages: event of the sender, event of the receiver, in turn, by receiver. */
  readonly messages: Int32Array;
}

function emptyScene(
  count: number,
  lineCount: number,
  { from, nowUs, layer }: { readonly from: number; readonly nowUs: number; readonly layer: Int32Array },
): Scene {
  return {
    from,
    count,
    lineCount,
    timeUs: new Float64Array(count),
    layer,
    layers: layer.reduce((most, each) => Math.max(most, each + 1), 0),
    nowUs,
    seq: new Int32Array(count),
    node: new Uint8Array(count),
    line: new Uint8Array(count),
    kind: new Uint8Array(count),
    toLine: new Int16Array(count),
    fate: new Uint8Array(count),
    markOf: new Int32Array(count),
    lastOf: new Int32Array(count),
    sizeOf: new Int32Array(count),
    marks: [],
    messages: new Int32Array(0),
  };
}

export function sceneOf(assigns: SpacetimeAssigns): Scene {
  const { from, to, lines, chunks, folded, layers, nowUs } = assigns;
  const count = to - from;
  const bare = emptyScene(count, lines.length, { from, nowUs, layer: layers });
  const cause = new Int32Array(count);
  for (const [key, chunk] of Object.entries(chunks))
    copyChunk(bare, cause, Number(key) * SPACETIME_CHUNK - from, chunk);
  const messages = messagesOf(bare, cause);
  return { ...bare, messages, marks: marksOf(bare, folded) };
}

function copyChunk(scene: Scene, cause: Int32Array, start: number, { timeUs, facts }: SpacetimeChunk): void {
  const { from, count } = scene;
  const end = Math.min(timeUs.length, count - start);
  for (let i = Math.max(0, -start); i < end; i++) {
    const at = start + i;
    const fact = i * SPACETIME_FACTS;
    const toLine = facts[fact + SPACETIME_FACT.toLine] as number;
    const isLost = facts[fact + SPACETIME_FACT.lost] === 1;
    scene.timeUs[at] = timeUs[i] as number;
    scene.seq[at] = facts[fact + SPACETIME_FACT.seq] as number;
    scene.node[at] = facts[fact + SPACETIME_FACT.node] as number;
    scene.line[at] = facts[fact + SPACETIME_FACT.line] as number;
    scene.kind[at] = facts[fact + SPACETIME_FACT.mark] as number;
    scene.toLine[at] = toLine;
    scene.fate[at] = toLine < 0 ? FATE.none : isLost ? FATE.lost : FATE.underWay;
    const ordinal = facts[fact + SPACETIME_FACT.cause] as number;
    cause[at] = ordinal < from ? -1 : ordinal - from;
  }
}

/** Also notes of every send that arrived that it did. */
function messagesOf({ count, line, fate }: Scene, cause: Int32Array): Int32Array {
  const messages = new Int32Array(2 * count);
  let length = 0;
  for (let at = 0; at < count; at++) {
    const sender = cause[at] as number;
    if (sender < 0 || line[sender] === line[at]) continue;
    if (fate[sender] === FATE.underWay) fate[sender] = FATE.arrived;
    messages[length++] = sender;
    messages[length++] = at;
  }
  return messages.subarray(0, length);
}

function marksOf(scene: Scene, folded: Uint8Array): Int32Array[] {
  const { count, lineCount, line, markOf, lastOf, sizeOf } = scene;
  const lengths = new Int32Array(lineCount);
  const newest = new Int32Array(lineCount).fill(-1);
  for (let at = 0; at < count; at++) {
    const own = line[at] as number;
    const mark = newest[own] as number;
    if (folded[at] === 1 && mark >= 0) {
      markOf[at] = mark;
      lastOf[mark] = at;
      sizeOf[mark] = (sizeOf[mark] as number) + 1;
      continue;
    }
    markOf[at] = at;
    lastOf[at] = at;
    sizeOf[at] = 1;
    newest[own] = at;
    lengths[own] = (lengths[own] as number) + 1;
  }
  const marks = Array.from(lengths, (length) => new Int32Array(length));
  const filled = new Int32Array(lineCount);
  for (let at = 0; at < count; at++) {
    if (sizeOf[at] === 0) continue;
    const own = line[at] as number;
    (marks[own] as Int32Array)[filled[own] as number] = at;
    filled[own] = (filled[own] as number) + 1;
  }
  return marks;
}

/** Id of an event as the rest of the page knows it: "n1#2041". */
export function idOf(scene: Scene, at: number): string {
  return `n${(scene.node[at] ?? 0) + 1}#${scene.seq[at] ?? 0}`;
}

/** Spans of virtual time in which a line's node was down, for lines whose own node crashed within the scene. */
export function downSpans(scene: Scene, line: number): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  let sinceUs: number | null = null;
  for (const at of scene.marks[line] ?? []) {
    const kind = scene.kind[at];
    if (kind === SPACETIME_MARK.crash) sinceUs = scene.timeUs[at] ?? null;
    else if (sinceUs !== null) {
      spans.push([sinceUs, scene.timeUs[at] ?? sinceUs]);
      sinceUs = null;
    }
  }
  if (sinceUs !== null) spans.push([sinceUs, scene.nowUs]);
  return spans;
}
