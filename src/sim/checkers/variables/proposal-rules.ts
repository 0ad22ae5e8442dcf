/** V1, V4 and V9: what may never change about a proposal, on one server or between two. */

import { type Elector, isTerminal, type Proposal } from "../../../mabeam/variables/index.ts";
import { AppendMap } from "../memory/append-map.ts";
import { firstProblem, variablesChecker } from "./variables-checker.ts";

const SOURCE = "Agreement on variables, invariant";

/** V1. */
export const oneProposal = variablesChecker(
  {
    id: "variables_one_proposal",
    title: "One request opens at most one proposal, and every server knows it by the same content.",
    source: `${SOURCE} V1`,
  },
  () => {
    const known = new AppendMap<string, string>();
    return {
      memory: [known],
      ofChange: ({ after, proposals }, node) => {
        if (new Set(after.proposals.map(({ id }) => id)).size < after.proposals.length) {
          return `${node.name} holds two proposals of one request`;
        }
        return firstProblem(proposals, ({ id, number, variable, value, baseVersion, proposer }) => {
          const content = `${number}: ${variable} = ${String(value)} over version ${baseVersion} by ${proposer}`;
          const before = known.get(id);
          if (before === undefined) known.set(id, content);
          return before === undefined || before === content
            ? undefined
            : `${id} is "${content}" on ${node.name}, but was "${before}"`;
        });
      },
    };
  },
);

/** V4. */
export const terminalIsFinal = variablesChecker(
  {
    id: "variables_terminal_is_final",
    title: "A proposal that is settled, rejected, expired, withdrawn or stale never changes again.",
    source: `${SOURCE} V4`,
  },
  () => {
    const ends = new AppendMap<string, string>();
    return {
      memory: [ends],
      ofChange: ({ proposals }, node) =>
        firstProblem(proposals, (proposal) => {
          if (!isTerminal(proposal.state)) return undefined;
          const end = `${proposal.state} at ${proposal.transitions.at(-1)?.index} with ${proposal.votes.length} votes`;
          const before = ends.get(proposal.id);
          if (before === undefined) ends.set(proposal.id, end);
          if (before === undefined || before === end) return undefined;
          return `proposal ${proposal.number} was ${before}, and is ${end} on ${node.name}`;
        }),
    };
  },
);

/** V9. */
export const electorateIsFrozen = variablesChecker(
  {
    id: "variables_electorate_is_frozen",
    title: "The electorate of a proposal is the same from its opening to its end.",
    source: `${SOURCE} V9`,
  },
  () => {
    const frozen = new AppendMap<string, readonly Elector[]>();
    return {
      memory: [frozen],
      ofChange: ({ proposals }, node) =>
        firstProblem(proposals, (proposal) => {
          const before = frozen.get(proposal.id);
          if (before === undefined) frozen.set(proposal.id, proposal.electorate);
          if (before === undefined || isSameElectorate(before, proposal)) return undefined;
          const now = proposal.electorate.length;
          return `the electorate of proposal ${proposal.number} has changed on ${node.name}: ${before.length} members, now ${now}`;
        }),
    };
  },
);

function isSameElectorate(before: readonly Elector[], { electorate }: Proposal): boolean {
  if (before === electorate) return true;
  if (before.length !== electorate.length) return false;
  return before.every((elector, i) => {
    const other = electorate[i];
    return (
      elector.agent === other?.agent &&
      elector.incarnation === other.incarnation &&
      elector.weight === other.weight
    );
  });
}
