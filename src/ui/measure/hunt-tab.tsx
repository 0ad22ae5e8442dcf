/** Seed hunt: looks for a seed whose random faults break an invariant, and makes what it finds small. */
import { type FormEvent, useId, useState } from "react";
import { useStore } from "zustand";
import { experimentStore, type HuntRun, type PlantedDefect, parseSeed, useRun } from "../../view/index.ts";
import { formatCount, formatNumber } from "../widgets/format.ts";
import { FoundRun } from "./found-run.tsx";
import { ProgressRow } from "./progress-row.tsx";

const COUNTS = [100, 1_000, 10_000] as const;
const ANY = "";
const NONE = "";

export function HuntTab() {
  const hunt = useStore(experimentStore, (state) => state.hunt);
  return (
    <>
      <HuntForm />
      {hunt === null ? null : <HuntResult hunt={hunt} />}
    </>
  );
}

function HuntForm() {
  const id = useId();
  const kit = useStore(experimentStore, (state) => state.kit);
  const isRunning = useStore(experimentStore, (state) => state.hunt?.status === "running");
  const openScenario = useRun((run) => run.scenario);
  const [checker, setChecker] = useState(ANY);
  const [defectId, setDefectId] = useState(NONE);
  const [first, setFirst] = useState("1");
  const [count, setCount] = useState<number>(COUNTS[0]);
  const [problem, setProblem] = useState<string | null>(null);
  const defect = kit?.defects.find((known) => known.id === defectId);
  const scenario = defect?.scenario ?? openScenario;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const seed = parseSeed(first);
    if (typeof seed === "string") return setProblem(seed);
    setProblem(null);
    if (scenario === null) return;
    const wanted = { checker: checker === ANY ? null : checker, defect: defect?.id ?? null };
    void experimentStore.getState().verbs?.hunt({ scenario, first: seed, count, ...wanted });
  };
  const plant = (chosen: string) => {
    setDefectId(chosen);
    setChecker(kit?.defects.find((known) => known.id === chosen)?.checker ?? ANY);
  };
  return (
    <form className="measure-form" onSubmit={submit}>
      <p className="measure-what">
        Each seed: 8 s with random faults, then 4 s in which everything must become well again. Every
        invariant is checked after every event. Scenario: {scenario ?? "none open yet"}.
      </p>
      <label htmlFor={`${id}-checker`}>Invariant</label>
      <CheckerSelect id={`${id}-checker`} value={checker} onChange={setChecker} />
      <label htmlFor={`${id}-defect`}>Planted defect</label>
      <DefectSelect id={`${id}-defect`} value={defectId} onChange={plant} defects={kit?.defects ?? []} />
      {defect === undefined ? null : <p className="measure-what">{defect.description}</p>}
      <label htmlFor={`${id}-first`}>Seeds from</label>
      <input
        id={`${id}-first`}
        className="data"
        inputMode="numeric"
        autoComplete="off"
        size={8}
        value={first}
        aria-invalid={problem !== null}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-count`}>At most</label>
      <select
        id={`${id}-count`}
        value={count}
        onChange={(event) => setCount(Number(event.currentTarget.value))}
      >
        {COUNTS.map((choice) => (
          <option key={choice} value={choice}>
            {formatCount(choice)} seeds
          </option>
        ))}
      </select>
      <button type="submit" className="button button-primary" disabled={kit === null || isRunning}>
        Hunt
      </button>
      {problem === null ? null : (
        <p className="measure-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

interface SelectProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The invariants of the open run; that of a planted defect is there even when the open scenario lacks it. */
function CheckerSelect({ id, value, onChange }: SelectProps) {
  const invariants = useRun((run) => run.invariants) ?? {};
  const isKnown = value === ANY || invariants[value] !== undefined;
  return (
    <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value={ANY}>Any</option>
      {Object.entries(invariants).map(([checker, { title }]) => (
        <option key={checker} value={checker}>
          {title}
        </option>
      ))}
      {isKnown ? null : <option value={value}>{value}</option>}
    </select>
  );
}

function DefectSelect({
  id,
  value,
  onChange,
  defects,
}: SelectProps & { readonly defects: readonly PlantedDefect[] }) {
  return (
    <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value={NONE}>None: the code as it is</option>
      {defects.map((defect) => (
        <option key={defect.id} value={defect.id}>
          {defect.id}
        </option>
      ))}
    </select>
  );
}

function HuntResult({ hunt }: { readonly hunt: HuntRun }) {
  const { status, request, progress } = hunt;
  const { seeds, events, others, found } = progress;
  const verdict = found === null ? "none broken" : `seed ${found.seed} broken`;
  const elsewhere = others === 0 ? "" : `, another invariant broke in ${formatCount(others)}`;
  const ending = status === "stopped" ? ", stopped" : "";
  const text = `${formatCount(seeds)} ${seeds === 1 ? "seed" : "seeds"}, ${formatNumber(events, "events")}, ${verdict}${elsewhere}${ending}`;
  const share = found === null ? seeds / request.count : 1;
  return (
    <>
      <ProgressRow label="Seed hunt" share={share} text={text} isRunning={status === "running"} />
      {found === null ? null : <FoundRun found={found} defect={request.defect} />}
    </>
  );
}
