/**
 * The plan as sentences: what has been done, and what is to come, which can be written, reordered and taken out like
 * any text. Saved as a text file; shared by the link, which holds all of it.
 *
 * Invariant: the text follows the run until somebody edits it; from then on it is theirs until applied or dropped.
 */
import { useId, useMemo, useRef, useState } from "react";
import { type FaultKit, useAssigns, useRun } from "../../view/index.ts";
import { saveFile } from "../shell/save-file.ts";
import { useSession } from "../shell/session-context.tsx";
import { Button } from "../widgets/button.tsx";
import { formatTime } from "../widgets/format.ts";

export function PlanTab({ kit }: { readonly kit: FaultKit }) {
  const session = useSession();
  const id = useId();
  const inputs = useAssigns("timeline", (timeline) => timeline.inputs) ?? [];
  const nowUs = useRun((run) => run.nowUs) ?? 0;
  const [edited, setEdited] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const coming = inputs.filter(({ atUs }) => atUs > nowUs);
  const ahead = useMemo(() => kit.write(kit.ofInputs(coming)), [kit, coming]);
  const apply = async () => {
    const plan = kit.read(edited ?? ahead);
    if (!plan.ok) return setProblem(plan.error);
    const late = plan.value.find(({ atUs }) => atUs <= nowUs);
    if (late !== undefined)
      return setProblem(`“${kit.sentence(late)}”: that has passed, it is ${formatTime(nowUs)}.`);
    setProblem(null);
    if (await session.plan(kit.compile(plan.value))) setEdited(null);
  };
  return (
    <>
      <DoneList kit={kit} />
      <label htmlFor={id} className="break-label">
        To come, a sentence a line
      </label>
      <textarea
        id={id}
        className="break-plan data"
        rows={8}
        spellCheck={false}
        placeholder={
          "at 5 s: cut n1 from n2 for 3 s\nat 8 s: pause n3 for 800 ms\nat 9 s: n1 > n2 loses 30 %"
        }
        value={edited ?? ahead}
        aria-invalid={problem !== null}
        onChange={(event) => setEdited(event.currentTarget.value)}
      />
      {problem === null ? null : (
        <p className="break-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="break-verbs">
        <Button variant="primary" disabled={edited === null} onPress={() => void apply()}>
          Apply
        </Button>
        <Button
          disabled={edited === null}
          onPress={() => {
            setEdited(null);
            setProblem(null);
          }}
        >
          Drop the changes
        </Button>
        <Button
          disabled={inputs.length === 0}
          onPress={() =>
            saveFile("plan.txt", new Blob([kit.write(kit.ofInputs(inputs))], { type: "text/plain" }))
          }
        >
          Save as text
        </Button>
        <LoadButton onText={setEdited} />
      </div>
    </>
  );
}

/** What has been done in this branch; each line leads to the moment before it. */
function DoneList({ kit }: { readonly kit: FaultKit }) {
  const session = useSession();
  const inputs = useAssigns("timeline", (timeline) => timeline.inputs) ?? [];
  const nowUs = useRun((run) => run.nowUs) ?? 0;
  const done = inputs.filter(({ atUs }) => atUs <= nowUs);
  if (done.length === 0) return <p className="break-hint">Nothing has been done to this run so far.</p>;
  return (
    <>
      <h3 className="break-label">Done</h3>
      <ol className="break-done">
        {done.map((input, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: inputs have no other name than their place.
          <li key={index}>
            <button
              type="button"
              title="To the moment before it"
              onClick={() => void session.transport({ kind: "seek", us: input.atUs - 1 })}
            >
              {kit.sentence(input)}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function LoadButton({ onText }: { readonly onText: (text: string) => void }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onPress={() => file.current?.click()}>Load a text…</Button>
      <input
        ref={file}
        type="file"
        accept=".txt,text/plain"
        hidden
        aria-label="A plan as text"
        onChange={async (event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (chosen !== undefined) onText(await chosen.text());
        }}
      />
    </>
  );
}
