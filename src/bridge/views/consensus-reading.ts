/**
 * Consensus servers as the lens needs them: read from the process, or, where none runs, from the disk of the node.
 *
 * Only fields that are shown are named here, and those that an older or simpler server may lack are optional: the
 * protocol's state may grow without this file.
 */

import { EVENT_KIND, type Node, readServer, serverStateOf } from "../../sim/index.ts";

export interface EntryReading {
  readonly kind: string;
  readonly index: number;
  readonly term: number;
  readonly command?: unknown;
  readonly configuration?: unknown;
}

export interface ConfigurationReading {
  readonly voters: readonly number[];
  readonly outgoing?: readonly number[];
  readonly learners?: readonly number[];
}

export interface ProgressReading {
  readonly peer: number;
  readonly matchIndex: number;
  readonly nextIndex: number;
  readonly mode?: "probe" | "replicate" | "snapshot";
  readonly isPaused?: boolean;
  readonly inFlight?: readonly number[];
}

interface LogReading {
  readonly baseIndex: number;
  readonly length: number;
  readonly chunks: readonly (readonly EntryReading[])[];
}

export interface RaftReading {
  readonly config: {
    readonly members: readonly number[];
    readonly heartbeatUs: number;
    readonly electionTimeoutMinUs: number;
  };
  readonly durable: {
    readonly term: number;
    readonly votedFor: number | null;
    readonly log: LogReading;
    readonly snapshot?: { readonly index: number } | null;
  };
  readonly configuration?: ConfigurationReading;
  readonly configurationIndex?: number;
  readonly role: {
    readonly kind: "leader" | "candidate" | "pre_candidate" | "follower";
    readonly leader?: number | null;
    readonly progress?: readonly ProgressReading[];
    readonly heartbeatDueUs?: number;
  };
  readonly commitIndex: number;
  readonly appliedIndex: number;
  readonly electionTimeoutUs?: number;
  readonly electionDeadlineUs: number;
}

/** One lane. */
export interface Lane {
  readonly node: Node;
  readonly raft: RaftReading | undefined;
  readonly waiting: number;
  readonly term: number;
  readonly votedFor: number | null;
  readonly baseIndex: number;
  readonly lastIndex: number;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  readonly entryAt: (index: number) => EntryReading | undefined;
}

/** What a disk holds does not change while the node is down: read once. */
export type DiskMemory = Map<number, { readonly incarnation: number; readonly lane: Lane }>;

export function readLane(node: Node, memory: DiskMemory): Lane {
  const server = readServer(node);
  if (server !== undefined) {
    memory.delete(node.index);
    return laneOfServer(node, serverStateOf(server.process)?.state as ServerState | undefined);
  }
  if (node.up) return laneOfDisk(node);
  const known = memory.get(node.index);
  if (known?.incarnation === node.incarnation) return known.lane;
  const lane = laneOfDisk(node);
  memory.set(node.index, { incarnation: node.incarnation, lane });
  return lane;
}

interface ServerState {
  readonly raft: RaftReading;
  readonly requests?: readonly unknown[];
}

function laneOfServer(node: Node, state: ServerState | undefined): Lane {
  if (state === undefined) return laneOfDisk(node);
  const { raft, requests = [] } = state;
  const { term, votedFor, log } = raft.durable;
  return {
    node,
    raft,
    waiting: requests.length,
    term,
    votedFor,
    baseIndex: log.baseIndex,
    lastIndex: log.baseIndex + log.length,
    commitIndex: raft.commitIndex,
    appliedIndex: raft.appliedIndex,
    entryAt: (index) => entryIn(log, index),
  };
}

/** All chunks but the last are full. */
function entryIn({ baseIndex, length, chunks }: LogReading, index: number): EntryReading | undefined {
  const position = index - baseIndex - 1;
  if (position < 0 || position >= length) return undefined;
  const size = chunks[0]?.length ?? 1;
  return chunks[Math.floor(position / size)]?.[position % size];
}

const ENTRY_KEY = /^raft\/log\/\d+$/;

function laneOfDisk(node: Node): Lane {
  const { files } = node.disk;
  const entries = new Map<number, EntryReading>();
  let first = Number.POSITIVE_INFINITY;
  let lastIndex = 0;
  for (const [key, value] of files) {
    if (!ENTRY_KEY.test(key) || !isEntry(value)) continue;
    entries.set(value.index, value);
    first = Math.min(first, value.index);
    lastIndex = Math.max(lastIndex, value.index);
  }
  const meta = files.get("raft/meta") as { readonly term?: number; readonly votedFor?: number } | undefined;
  const commit = files.get("raft/commit");
  const commitIndex = typeof commit === "number" ? Math.min(commit, lastIndex) : 0;
  return {
    node,
    raft: undefined,
    waiting: 0,
    term: meta?.term ?? 0,
    votedFor: meta?.votedFor ?? null,
    baseIndex: entries.size === 0 ? 0 : first - 1,
    lastIndex,
    commitIndex,
    appliedIndex: 0,
    entryAt: (index) => entries.get(index),
  };
}

function isEntry(value: unknown): value is EntryReading {
  if (typeof value !== "object" || value === null) return false;
  const { kind, index, term } = value as Partial<EntryReading>;
  return typeof kind === "string" && typeof index === "number" && typeof term === "number";
}

/** When its timer ends, in true time, and how long it runs in all; null where none runs. */
export function timerOf({ node, raft }: Lane): { readonly dueUs: number; readonly spanUs: number } | null {
  if (raft === undefined) return null;
  const { role, config } = raft;
  const isLeader = role.kind === "leader";
  const localDueUs = isLeader ? role.heartbeatDueUs : raft.electionDeadlineUs;
  if (localDueUs === undefined || !Number.isFinite(localDueUs)) return null;
  const dueUs = node.clock === undefined ? localDueUs : node.nowUs + localDueUs - node.localUs(0);
  const spanUs = isLeader ? config.heartbeatUs : (raft.electionTimeoutUs ?? config.electionTimeoutMinUs);
  return { dueUs: Math.round(dueUs), spanUs };
}

/** The message between consensus servers in a record of the trace: what, and whether it was sent or handled here. */
export function raftMessageIn(record: {
  readonly kind: number;
  readonly payload: unknown;
}): { readonly isSent: boolean; readonly message: Readonly<Record<string, unknown>> } | undefined {
  const isSent = record.kind === EVENT_KIND.net_sent || record.kind === EVENT_KIND.net_lost;
  if (!isSent && record.kind !== EVENT_KIND.message) return undefined;
  const cast = record.payload;
  if (!Array.isArray(cast) || cast[0] !== "$gen_cast") return undefined;
  const body: unknown = cast[1];
  if (!Array.isArray(body) || body[0] !== "raft") return undefined;
  const message: unknown = body[1];
  if (typeof message !== "object" || message === null || Array.isArray(message)) return undefined;
  return { isSent, message: message as Readonly<Record<string, unknown>> };
}
