/** Runs to a moment and pauses there by itself. An empty field means: run on. */
import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { parseTime, useRun, writeSeconds } from "../../view/index.ts";
import { useSession } from "./session-context.tsx";

export function RunUntil() {
  const session = useSession();
  const untilUs = useRun((run) => run.untilUs);
  const isOpen = useRun(() => true) ?? false;
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
    const parsed = parseTime("run until", draft ?? "");
    if (typeof parsed === "string") {
      setProblem(parsed);
      return;
    }
    reset();
    void session.transport({ kind: "run_until", us: parsed });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape") return;
    reset();
    event.currentTarget.blur();
  };
  return (
    <form className="run-until" onSubmit={submit}>
      <label htmlFor={inputId}>until</label>
      <input
        id={inputId}
        className="data"
        inputMode="decimal"
        autoComplete="off"
        placeholder="–"
        disabled={!isOpen}
        value={draft ?? (untilUs === null ? "" : writeSeconds(untilUs))}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        title="Virtual seconds at which the run pauses by itself. Enter runs."
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={reset}
      />
      <span aria-hidden="true">s</span>
      {problem === null ? null : (
        <p className="run-until-problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
