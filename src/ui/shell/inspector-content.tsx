/** What the inspector says of the selected thing: facts, what can be done, and why it came so. */
import { type InspectorAssigns, useUi } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { PHONE, useMedia } from "../widgets/use-media.ts";
import { Facts, Sections } from "./inspector-facts.tsx";
import { useSession } from "./session-context.tsx";
import { WhyChain } from "./why-chain.tsx";

export function InspectorContent({ inspector }: { readonly inspector: InspectorAssigns }) {
  // The events lens shows the same chain larger, beside its log; on a phone this sheet lies over it.
  const isPhone = useMedia(PHONE);
  const isEventsLens = useUi((state) => state.lens === "events");
  const isToldBesides = isEventsLens && !isPhone && inspector.kind === "event";
  return (
    <div className="inspector-body">
      <header>
        <h2 className="inspector-title data">{inspector.title}</h2>
        <p className="inspector-subtitle">{inspector.subtitle}</p>
      </header>
      {inspector.gone === null ? null : <p className="inspector-gone">{inspector.gone}</p>}
      <Actions inspector={inspector} />
      <Facts facts={inspector.facts} />
      <Sections sections={inspector.sections} />
      {isToldBesides ? null : <WhyChain rows={inspector.why} />}
    </div>
  );
}

function Actions({ inspector }: { readonly inspector: InspectorAssigns }) {
  const session = useSession();
  if (inspector.actions.length === 0) return null;
  return (
    <div className="inspector-actions">
      {inspector.actions.map((entry) => (
        <Button
          key={entry.label}
          variant={entry.danger ? "danger" : "plain"}
          shortcut={entry.key}
          onPress={() => void session.actFromInspector(entry)}
        >
          {entry.label}
        </Button>
      ))}
    </div>
  );
}
