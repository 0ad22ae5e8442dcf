/** The pipeline of proposals, newest first, for all variables or one. */
import { useId, useState } from "react";
import type { ProposalRow, VariablesAssigns } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { ProposalItem } from "./proposal-item.tsx";

/** As many as fit a screen; older ones are one button away. */
const SHOWN_FIRST = 5;

export interface ProposalListProps {
  readonly assigns: VariablesAssigns;
  readonly selection: string | null;
  readonly select: (target: string | null) => void;
  /** The variable to which the list is limited; "" for all. */
  readonly filter: string;
  readonly onFilter: (variable: string) => void;
}

export function ProposalList({ assigns, selection, select, filter, onFilter }: ProposalListProps) {
  const id = useId();
  const [all, setAll] = useState(false);
  const matching = assigns.proposals.filter((proposal) => filter === "" || proposal.variable === filter);
  const shown = all ? matching : matching.slice(0, SHOWN_FIRST);
  return (
    <section className="proposals" aria-labelledby={`${id}-title`}>
      <header className="proposals-head">
        <h3 id={`${id}-title`}>Proposals</h3>
        <span className="proposals-count">{countText(assigns.proposals, matching)}</span>
        <label className="proposals-filter" htmlFor={id}>
          of
          <select id={id} value={filter} onChange={(event) => onFilter(event.currentTarget.value)}>
            <option value="">all variables</option>
            {assigns.order.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </header>
      {matching.length === 0 ? (
        <NoProposals filter={filter} onClear={() => onFilter("")} />
      ) : (
        <ol className="proposal-list" aria-label="Proposals, newest first">
          {shown.map((proposal) => (
            <ProposalItem
              key={proposal.id}
              proposal={proposal}
              selected={proposal.id === selection}
              onSelect={() => select(proposal.id)}
            />
          ))}
        </ol>
      )}
      {matching.length > SHOWN_FIRST ? (
        <Button onPress={() => setAll(!all)}>
          {all ? `Show the newest ${SHOWN_FIRST} only` : `Show ${matching.length - SHOWN_FIRST} older`}
        </Button>
      ) : null}
    </section>
  );
}

function NoProposals({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  if (filter !== "")
    return (
      <EmptyState
        title={`No proposal for ${filter}`}
        reason="Other variables have some; this one has not been questioned yet."
        action={{ label: "Show all variables", onPress: onClear }}
      />
    );
  return (
    <EmptyState
      title="No proposals yet"
      reason="An agent proposes once its own measurements favour another value; each step from vote to use will be shown here. With “Propose a value” above you can be first."
    />
  );
}

function countText(all: readonly ProposalRow[], matching: readonly ProposalRow[]): string {
  const open = matching.filter((proposal) => proposal.status === "open").length;
  const count = matching.length === all.length ? `${all.length}` : `${matching.length} of ${all.length}`;
  return `${count}, ${open} open, newest first`;
}
