/** What the picture means: the sides and what they can do, the last election ballot by ballot, and one entry. */
import type {
  ConsensusAssigns,
  ConsensusBallot,
  ConsensusEntry,
  ConsensusRound,
} from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { formatTime } from "../../widgets/format.ts";
import { KIND_WORDS } from "./consensus-words.ts";

export function SidesPanel({ assigns }: { readonly assigns: ConsensusAssigns }) {
  const { sides, configuration } = assigns;
  return (
    <section className="consensus-panel" aria-label="Who can decide">
      <h3>Who can decide</h3>
      <ul className="side-list">
        {sides.map(({ nodes, title, text, hasQuorum }) => (
          <li key={nodes.join(" ")} data-quorum={hasQuorum}>
            <strong>
              {hasQuorum ? "✓" : "✕"} {title}
            </strong>{" "}
            <span className="data">{nodes.join(" ")}</span>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      {configuration === null ? null : (
        <p className="configuration">
          Configuration{configuration.index === 0 ? "" : ` of entry ${configuration.index}`}:{" "}
          {configuration.text}
        </p>
      )}
    </section>
  );
}

export function ElectionPanel({ assigns }: { readonly assigns: ConsensusAssigns }) {
  const { election } = assigns;
  return (
    <section className="consensus-panel" aria-label="Last election">
      <h3>Last election</h3>
      {election === null ? (
        <p>
          None yet. A server that hears no leader until its timer has run out asks the others for their votes.
        </p>
      ) : (
        <>
          <p>
            {election.title}. <span className="number">{formatTime(election.startedUs)}</span>
          </p>
          {election.rounds.length === 0 ? (
            <p className="panel-hint">Its messages are no longer kept; rewind to see them again.</p>
          ) : (
            election.rounds.map((round) => (
              <Round key={`${round.candidate} ${round.kind} ${round.atUs}`} round={round} />
            ))
          )}
        </>
      )}
    </section>
  );
}

const ANSWERS: Readonly<Record<ConsensusBallot["answer"], readonly [mark: string, word: string]>> = {
  granted: ["✓", "yes"],
  refused: ["✕", "no"],
  none: ["–", "silent"],
};

function Round({ round }: { readonly round: ConsensusRound }) {
  const { candidate, kind, term, atUs, ballots } = round;
  const asks = kind === "pre_vote" ? `would I win term ${term}?` : `vote for me in term ${term}`;
  return (
    <div className="election-round">
      <p>
        <strong className="data">{candidate}</strong> asks: {asks}{" "}
        <span className="number">{formatTime(atUs)}</span>
      </p>
      <ul>
        {ballots.map(({ from, answer, why }) => (
          <li key={from} data-answer={answer}>
            <span className="data">{from}</span>
            <span>
              {ANSWERS[answer][0]} {ANSWERS[answer][1]}
            </span>
            <span className="ballot-why">{why}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface EntryPanelProps {
  readonly entry: ConsensusEntry;
  readonly onClose: () => void;
}

export function EntryPanel({ entry, onClose }: EntryPanelProps) {
  const { index, term, kind, text } = entry;
  return (
    <section className="consensus-panel" aria-label={`Entry ${index}`}>
      <h3>
        Entry {index} of term {term}
        <Button hint="Show the server instead" onPress={onClose}>
          Close
        </Button>
      </h3>
      <p className="entry-text">{text}</p>
      <dl className="server-facts">
        <div>
          <dt>Kind</dt>
          <dd>{KIND_WORDS[kind]}</dd>
        </div>
        <div>
          <dt>Who has it</dt>
          <dd>{entry.holders.join(", ")}</dd>
        </div>
        <div>
          <dt>Committed</dt>
          <dd>{committedWords(entry)}</dd>
        </div>
      </dl>
    </section>
  );
}

export function committedWords({ isCommitted, committedUs, isConflicting }: ConsensusEntry): string {
  if (isCommitted) return committedUs === null ? "yes" : formatTime(committedUs);
  return isConflicting ? "no: the leader has another entry there" : "not yet";
}
