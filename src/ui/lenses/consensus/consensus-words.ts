/** Roles, kinds and states as words, and what the cursor stands on. */
import type { ConsensusAssigns, ConsensusEntryKind, ConsensusServer } from "../../../view/index.ts";
import type { GlyphState } from "../../widgets/glyph-shapes.ts";
import { type CellState, cellAt, stateAt } from "./lane-cells.ts";
import type { Place } from "./lane-layout.ts";

export const KIND_WORDS: Readonly<Record<ConsensusEntryKind, string>> = {
  noop: "no-op",
  command: "command",
  configuration: "configuration",
  expiry: "session expiry",
};

export const STATE_WORDS: Readonly<Record<CellState, string>> = {
  committed: "committed",
  open: "not committed",
  conflict: "in conflict with the leader's log",
};

export function roleWord({ status, role, membership, isFromDisk }: ConsensusServer): string {
  if (status === "down") return "down";
  if (isFromDisk) return "starting";
  const word = membership === "learner" && role === "follower" ? "learner" : ROLE_WORDS[role];
  return status === "paused" ? `${word}, paused` : word;
}

const ROLE_WORDS: Readonly<Record<ConsensusServer["role"], string>> = {
  leader: "leader",
  candidate: "candidate",
  pre_candidate: "pre-candidate",
  follower: "follower",
  unknown: "unknown",
};

export function glyphState({ status, role }: ConsensusServer): GlyphState {
  if (status === "down") return "crashed";
  if (status === "paused") return "suspended";
  if (role === "leader") return "leader";
  return role === "candidate" || role === "pre_candidate" ? "candidate" : "running";
}

/** Term and vote, as short as fits beside a lane. */
export function ballotLine({ id, term, votedFor }: ConsensusServer): string {
  const vote = votedFor === null ? "no vote" : `voted ${votedFor === id ? "itself" : votedFor}`;
  return `term ${term} · ${vote}`;
}

export function progressLine({ progress }: ConsensusServer): string {
  if (progress === null) return "";
  const { match, next, mode, isPaused, inFlight } = progress;
  const way = inFlight === 0 ? "" : `, ${inFlight} in flight`;
  return `${mode}${isPaused ? ", waiting" : ""}: match ${match}, next ${next}${way}`;
}

/** What the cursor stands on, for the tip and for screen readers. */
export function placeWords(assigns: ConsensusAssigns, { lane, index }: Place): string {
  const server = assigns.servers[assigns.order[lane] ?? ""];
  if (server === undefined) return "";
  const cell = cellAt(server, index);
  if (index <= server.baseIndex)
    return `${server.id}, entry ${index}: compacted, part of the snapshot up to ${server.snapshotIndex || server.baseIndex}`;
  if (cell === undefined) return `${server.id}: no entry ${index}`;
  return `${server.id}, entry ${index}, term ${cell.term}, ${KIND_WORDS[cell.kind]}, ${STATE_WORDS[stateAt(assigns, server, index)]}`;
}

/** The node an id of any kind is on: "n3" of "n3", "<n3.17>", "n3#41" and "n3-n4". */
export function nodeIn(selection: string | null): string | null {
  return /n\d+/.exec(selection ?? "")?.[0] ?? null;
}
