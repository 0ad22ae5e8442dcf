/**
 * One line above the lens, always of the same height: first what this scenario is and what to try, after the first
 * intervention what came of it, in one sentence with the measured time.
 */
import { type Outcome, useRun } from "../../view/index.ts";
import { formatTime } from "../widgets/format.ts";
import { Icon } from "../widgets/icon.tsx";
import "./headline.css";

/** As in the still first frame of index.html, so that nothing changes under the reader when the run takes over. */
export const FRONT_SENTENCE = "A fault-tolerant cluster of learning agents is running in this tab. Break it.";

export function Headline() {
  const hasIntervened = useRun((run) => run.inputs.length > 0) ?? false;
  const outcome = useRun((run) => run.outcome);
  const headline = useRun((run) => run.headline) ?? FRONT_SENTENCE;
  return (
    <section className="headline" aria-label="What this is, and what your last intervention did">
      {outcome === null ? (
        <p className="headline-sentence">{hasIntervened ? WATCHING : headline}</p>
      ) : (
        <OutcomeSentence outcome={outcome} />
      )}
    </section>
  );
}

function OutcomeSentence({ outcome }: { readonly outcome: Outcome }) {
  return (
    <p className="headline-outcome" data-pending={outcome.pending} role="status">
      <Icon name={outcome.pending ? "clock" : "check"} size={18} />
      <span>
        <span className="headline-time data">{formatTime(outcome.atUs)}</span> {outcome.text}
      </span>
    </p>
  );
}

const WATCHING = "You have intervened; what comes of it will stand here.";
