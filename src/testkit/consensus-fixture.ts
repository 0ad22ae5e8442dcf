/**
 * Assigns of the consensus lens for tests of the page: five servers after a cut three to two. n3 leads term 4 on the
 * larger side; n1 led term 3 and holds two entries that nobody else has.
 */
import { CONSENSUS_CHUNK, type ConsensusAssigns, type ConsensusServer } from "../bridge/index.ts";

const NAMES = ["n1", "n2", "n3", "n4", "n5"];

/** Cells by index, from 1 on, as the view packs them. */
export function packCells(cells: readonly string[]): Record<string, string> {
  const chunks: Record<string, string> = {};
  for (let first = 0; first < cells.length; first += CONSENSUS_CHUNK) {
    const chunk = Array.from({ length: CONSENSUS_CHUNK }, (_, i) => cells[first + i] ?? "");
    chunks[String(first / CONSENSUS_CHUNK)] = chunk.join(",");
  }
  return chunks;
}

const OLD = ["n3", "c3", "c3", "g3", "c3"];
const NEW = [...OLD, "n4", "c4", "c4"];

function server(id: string, over: Partial<ConsensusServer>): ConsensusServer {
  return {
    id,
    status: "up",
    role: "follower",
    membership: "voter",
    term: 4,
    votedFor: "n3",
    follows: "n3",
    baseIndex: 0,
    snapshotIndex: 0,
    lastIndex: NEW.length,
    commitIndex: 7,
    appliedIndex: 7,
    dueUs: 9_400_000,
    spanUs: 600_000,
    cells: packCells(NEW),
    progress: { match: 8, next: 9, mode: "replicate", isPaused: false, inFlight: 0 },
    isFromDisk: false,
    waiting: 0,
    ...over,
  };
}

const SERVERS: Readonly<Record<string, ConsensusServer>> = {
  n1: server("n1", {
    role: "leader",
    term: 3,
    votedFor: "n1",
    follows: null,
    lastIndex: 7,
    commitIndex: 5,
    appliedIndex: 5,
    cells: packCells([...OLD, "c3", "c3"]),
    progress: { match: 5, next: 6, mode: "probe", isPaused: true, inFlight: 1 },
  }),
  n2: server("n2", {
    role: "pre_candidate",
    term: 3,
    votedFor: "n1",
    follows: null,
    lastIndex: 5,
    commitIndex: 5,
    appliedIndex: 4,
    cells: packCells(OLD),
    progress: { match: 5, next: 6, mode: "probe", isPaused: true, inFlight: 1 },
  }),
  n3: server("n3", { role: "leader", follows: null, progress: null }),
  n4: server("n4", {}),
  n5: server("n5", { status: "down", role: "unknown", isFromDisk: true, dueUs: null, follows: null }),
};

export function consensusFixture(over: Partial<ConsensusAssigns> = {}): ConsensusAssigns {
  return {
    hasConsensus: true,
    canOrder: false,
    order: NAMES,
    servers: SERVERS,
    window: { from: 1, to: 8, last: 8, committed: 7 },
    leader: "n3",
    term: 4,
    reference: "n3",
    configuration: {
      index: 4,
      voters: NAMES,
      outgoing: [],
      learners: [],
      text: "3 of 5 voters decide: n1, n2, n3, n4 and n5",
    },
    sides: [
      {
        nodes: ["n3", "n4", "n5"],
        hasQuorum: true,
        title: "Majority side",
        text: "3 of 5 voters, a quorum.",
      },
      { nodes: ["n1", "n2"], hasQuorum: false, title: "Minority side", text: "2 of 5 voters: too few." },
    ],
    why: null,
    standing: "n3 leads term 4; entries up to 7 are committed, n1 and n2 lag behind.",
    news: { atUs: 8_123_000, text: "n3 is the leader of term 4, elected with 3 votes.", event: "n3#812" },
    terms: [
      {
        term: 3,
        leader: "n1",
        candidates: ["n1"],
        startedUs: 440_000,
        electedUs: 480_000,
        untilUs: 7_400_000,
        waitedUs: 480_000,
      },
      {
        term: 4,
        leader: "n3",
        candidates: ["n3", "n4"],
        startedUs: 8_080_000,
        electedUs: 8_123_000,
        untilUs: null,
        waitedUs: 723_000,
      },
    ],
    election: {
      term: 4,
      startedUs: 8_080_000,
      winner: "n3",
      title: "n3 won term 4",
      rounds: [
        {
          candidate: "n3",
          kind: "vote",
          term: 4,
          atUs: 8_100_000,
          ballots: [
            { from: "n1", answer: "none", why: "the link is cut" },
            { from: "n2", answer: "none", why: "the link is cut" },
            { from: "n3", answer: "granted", why: "its own" },
            { from: "n4", answer: "granted", why: "the log of n3 is at least as new" },
            { from: "n5", answer: "refused", why: "its own log is further on than that of n3" },
          ],
        },
      ],
    },
    entry: null,
    rows: null,
    variables: [
      {
        name: "learning_rate",
        type: "float",
        value: 0.1,
        bounds: "0.0001 to 1",
        min: 0.0001,
        max: 1,
        choices: null,
      },
    ],
    cuts: ["n1-n3", "n1-n4", "n1-n5", "n2-n3", "n2-n4", "n2-n5"],
    ...over,
  };
}
