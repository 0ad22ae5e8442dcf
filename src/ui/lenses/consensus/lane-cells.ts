/** The cells of a lane as the picture, the cursor and its words need them. */
import {
  CONSENSUS_CHUNK,
  CONSENSUS_LETTER,
  type ConsensusAssigns,
  type ConsensusEntryKind,
  type ConsensusServer,
} from "../../../view/index.ts";

export interface Cell {
  readonly kind: ConsensusEntryKind;
  readonly term: number;
}

const KINDS: ReadonlyMap<string, ConsensusEntryKind> = new Map(
  Object.entries(CONSENSUS_LETTER).map(([kind, letter]) => [letter, kind as ConsensusEntryKind]),
);

/** Chunks are text that never changes but for the newest: split once. */
const split = new Map<string, readonly (Cell | undefined)[]>();
const SPLIT_MAX = 2_000;

function cellsOf(chunk: string): readonly (Cell | undefined)[] {
  const known = split.get(chunk);
  if (known !== undefined) return known;
  if (split.size > SPLIT_MAX) split.clear();
  const cells = chunk.split(",").map((text) => {
    const kind = KINDS.get(text.charAt(0));
    return kind === undefined ? undefined : { kind, term: Number(text.slice(1)) };
  });
  split.set(chunk, cells);
  return cells;
}

export function cellAt({ cells }: ConsensusServer, index: number): Cell | undefined {
  const chunk = cells[String(Math.floor((index - 1) / CONSENSUS_CHUNK))];
  return chunk === undefined ? undefined : cellsOf(chunk)[(index - 1) % CONSENSUS_CHUNK];
}

export type CellState = "committed" | "open" | "conflict";

/**
 * What is known of an entry: committed as far as its server knows, in conflict with the log the others are held
 * against (another term there, or nothing where its own term is older), or open.
 */
export function stateAt(assigns: ConsensusAssigns, server: ConsensusServer, index: number): CellState {
  if (index <= server.commitIndex) return "committed";
  const cell = cellAt(server, index);
  const reference = assigns.reference === null ? undefined : assigns.servers[assigns.reference];
  if (cell === undefined || reference === undefined || reference.id === server.id) return "open";
  if (index > reference.lastIndex) return cell.term < assigns.term ? "conflict" : "open";
  const there = cellAt(reference, index);
  return there !== undefined && there.term !== cell.term ? "conflict" : "open";
}

export function highestTerm({ servers, order, term }: ConsensusAssigns): number {
  return order.reduce((most, id) => Math.max(most, servers[id]?.term ?? 0), term);
}
