/** What happened the last time something ended here, step by step; each step is a door to its event. */
import { useId } from "react";
import type { StoryStep, SupervisionFocus } from "../../../view/index.ts";
import { formatTime } from "../../widgets/format.ts";

export interface StoryPanelProps {
  readonly label: string;
  readonly focus: SupervisionFocus | null;
  readonly select: (target: string | null) => void;
}

export function StoryPanel({ label, focus, select }: StoryPanelProps) {
  const titleId = useId();
  const steps = focus?.last ?? [];
  return (
    <section className="detail-part" aria-labelledby={titleId}>
      <h3 id={titleId}>What happened last</h3>
      {steps.length === 0 ? (
        <p className="detail-empty">Nothing has ended at {label} as far as the kept events tell.</p>
      ) : (
        <ol className="story">
          {steps.map((step) => (
            <Step key={step.id} step={step} select={select} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Step({ step, select }: { readonly step: StoryStep; readonly select: StoryPanelProps["select"] }) {
  const { event } = step;
  return (
    <li>
      <span className="story-time data">{formatTime(step.atUs)}</span>
      <span className="story-words">
        {event === null ? (
          step.text
        ) : (
          <button
            type="button"
            className="detail-door"
            title="Show this event and why it came"
            onClick={() => select(event)}
          >
            {step.text}
          </button>
        )}
        {step.detail === null ? null : <span className="detail-note">{step.detail}</span>}
      </span>
    </li>
  );
}
