/**
 * The run tells its story: the latest sentence that matters, and the list of all before it.
 *
 * Invariant: the sentence is a polite live region while the run goes at a speed at which one can listen; above that
 * it is silent, and the list remains to be read.
 */
import { type NarrationLine as Line, setLens, uiStore, useRun, useUi } from "../../view/index.ts";
import { formatTime } from "../widgets/format.ts";
import { Icon } from "../widgets/icon.tsx";
import { LevelSwitch } from "../widgets/level-switch.tsx";
import { PHONE, useMedia } from "../widgets/use-media.ts";
import { PastNote } from "./past-note.tsx";
import "./narration-line.css";

const IMPORTANCE_MIN = 2;
/** Virtual seconds per second up to which sentences come slowly enough to be spoken. */
const SPOKEN_SPEED_MAX = 2;

export function NarrationLine() {
  const lines = useRun((run) => run.narration) ?? [];
  const isSpoken = useRun((run) => run.speed <= SPOKEN_SPEED_MAX || !run.playing) ?? true;
  const isOpen = useUi((state) => state.narrationOpen);
  const isPhone = useMedia(PHONE);
  const latest = latestSentence(lines);
  return (
    <section className="narration" aria-label="Narration">
      {isOpen ? <NarrationHistory lines={lines} /> : null}
      <p className="narration-sentence" aria-live={isSpoken ? "polite" : "off"}>
        {latest === undefined ? (
          <span className="narration-none">Nothing has happened yet.</span>
        ) : (
          <>
            <span className="narration-time data">{formatTime(latest.atUs)}</span> {latest.text}
          </>
        )}
      </p>
      {isPhone ? null : <PastNote />}
      {isPhone ? null : <LevelSwitch />}
      <button
        type="button"
        className="narration-toggle"
        aria-expanded={isOpen}
        onClick={() => uiStore.setState({ narrationOpen: !isOpen })}
      >
        <span className="narration-toggle-text">History</span>
        <Icon name={isOpen ? "chevronDown" : "chevronUp"} size={14} />
      </button>
    </section>
  );
}

/** The newest line of importance 2 or more; undefined when there is none. */
export function latestSentence(lines: readonly Line[]): Line | undefined {
  return lines.findLast((line) => line.importance >= IMPORTANCE_MIN);
}

function NarrationHistory({ lines }: { readonly lines: readonly Line[] }) {
  const isPhone = useMedia(PHONE);
  return (
    <ol className="narration-history" aria-label="Narration so far, newest first">
      {isPhone ? (
        <li>
          <LevelSwitch />
        </li>
      ) : null}
      {lines.toReversed().map((line) => (
        <li key={line.id} data-importance={line.importance}>
          <span className="narration-time data">{formatTime(line.atUs)}</span>
          <span>{line.text}</span>
          {line.event === null ? null : <EventLink event={line.event} />}
        </li>
      ))}
      {lines.length === 0 ? <li>Nothing has happened yet.</li> : null}
    </ol>
  );
}

/** Selects the event behind a sentence and shows it in the events lens. */
export function EventLink({
  event,
  text = "show event",
}: {
  readonly event: string;
  readonly text?: string;
}) {
  const show = () => {
    uiStore.setState({ selection: event, narrationOpen: false });
    setLens(uiStore, "events");
  };
  return (
    <button type="button" className="event-link" aria-label={`${text} ${event}`} onClick={show}>
      {text}
    </button>
  );
}
