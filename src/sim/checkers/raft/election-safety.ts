/** R1: one leader per term, over the whole run, crashed incarnations included. */

import { AppendMap } from "../memory/append-map.ts";
import { raftChecker } from "./raft-checker.ts";

export const electionSafety = raftChecker(
  {
    id: "raft_election_safety",
    title: "In every term at most one server ever leads.",
    source: "Raft paper §5.2, figure 3",
  },
  () => {
    const leaders = new AppendMap<number, string>();
    return {
      memory: [leaders],
      inspect({ node, after }) {
        if (after.role.kind !== "leader") return undefined;
        const { term } = after.durable;
        const name = `${node.name} (start ${node.incarnation})`;
        const known = leaders.get(term);
        if (known === undefined) leaders.set(term, name);
        return known === undefined || known === name
          ? undefined
          : `${name} leads term ${term}, which ${known} led`;
      },
    };
  },
);
