/**
 * The votes on a proposal as one bar over its whole electorate, with a mark where the majority is. For, against and
 * abstained differ by fill, not only by colour; the numbers stand below it.
 */
import type { ProposalRow } from "../../../view/index.ts";
import { majorityOf } from "./proposal-words.ts";

export function VoteBar({ proposal }: { readonly proposal: ProposalRow }) {
  const { accept, reject, abstain, electorate } = proposal;
  const majority = majorityOf(electorate);
  const share = (votes: number) => `${electorate === 0 ? 0 : (100 * votes) / electorate}%`;
  return (
    <div className="vote-bar" aria-hidden="true">
      <span className="vote-for" style={{ width: share(accept) }} />
      <span className="vote-against" style={{ width: share(reject) }} />
      <span className="vote-abstained" style={{ width: share(abstain) }} />
      {electorate === 0 ? null : <span className="vote-majority" style={{ left: share(majority) }} />}
    </div>
  );
}
