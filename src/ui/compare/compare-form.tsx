/** Chooses the one thing that is different in B, and starts. */
import { type FormEvent, useId, useState } from "react";
import { runStore, useAssigns, useCompare, useRun } from "../../view/index.ts";
import type { ComparisonVerbs } from "./use-comparison.ts";
import {
  choiceGroups,
  type OtherBranch,
  otherBranches,
  suggestedValue,
  variationOf,
} from "./variation-choice.ts";

export function CompareForm({ comparison }: { readonly comparison: ComparisonVerbs }) {
  const choices = useCompare((state) => state.choices);
  const isComparing = useCompare((state) => state.variation !== null);
  const scenario = useRun((run) => run.scenario);
  // Read anew when the run or its interventions change.
  useRun((run) => run.inputs.length);
  useRun((run) => run.seed);
  const a = comparison.readRun();
  const branches = useOtherBranches();
  const groups = choiceGroups(a, choices, branches);
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ids = groups.flatMap(({ entries }) => entries.map((entry) => entry.id));
  const choice = chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? "seed");
  const suggested = suggestedValue(choice, a, choices);
  const value = typed ?? suggested ?? "";
  const problemId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const variation = variationOf(choice, value, branches);
    if (typeof variation === "string") return setProblem(variation);
    setProblem(null);
    void comparison.start(variation);
  };
  const choose = (id: string) => {
    setChosen(id);
    setTyped(null);
    setProblem(null);
  };
  return (
    <form className="compare-form" onSubmit={submit} key={scenario}>
      <label>
        <span>Different in B</span>
        <select value={choice} onChange={(event) => choose(event.currentTarget.value)}>
          {groups.map(({ title, entries }) => (
            <optgroup key={title} label={title}>
              {entries.map(({ id, text }) => (
                <option key={id} value={id}>
                  {text}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {suggested === null ? null : (
        <ValueField value={value} problemId={problem === null ? null : problemId} onType={setTyped} />
      )}
      <button type="submit" className="button button-primary">
        {isComparing ? "Compare again" : "Compare"}
      </button>
      {problem === null ? null : (
        <p className="compare-problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** Read anew when there is another branch, or another one is open. */
function useOtherBranches(): readonly OtherBranch[] {
  useAssigns("timeline", (timeline) => timeline.recipes);
  useAssigns("timeline", (timeline) => timeline.branch);
  return otherBranches(runStore.getState().assigns.timeline ?? null);
}

interface ValueFieldProps {
  readonly value: string;
  /** Where it is said what is wrong with the value. */
  readonly problemId: string | null;
  readonly onType: (value: string) => void;
}

function ValueField({ value, problemId, onType }: ValueFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id}>
      <span>Value in B</span>
      <input
        id={id}
        className="data"
        value={value}
        size={12}
        autoComplete="off"
        aria-invalid={problemId !== null}
        aria-describedby={problemId ?? undefined}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}
