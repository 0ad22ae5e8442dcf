/** Domain events of the consensus servers; `raft.entry_applied` comes for every entry on every server. */

/** Emitted with `ctx.emit`. Importance 3: everybody should see it; 1: for a close look. Times in µs. */
export const RAFT_EVENTS = {
  "raft.pre_vote_started": {
    description:
      "A server has heard no leader for an election timeout and asks whether it could win an election.",
    importance: 2,
    measurements: ["term"],
  },
  "raft.election_started": {
    description: "A server starts a term as candidate and votes for itself.",
    importance: 3,
    measurements: ["term"],
  },
  "raft.leader_elected": {
    description: "A candidate has the votes of a quorum. waitedUs: since it last heard a leader.",
    importance: 3,
    measurements: ["term", "votes", "waitedUs"],
  },
  "raft.stepped_down": {
    description: "A leader stops leading: a newer term, another leader, or no contact to a quorum.",
    importance: 3,
    measurements: ["term", "reason"],
  },
  "raft.committed": {
    description: "A server has learned that entries up to index are committed.",
    importance: 2,
    measurements: ["index", "term", "entries"],
  },
  "raft.entry_applied": {
    description: "A server has applied one entry.",
    importance: 1,
    measurements: ["index", "term"],
  },
} as const;
