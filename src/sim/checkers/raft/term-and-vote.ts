/** R2 and R3: term and vote as they are on disk, restarts included. */

import { META_KEY } from "../../../foundation/consensus/index.ts";
import type { Node } from "../../../kernel/index.ts";
import { Cell } from "../memory/memory.ts";
import { raftChecker } from "./raft-checker.ts";

interface Meta {
  readonly term: number;
  readonly votedFor: number | null;
}

function metaOf({ disk }: Node): Meta | undefined {
  return disk.get(META_KEY) as unknown as Meta | undefined;
}

export const termMonotonic = raftChecker(
  {
    id: "raft_term_monotonic",
    title: "The term on a server's disk never goes back.",
    source: "Raft paper §5.1, figure 2",
  },
  ({ nodes }) => {
    const terms = nodes.map(() => new Cell(0));
    return {
      memory: terms,
      inspect({ node, after }) {
        const last = terms[node.index] as Cell<number>;
        const known = last.value;
        const { term } = metaOf(node) ?? { term: 0 };
        last.value = term;
        if (term < known) return `${node.name} has term ${term} on disk after term ${known}`;
        return term === after.durable.term
          ? undefined
          : `${node.name} acts in a term that is not on its disk`;
      },
    };
  },
);

export const oneVote = raftChecker(
  {
    id: "raft_one_vote",
    title: "In one term a server votes for one candidate; a restart does not free the vote.",
    source: "Raft paper §5.2, figure 2",
  },
  ({ nodes }) => {
    const votes = nodes.map(() => new Cell<Meta | undefined>(undefined));
    return {
      memory: votes,
      inspect({ node }) {
        const meta = metaOf(node);
        const last = votes[node.index] as Cell<Meta | undefined>;
        const known = last.value;
        if (meta === undefined || meta === known || meta.votedFor === null) return undefined;
        last.value = meta;
        if (known?.term !== meta.term || known.votedFor === meta.votedFor) return undefined;
        return `${node.name} voted for n${(known.votedFor as number) + 1} and n${meta.votedFor + 1} in term ${meta.term}`;
      },
    };
  },
);
