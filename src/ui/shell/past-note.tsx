/**
 * Says that what is shown is not the latest moment, what acting would do, and leads back.
 *
 * Invariant: how far behind changes with every step and is not spoken; that one is in the past is, once.
 */
import { runStore, useAssigns } from "../../view/index.ts";
import { Icon } from "../widgets/icon.tsx";
import { useSession } from "./session-context.tsx";
import { pastWords, pastWordsShort } from "./strip-words.ts";
import "./past-note.css";

export function PastNote({ isNarrow = false }: { readonly isNarrow?: boolean }) {
  const session = useSession();
  const words = useAssigns("timeline", isNarrow ? pastWordsShort : pastWords);
  const goBack = () => {
    const { timeline } = runStore.getState().assigns;
    if (timeline !== undefined) void session.transport({ kind: "seek", us: timeline.frontierUs });
  };
  return (
    <div className="past-note" data-past={words !== null}>
      <p>
        {words === null ? null : <span className="number">{words};</span>}{" "}
        <span role="status">
          {words === null ? "" : `acting${isNarrow ? "" : " here"} starts a new branch`}
        </span>
      </p>
      {words === null ? null : (
        <button
          type="button"
          className="button past-note-now"
          aria-label="Now: return to the latest moment"
          title="Return to the latest moment"
          onClick={goBack}
        >
          Now
          <Icon name="toNow" size={14} />
        </button>
      )}
    </div>
  );
}
