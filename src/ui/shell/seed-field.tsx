/** The seed of the run: one seed, one story. Typing another and pressing Enter opens that story from its start. */
import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { parseSeed, useRun } from "../../view/index.ts";
import { useSession } from "./session-context.tsx";
import "./seed-field.css";

export function SeedField() {
  const session = useSession();
  const seed = useRun((run) => run.seed);
  /** What the person is typing; null while the field shows the run's seed. */
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const inputId = useId();
  const problemId = useId();

  const reset = () => {
    setDraft(null);
    setProblem(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseSeed(draft ?? "");
    if (draft === null) return;
    if (typeof parsed === "string") return setProblem(parsed);
    reset();
    if (parsed !== seed) void session.openRun({ seed: parsed });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape") return;
    reset();
    event.currentTarget.blur();
  };
  return (
    <form className="seed-field" onSubmit={submit}>
      <label htmlFor={inputId}>Seed</label>
      <input
        id={inputId}
        className="data"
        inputMode="numeric"
        autoComplete="off"
        size={10}
        value={draft ?? seed ?? ""}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        title="The same scenario and seed always give the same run. Enter opens it."
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
      />
      {problem === null ? null : (
        <p className="seed-problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
