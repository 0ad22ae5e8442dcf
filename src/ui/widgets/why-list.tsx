/**
 * Causes as a list, effect first, down to the input or start it all came from. Every step is a button that pauses the
 * run just after it and selects it; long runs of routine steps are one line that unfolds.
 */
import type { EventRow, WhyAssigns, WhyFold } from "../../view/index.ts";
import { Button } from "./button.tsx";
import { formatCount, formatTime } from "./format.ts";
import "./why-list.css";
import {
  endSentence,
  foldSentence,
  gapText,
  isEvent,
  isFold,
  partiesText,
  summaryOf,
  whySteps,
} from "./why-words.ts";

export interface WhyListProps {
  readonly why: WhyAssigns;
  /** The selected event: where in the chain the reader is. */
  readonly selected: string | null;
  /** Goes to the moment of an event and selects it. */
  readonly onGo: (event: string) => void;
  /** Goes to a time: just before an input. */
  readonly onSeek: (us: number) => void;
  readonly onUnfold: (fold: string) => void;
}

export function WhyList({ why, selected, onGo, onSeek, onUnfold }: WhyListProps) {
  return (
    <>
      <p className="why-summary">{summaryOf(why)}</p>
      <ol className="why-list" aria-label="Causes, effect first">
        {whySteps(why.steps).map(({ step, sinceCauseUs }) => (
          <li key={isFold(step) ? `fold ${step.fold}` : step.id}>
            {isFold(step) ? (
              <Fold fold={step} onUnfold={onUnfold} />
            ) : isEvent(step) ? (
              <Step event={step} isCurrent={step.id === selected} onGo={onGo} />
            ) : (
              <Origin origin={step} onSeek={onSeek} />
            )}
            {sinceCauseUs === null ? null : (
              <p className="why-gap">
                <span aria-hidden="true">↑</span> {gapText(sinceCauseUs)}
              </p>
            )}
          </li>
        ))}
      </ol>
      <End why={why} />
    </>
  );
}

function Step(props: {
  readonly event: EventRow;
  readonly isCurrent: boolean;
  readonly onGo: (event: string) => void;
}) {
  const { event, isCurrent, onGo } = props;
  const go = `Go to ${formatTime(event.atUs)} and select ${event.id}`;
  return (
    <button
      type="button"
      className="why-step"
      aria-current={isCurrent ? "step" : undefined}
      title={go}
      onClick={() => onGo(event.id)}
    >
      <span className="why-step-line">
        <span className="why-kind">{`${event.node} ${event.kind}`}</span>
        <span className="why-time number">{formatTime(event.atUs)}</span>
      </span>
      <span className="why-text">{event.text}</span>
      {event.actor === null && event.peer === null ? null : (
        <span className="why-parties data">{partiesText(event)}</span>
      )}
      <span className="visually-hidden">{`. ${go}`}</span>
    </button>
  );
}

function Fold({ fold, onUnfold }: { readonly fold: WhyFold; readonly onUnfold: (fold: string) => void }) {
  return (
    <button type="button" className="why-fold" aria-expanded={false} onClick={() => onUnfold(fold.fold)}>
      <span aria-hidden="true">… </span>
      {foldSentence(fold)}
      <span className="why-fold-verb"> Show</span>
    </button>
  );
}

/** What it all came from, with the way to the moment before it. */
function Origin({ origin, onSeek }: { readonly origin: EventRow; readonly onSeek: (us: number) => void }) {
  const isInput = origin.kind === "input";
  return (
    <div className="why-step why-step-origin">
      <span className="why-step-line">
        <span className="why-kind">{origin.kind}</span>
        <span className="why-time number">{formatTime(origin.atUs)}</span>
      </span>
      <strong className="why-text">{origin.text}</strong>
      <Button onPress={() => onSeek(Math.max(0, origin.atUs - 1))}>
        {isInput ? "Go to just before it" : "Go to the start"}
      </Button>
    </div>
  );
}

/** The sentence at the end. While the search goes on its figure changes many times a second: it is not read aloud. */
function End({ why }: { readonly why: WhyAssigns }) {
  return (
    <p className="why-end" role="status" data-end={why.end}>
      {endSentence(why)}
      {why.searched === null ? null : (
        <span aria-hidden="true">{` ${formatCount(why.searched)} events run again.`}</span>
      )}
    </p>
  );
}
