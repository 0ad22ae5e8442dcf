/**
 * What if: a reason to end with, what would follow from it, and the button that does it. The forecast is the worker's;
 * this only asks for it.
 */
import { useId, useState } from "react";
import type { Action, ExitPreview, SupervisionRow } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { exitAction } from "./row-actions.ts";
import { exitWords } from "./row-words.ts";
import "./exit-panel.css";

export interface ExitPanelProps {
  readonly row: SupervisionRow;
  readonly exit: ExitPreview | null;
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly act: (action: Action) => void;
}

const REASONS = ["killed", "normal", "shutdown", "oops"];

export function ExitPanel({ row, exit, reason, setReason, act }: ExitPanelProps) {
  const titleId = useId();
  return (
    <section className="detail-part" aria-labelledby={titleId}>
      <h3 id={titleId}>If {row.label} ends now</h3>
      {row.pid === null ? (
        <p className="detail-empty">{emptyWords(row)}</p>
      ) : (
        <>
          <ReasonChoice reason={reason} setReason={setReason} />
          <Button
            variant="danger"
            disabled={exit === null || exit.problem !== null}
            onPress={() => act(exitAction(row.pid ?? "", reason))}
          >
            {reason === "killed" ? `Kill ${row.label}` : `End ${row.label} with ${reason}`}
          </Button>
          <Forecast exit={exit} />
        </>
      )}
    </section>
  );
}

function emptyWords(row: SupervisionRow): string {
  if (row.kind === "node") return "Move to a process of the tree to see who would go down with it.";
  return row.state === "restarting"
    ? "It has no process now: its supervisor is about to start it again."
    : "It has ended and is not started again.";
}

interface ReasonChoiceProps {
  readonly reason: string;
  readonly setReason: (reason: string) => void;
}

function ReasonChoice({ reason, setReason }: ReasonChoiceProps) {
  const name = useId();
  const isOther = !REASONS.includes(reason);
  const [other, setOther] = useState(isOther ? reason : "{shutdown, done}");
  return (
    <fieldset className="reasons">
      <legend className="visually-hidden">Reason to end with</legend>
      {REASONS.map((one) => (
        <label key={one} className="reason data">
          <input type="radio" name={name} checked={reason === one} onChange={() => setReason(one)} />
          {one}
        </label>
      ))}
      <span className="reason-other">
        <label className="reason">
          <input type="radio" name={name} checked={isOther} onChange={() => setReason(other)} />
          <span className="visually-hidden">Another reason</span>
        </label>
        <input
          className="reason-text data"
          aria-label="Another reason, an atom or a tuple"
          value={other}
          spellCheck={false}
          autoComplete="off"
          // A press means it; the Tab key only passes by.
          onPointerDown={() => setReason(other)}
          onChange={(event) => {
            setOther(event.currentTarget.value);
            setReason(event.currentTarget.value);
          }}
        />
      </span>
    </fieldset>
  );
}

function Forecast({ exit }: { readonly exit: ExitPreview | null }) {
  if (exit === null) return <p className="detail-empty">It has no process now.</p>;
  if (exit.problem !== null) return <p className="detail-problem">{exit.problem}</p>;
  return (
    <div className="forecast">
      <p className="detail-note">
        It {exitWords(exit)}. {exit.explanation}{" "}
        {exit.orderly
          ? "Orderly: a transient child has done its work."
          : "Abnormal: a transient child is restarted."}
      </p>
      <ol className="forecast-lines">
        {exit.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>
  );
}
