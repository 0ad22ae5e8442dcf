/** What a hunt has found, in a sentence, and what can be done with it: open it, make it small, open that. */
import { useStore } from "zustand";
import { experimentStore, type SeedResult, type ShrinkRun } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { formatTime } from "../widgets/format.ts";
import { ProgressRow } from "./progress-row.tsx";
import { closeOnPhone, writeInputs } from "./words.ts";

const open = (form: "whole" | "shrunk") => {
  void experimentStore.getState().verbs?.openFound(form);
  closeOnPhone();
};

export function FoundRun({ found, defect }: { readonly found: SeedResult; readonly defect: string | null }) {
  const shrink = useStore(experimentStore, (state) => state.shrink);
  const { violation, seed, inputs } = found;
  if (violation === null) return null;
  const isShrinking = shrink?.status === "running";
  return (
    <section className="measure-found" aria-label="What was found">
      <p role="status">
        <strong>Seed {seed}</strong> breaks <span className="data">{violation.checker}</span> at{" "}
        {formatTime(violation.atUs)}{" "}
        {inputs.length === 0 ? "without any input" : `after ${writeInputs(inputs.length)}`}: {violation.text}.
      </p>
      {defect === null ? null : (
        <p className="measure-planted">
          This run has a planted defect: <span className="data">{defect}</span>.
        </p>
      )}
      <div className="measure-buttons">
        <Button onPress={() => open("whole")}>Open at the moment before</Button>
        {inputs.length === 0 || shrink?.status === "done" ? null : (
          <Button disabled={isShrinking} onPress={() => void experimentStore.getState().verbs?.shrink()}>
            Shrink its inputs
          </Button>
        )}
      </div>
      {shrink === null ? null : <Shrinking shrink={shrink} />}
    </section>
  );
}

function Shrinking({ shrink }: { readonly shrink: ShrinkRun }) {
  const { from, progress, status, result } = shrink;
  const left = progress.inputs.length;
  const words = { running: "left so far", done: "needed", stopped: "left when it was stopped" }[status];
  const text = `${left} of ${writeInputs(from)} ${words}, ${progress.tries} runs tried`;
  const isRunning = status === "running";
  return (
    <>
      <ProgressRow label="Shrinking" share={isRunning ? null : 1} text={text} isRunning={isRunning} />
      {result?.violation == null ? null : (
        <>
          <ol className="measure-script">
            {result.inputs.map(({ atUs, action }) => (
              <li key={atUs}>
                <span className="data">{formatTime(atUs)}</span> {describe(action)}
              </li>
            ))}
          </ol>
          <div className="measure-buttons">
            <Button variant="primary" onPress={() => open("shrunk")}>
              Open the shrunk run
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** "kill process &lt;n1.3&gt;": the kind with spaces, what it aims at, and its fields. */
function describe(action: SeedResult["inputs"][number]["action"]): string {
  const { kind, target, ...fields } = action;
  const values = Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`);
  return [`${kind.replaceAll("_", " ")} ${target}`, ...values].join(", ");
}
