/** Who led which term, in order, and when nobody did. A press goes to just before that election. */
import { useEffect, useRef } from "react";
import type { ConsensusAssigns, ConsensusTerm } from "../../../view/index.ts";
import { formatDuration, formatTime } from "../../widgets/format.ts";

export interface TermStripProps {
  readonly assigns: ConsensusAssigns;
  readonly onGo: (us: number) => void;
}

export function TermStrip({ assigns, onGo }: TermStripProps) {
  const { terms } = assigns;
  const list = useRef<HTMLOListElement>(null);
  const count = terms.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new term comes into sight.
  useEffect(() => {
    const element = list.current;
    if (element !== null) element.scrollLeft = element.scrollWidth;
  }, [count]);
  const newest = terms.at(-1);
  const isLeaderless = newest !== undefined && (newest.leader === null || newest.untilUs !== null);
  return (
    <section className="term-strip" aria-label="Terms">
      <h3>Terms</h3>
      {count === 0 ? (
        <p className="term-none">No election yet: every server waits for its first timer to run out.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard.
        <ol ref={list} tabIndex={0} aria-label="Terms, oldest first">
          {terms.map((entry, i) => (
            <TermItem key={entry.term} entry={entry} next={terms[i + 1]} onGo={onGo} />
          ))}
          {isLeaderless ? (
            <li className="term-gap" data-now={true}>
              no leader{newest.untilUs === null ? "" : ` since ${formatTime(newest.untilUs)}`}
            </li>
          ) : null}
        </ol>
      )}
    </section>
  );
}

interface TermItemProps {
  readonly entry: ConsensusTerm;
  readonly next: ConsensusTerm | undefined;
  readonly onGo: (us: number) => void;
}

function TermItem({ entry, next, onGo }: TermItemProps) {
  const { term, leader, candidates, startedUs, electedUs, untilUs, waitedUs } = entry;
  const endUs = untilUs ?? next?.startedUs ?? null;
  const lasted = electedUs === null || endUs === null ? "" : `, for ${formatDuration(endUs - electedUs)}`;
  const grow = electedUs === null || endUs === null ? 1 : Math.sqrt(Math.max(0, endUs - electedUs) / 1e6);
  return (
    <>
      {waitedUs !== null && waitedUs > 0 ? (
        <li className="term-gap">no leader {formatDuration(waitedUs)}</li>
      ) : null}
      <li className="term-item" style={{ flexGrow: Math.min(6, Math.max(0.2, grow)) }}>
        <button
          type="button"
          data-colour={term % 5}
          data-won={leader !== null}
          title={`Go to just before this election${lasted === "" ? "" : `; it led${lasted.slice(1)}`}`}
          onClick={() => onGo(startedUs - 1)}
        >
          <span className="term-number">term {term}</span>{" "}
          <strong>{leader ?? (candidates.length > 1 ? "split vote" : "nobody")}</strong>{" "}
          <span className="term-time">{formatTime(electedUs ?? startedUs)}</span>
        </button>
      </li>
    </>
  );
}
