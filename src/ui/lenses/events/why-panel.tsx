/**
 * Why an event happened: the event on top, below it its cause, below that the cause of the cause, down to what began
 * it all. Every step leads on to its own chain.
 */
import { useEffect, useState } from "react";
import type { EventRow } from "../../../view/index.ts";
import { Button, IconButton } from "../../widgets/button.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { formatDuration, formatTime } from "../../widgets/format.ts";
import "./why-panel.css";
import {
  chainSpanUs,
  isEvent,
  originSentence,
  partiesText,
  whySteps,
  whyText,
} from "../../widgets/why-words.ts";

export interface WhyPanelProps {
  /** Id of the event that was asked about. */
  readonly event: string;
  readonly chain: readonly EventRow[] | null;
  readonly onStep: (id: string) => void;
  readonly onClose: () => void;
}

export function WhyPanel({ event, chain, onStep, onClose }: WhyPanelProps) {
  const known = chain !== null && chain.length > 0;
  return (
    <aside className="why-panel" aria-label="Why it happened">
      <header className="why-head">
        <h3>Why {event}</h3>
        {known ? <CopyButton chain={chain} /> : null}
        <IconButton label="Close the chain" icon={<CloseIcon />} onPress={onClose} />
      </header>
      {known ? (
        <WhyList chain={chain} onStep={onStep} />
      ) : (
        <EmptyState
          title={chain === null ? "Looking for the causes" : "No causes kept"}
          reason={
            chain === null
              ? "The worker walks back through the trace; this takes a moment in a long run."
              : "This event has left the trace, so its causes can no longer be told. Choose a newer one."
          }
        />
      )}
    </aside>
  );
}

function WhyList({
  chain,
  onStep,
}: {
  readonly chain: readonly EventRow[];
  readonly onStep: (id: string) => void;
}) {
  const causes = chain.length - 1;
  return (
    <div className="why-body">
      <p className="why-summary">
        {causes === 0
          ? "It has no cause inside the run."
          : `${causes} ${causes === 1 ? "cause" : "causes"}, ${formatDuration(chainSpanUs(chain))} from the first to the effect.`}
      </p>
      <ol className="why-list">
        {whySteps(chain).map(({ event, sinceCauseUs }, index) => (
          <li key={event.id}>
            <Step event={event} isEffect={index === 0} onStep={onStep} />
            {sinceCauseUs === null ? null : (
              <p className="why-gap">
                <span aria-hidden="true">↑</span> {`because, ${formatDuration(sinceCauseUs)} earlier`}
              </p>
            )}
          </li>
        ))}
      </ol>
      <p className="why-origin">{originSentence(chain)}</p>
    </div>
  );
}

interface StepProps {
  readonly event: EventRow;
  readonly isEffect: boolean;
  readonly onStep: (id: string) => void;
}

/** A step leads to its own chain; an input or the start of the run leads nowhere further. */
function Step({ event, isEffect, onStep }: StepProps) {
  const content = (
    <>
      <span className="why-step-line">
        <span className="why-kind">{event.kind}</span>
        <span className="number">{formatTime(event.atUs)}</span>
      </span>
      <span className="why-text">{event.text}</span>
      {event.node === "" ? null : <span className="why-parties data">{partiesText(event)}</span>}
    </>
  );
  if (!isEvent(event)) return <div className="why-step why-step-origin">{content}</div>;
  return (
    <button
      type="button"
      className="why-step"
      aria-current={isEffect ? "step" : undefined}
      onClick={() => onStep(event.id)}
    >
      {content}
    </button>
  );
}

const COPIED_MS = 2_000;

function CopyButton({ chain }: { readonly chain: readonly EventRow[] }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), COPIED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(whyText(chain)).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const text = { idle: "Copy as text", copied: "Copied", failed: "Could not copy" }[state];
  return (
    <span className="why-copy">
      <Button onPress={copy}>{text}</Button>
      <span className="visually-hidden" role="status">
        {state === "idle" ? "" : text}
      </span>
    </span>
  );
}

function CloseIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <path d="M2 2L12 12M12 2L2 12" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
