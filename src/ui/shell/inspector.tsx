/** One fixed place that always explains the selection: what it is, how it is, what can be done, and why it came so. */
import { type InspectorAssigns, select, uiStore, useAssigns, useRun, useUi } from "../../view/index.ts";
import { Button, IconButton } from "../widgets/button.tsx";
import { EmptyState } from "../widgets/empty-state.tsx";
import { Icon } from "../widgets/icon.tsx";
import { NARROW, PHONE, useMedia } from "../widgets/use-media.ts";
import { Facts, Sections } from "./inspector-facts.tsx";
import { InspectorResizer } from "./inspector-resizer.tsx";
import { useSession } from "./session-context.tsx";
import { WhyChain } from "./why-chain.tsx";
import "./inspector.css";

export function Inspector() {
  const isOpen = useUi((state) => state.inspectorOpen);
  const selection = useUi((state) => state.selection);
  const width = useUi((state) => state.inspectorWidth);
  const isPhone = useMedia(PHONE);
  const isNarrow = useMedia(NARROW);
  if (!isOpen || (isNarrow && selection === null)) return null;
  return (
    <aside className="inspector" aria-label="Inspector" style={isPhone ? undefined : { width }}>
      {isPhone ? null : <InspectorResizer />}
      <div className="inspector-close">
        <IconButton
          label="Close the inspector"
          shortcut="I"
          icon={<Icon name="close" size={16} />}
          onPress={() => (isNarrow ? select(uiStore, null) : uiStore.setState({ inspectorOpen: false }))}
        />
      </div>
      <InspectorBody selection={selection} />
    </aside>
  );
}

function InspectorBody({ selection }: { readonly selection: string | null }) {
  const inspector = useAssigns("inspector", (assigns) => assigns);
  if (selection === null) return <NothingSelected />;
  // The worker answers a selection one frame later; until then the old content would be a lie.
  if (inspector === null || inspector.target !== selection)
    return <div className="inspector-body" aria-busy="true" />;
  return <InspectorContent inspector={inspector} />;
}

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

function NothingSelected() {
  const leader = useRun((run) => run.leader);
  const selectLeader = { label: "Select the leader", onPress: () => select(uiStore, leader) };
  return (
    <EmptyState
      title="Nothing is selected"
      reason="Select a node, a process, a link, a variable or an event: its state, what can be done to it and why it came so appear here."
      {...(leader === null ? {} : { action: selectLeader })}
    />
  );
}
