/**
 * Choose a fault, fill in what it needs, see the sentence it makes, and let it happen: now, at a time, or on every
 * thing one selects next (paint).
 */
import { useEffect, useState } from "react";
import {
  addNotice,
  type FaultFacts,
  type FaultKit,
  runStore,
  uiStore,
  useAssigns,
  useRun,
  useUi,
} from "../../view/index.ts";
import { useSession } from "../shell/session-context.tsx";
import { Button } from "../widgets/button.tsx";
import { type Draft, draftOf, EXAMPLE, type Fault, fits, meaningOf } from "./draft.ts";
import { FaultFields } from "./fault-fields.tsx";

type Family = FaultFacts["family"];
const FAMILIES: readonly (readonly [Family, string])[] = [
  ["network", "Network"],
  ["node", "Node"],
  ["process", "Process"],
  ["storage", "Storage"],
  ["load", "Load"],
];

export function PaletteTab({ kit }: { readonly kit: FaultKit }) {
  const [family, setFamily] = useState<Family>("network");
  const [draft, setDraft] = useState<Draft | null>(null);
  const choose = (fault: FaultFacts) => setDraft(draftOf(fault, uiStore.getState().selection));
  return (
    <>
      <fieldset className="break-families">
        <legend className="visually-hidden">Kind of fault</legend>
        {FAMILIES.map(([value, title]) => (
          <Button key={value} pressed={value === family} onPress={() => setFamily(value)}>
            {title}
          </Button>
        ))}
      </fieldset>
      <ul className="break-list" aria-label="Faults">
        {kit.faults
          .filter((fault) => fault.family === family)
          .map((fault) => (
            <li key={fault.id}>
              <button
                type="button"
                className="break-fault"
                aria-pressed={fault.id === draft?.fault.id}
                onClick={() => choose(fault)}
              >
                <span className="break-fault-title">{fault.title}</span>
                <span className="break-hint">{fault.what}</span>
              </button>
            </li>
          ))}
      </ul>
      {draft === null ? null : <FaultForm kit={kit} draft={draft} onChange={setDraft} />}
    </>
  );
}

const CLASS_OF = { said: "break-sentence", missing: "break-missing", wrong: "break-problem" } as const;

interface FaultFormProps {
  readonly kit: FaultKit;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function FaultForm({ kit, draft, onChange }: FaultFormProps) {
  const nowUs = useRun((run) => run.nowUs) ?? 0;
  const happen = useHappen(kit);
  const [isPainting, setIsPainting] = useState(false);
  const selection = useUi((state) => state.selection);
  const meaning = meaningOf(kit, draft, nowUs);
  const { fault } = draft;
  const canPaint = fault.target === "node" || fault.target === "link" || fault.target === "process";
  usePainting(isPainting && canPaint, kit, draft, happen);
  return (
    <section className="break-form" aria-label={fault.title}>
      <h3>{fault.title}</h3>
      <FaultFields kit={kit} draft={draft} onChange={onChange} />
      {fits(fault, selection) && selection !== draft.target ? (
        <Button onPress={() => onChange({ ...draft, target: selection ?? "" })}>
          Take the selection: {selection}
        </Button>
      ) : null}
      <p className={CLASS_OF[meaning.ok ? "said" : meaning.isUnfinished ? "missing" : "wrong"]} role="status">
        {meaning.ok ? meaning.sentence : meaning.error}
      </p>
      <div className="break-verbs">
        <Button
          variant="primary"
          disabled={!meaning.ok}
          onPress={() => {
            if (meaning.ok) void happen(meaning.value);
          }}
        >
          {meaning.ok && meaning.value.atUs !== null ? "Add to the plan" : "Let it happen now"}
        </Button>
        {canPaint ? (
          <Button
            pressed={isPainting}
            hint={`Every ${fault.target} you select gets it: ${EXAMPLE[fault.target]}`}
            onPress={() => setIsPainting(!isPainting)}
          >
            {isPainting ? `Painting: select a ${fault.target}` : "Paint"}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** Carries a fault out: at once, or as part of what is planned. */
function useHappen(kit: FaultKit): (fault: Fault) => Promise<void> {
  const session = useSession();
  const inputs = useAssigns("timeline", (timeline) => timeline.inputs);
  return async ({ action, atUs, forUs }) => {
    if (atUs === null) {
      await session.act(action, forUs ?? undefined);
      return;
    }
    const nowUs = runStore.getState().assigns.run?.nowUs ?? 0;
    const coming = (inputs ?? []).filter((input) => input.atUs > nowUs);
    const planned = kit.compile([{ atUs, action, ...(forUs !== null && { forUs }) }]);
    const all = [...coming, ...planned].sort((a, b) => a.atUs - b.atUs);
    if (await session.plan(all)) addNotice(uiStore, "info", "It is in the plan.");
  };
}

/** While painting, every newly selected thing of the right kind gets the fault. */
function usePainting(
  isOn: boolean,
  kit: FaultKit,
  draft: Draft,
  happen: (fault: Fault) => Promise<void>,
): void {
  useEffect(() => {
    if (!isOn) return;
    return uiStore.subscribe(({ selection }, before) => {
      if (selection === before.selection || !fits(draft.fault, selection)) return;
      const meaning = meaningOf(kit, { ...draft, target: selection ?? "", at: "" }, 0);
      if (meaning.ok) void happen(meaning.value);
      else addNotice(uiStore, "problem", meaning.error);
    });
  }, [isOn, kit, draft, happen]);
}
