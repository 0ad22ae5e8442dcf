/** How far an experiment is: a bar, the same in words, and the button that stops it. */
import { experimentStore } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";

export interface ProgressRowProps {
  readonly label: string;
  /** 0 to 1; null when the end is not known. */
  readonly share: number | null;
  readonly text: string;
  readonly isRunning: boolean;
}

export function ProgressRow({ label, share, text, isRunning }: ProgressRowProps) {
  const percent = share === null ? null : Math.floor(100 * share);
  return (
    <div className="measure-progress">
      <div
        className="measure-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        aria-valuetext={text}
        data-running={isRunning}
      >
        <div className="measure-bar-fill" style={{ inlineSize: `${percent ?? 100}%` }} />
      </div>
      <p className="number measure-progress-text">{text}</p>
      {isRunning ? <Button onPress={() => experimentStore.getState().verbs?.stop()}>Stop</Button> : null}
    </div>
  );
}
