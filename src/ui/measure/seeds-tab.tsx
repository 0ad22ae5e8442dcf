/** × N seeds: the open run with its parameters and interventions, over many seeds, to the same moment. */
import { type FormEvent, useId, useState } from "react";
import { useStore } from "zustand";
import {
  experimentStore,
  type MeasureRun,
  parseTime,
  runStore,
  useRun,
  useRunState,
  writeSeconds,
} from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { formatCount, formatNumber } from "../widgets/format.ts";
import { FiguresTable } from "./figures-table.tsx";
import { ProgressRow } from "./progress-row.tsx";
import { RunsTable } from "./runs-table.tsx";
import { closeOnPhone, writeInputs } from "./words.ts";

const COUNTS = [10, 30, 100] as const;
const EVERY = "every";
/** Where to measure when the open run has hardly begun. */
const EARLY_US = 1_000_000;
const USUAL_S = "10";

export function SeedsTab() {
  const run = useStore(experimentStore, (state) => state.measure);
  const [figure, setFigure] = useState(EVERY);
  return (
    <>
      <SeedsForm figure={figure} setFigure={setFigure} />
      {run === null ? null : <MeasureResult run={run} figure={figure === EVERY ? null : figure} />}
    </>
  );
}

interface SeedsFormProps {
  readonly figure: string;
  readonly setFigure: (figure: string) => void;
}

function SeedsForm({ figure, setFigure }: SeedsFormProps) {
  const id = useId();
  const kit = useStore(experimentStore, (state) => state.kit);
  const isRunning = useStore(experimentStore, (state) => state.measure?.status === "running");
  const title = useRun((open) => open.scenarioTitle);
  const inputs = useRunState((state) => state.assigns.timeline?.inputs.length ?? 0);
  const [count, setCount] = useState<number>(COUNTS[0]);
  const [until, setUntil] = useState(momentShown);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const untilUs = parseTime("until", until);
    if (typeof untilUs === "string") return setProblem(untilUs);
    setProblem(null);
    void experimentStore.getState().verbs?.measure({ count, untilUs });
  };
  return (
    <form className="measure-form" onSubmit={submit}>
      <p className="measure-what">
        {title ?? "This run"} with {inputs === 0 ? "no interventions" : `its ${writeInputs(inputs)}`}, from
        its own seed on.
        {inputs === 0 ? "" : " An input whose target is not there in another seed does nothing in it."}
      </p>
      <label htmlFor={`${id}-count`}>Seeds</label>
      <select
        id={`${id}-count`}
        value={count}
        onChange={(event) => setCount(Number(event.currentTarget.value))}
      >
        {COUNTS.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
      <label htmlFor={`${id}-until`}>Up to, in s</label>
      <input
        id={`${id}-until`}
        className="data"
        inputMode="decimal"
        autoComplete="off"
        size={8}
        value={until}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-figure`}>Figure</label>
      <select id={`${id}-figure`} value={figure} onChange={(event) => setFigure(event.currentTarget.value)}>
        <option value={EVERY}>Every figure</option>
        {kit?.figures.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {entry.title}
          </option>
        ))}
      </select>
      <button type="submit" className="button button-primary" disabled={kit === null || isRunning}>
        Run {count} seeds
      </button>
      {problem === null ? null : (
        <p className="measure-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** In whole milliseconds: a moment a person can type again. */
function momentShown(): string {
  const nowUs = runStore.getState().assigns.run?.nowUs ?? 0;
  return nowUs < EARLY_US ? USUAL_S : writeSeconds(Math.floor(nowUs / 1000) * 1000);
}

function MeasureResult({ run, figure }: { readonly run: MeasureRun; readonly figure: string | null }) {
  const { plan, outcomes, share, events, status } = run;
  const total = plan.seeds.length;
  const ending = { running: "", done: ", done", stopped: ", stopped" }[status];
  const text = `${outcomes.length} of ${total} seeds, ${formatNumber(events, "events")}${ending}`;
  const broken = outcomes.filter(({ violation }) => violation !== null).length;
  const open = (seed: number) => {
    void experimentStore.getState().verbs?.openSeed(seed);
    closeOnPhone();
  };
  return (
    <>
      <ProgressRow label="Seeds" share={share} text={text} isRunning={status === "running"} />
      {outcomes.length === 0 ? null : (
        <>
          <p role={broken === 0 ? undefined : "status"} className="measure-hint">
            {plan.scenario}, {writeInputs(plan.inputs.length)}, measured at t {writeSeconds(plan.untilUs)} s.{" "}
            {broken === 0
              ? "No invariant broke in any of them."
              : `An invariant broke in ${formatCount(broken)} of them; those stopped there and are not in the figures.`}
          </p>
          <FiguresTable outcomes={outcomes} figure={figure} onOpen={open} />
          <RunsTable outcomes={outcomes} figure={figure} onOpen={open} />
        </>
      )}
      {status === "stopped" && outcomes.length === 0 ? (
        <Button onPress={() => experimentStore.setState({ measure: null })}>Clear</Button>
      ) : null}
    </>
  );
}
