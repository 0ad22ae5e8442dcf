/** Why, in the inspector: the causes of the last thing that happened to the selection, down to what began it. */
import { select, setParams, uiStore, useUi, type WhyAssigns } from "../../view/index.ts";
import { WhyList } from "../widgets/why-list.tsx";
import { useSession } from "./session-context.tsx";

export function WhyChain({ rows: why }: { readonly rows: WhyAssigns | null }) {
  const session = useSession();
  const selection = useUi((state) => state.selection);
  const params = useUi((state) => state.params.inspector);
  if (why === null) return null;
  const unfold = Array.isArray(params?.["unfold"]) ? params["unfold"] : [];
  return (
    <section className="inspector-section" aria-label="Why">
      <h3>Why</h3>
      <WhyList
        why={why}
        selected={selection}
        onGo={(event) => {
          select(uiStore, event);
          void session.transport({ kind: "seek_event", event });
        }}
        onSeek={(us) => void session.transport({ kind: "seek", us })}
        onUnfold={(fold) => setParams(uiStore, "inspector", { ...params, unfold: [...unfold, fold] })}
      />
    </section>
  );
}
