/** Where the two runs part, in words: the moment, what each does there, and how much was the same before. */
import type { DivergenceFacts, EventRow } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { formatCount, formatTime } from "../widgets/format.ts";

export interface DivergenceNoteProps {
  /** First event that differs in anything. */
  readonly content: DivergenceFacts | null;
  /** First event that differs in more than what it carries. */
  readonly course: DivergenceFacts | null;
  readonly atUs: number;
  readonly onJump: (divergence: DivergenceFacts) => void;
}

export function DivergenceNote({ content, course, atUs, onJump }: DivergenceNoteProps) {
  if (content === null)
    return (
      <p className="compare-same">{`No event differs up to ${formatTime(atUs)}: so far both runs are the same.`}</p>
    );
  const isSilent = course === null || course.atUs > content.atUs;
  return (
    <>
      <Moment
        title={isSilent ? "First other content" : "First difference"}
        text={isSilent ? "The same event happens in both, but it carries something else." : ""}
        divergence={content}
        onJump={onJump}
        jump={isSilent ? "Jump to the first other content" : "Jump to the first difference"}
      />
      {isSilent && course === null ? (
        <p className="compare-same">{`Up to ${formatTime(atUs)} the same things happen at the same times.`}</p>
      ) : null}
      {isSilent && course !== null ? (
        <Moment
          title="First other event"
          text="From here on other things happen, or at other times."
          divergence={course}
          onJump={onJump}
          jump="Jump to the first difference"
        />
      ) : null}
    </>
  );
}

interface MomentProps {
  readonly title: string;
  readonly text: string;
  readonly divergence: DivergenceFacts;
  readonly jump: string;
  readonly onJump: (divergence: DivergenceFacts) => void;
}

function Moment({ title, text, divergence, jump, onJump }: MomentProps) {
  const { atUs, node, a, b, common } = divergence;
  return (
    <section className="compare-moment" aria-label={title}>
      <h3>
        {title} <span className="number">{`${formatTime(atUs)} on ${node}`}</span>
      </h3>
      <p className="compare-hint">{`${text} ${formatCount(common)} events before are the same.`.trim()}</p>
      <dl>
        <dt>A</dt>
        <dd>{eventText(a)}</dd>
        <dt>B</dt>
        <dd>{eventText(b)}</dd>
      </dl>
      <Button onPress={() => onJump(divergence)}>{jump}</Button>
    </section>
  );
}

function eventText(event: EventRow | null): string {
  if (event === null) return "nothing happens there at this moment";
  return `${event.id} ${event.actor ?? event.node}: ${event.text}`;
}
