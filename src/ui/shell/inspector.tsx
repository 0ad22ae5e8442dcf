/** One fixed place that always explains the selection: what it is, how it is, what can be done, and why it came so. */
import { lazy, Suspense } from "react";
import { select, uiStore, useAssigns, useRun, useUi } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { EmptyState } from "../widgets/empty-state.tsx";
import { Icon } from "../widgets/icon.tsx";
import { NARROW, PHONE, useMedia } from "../widgets/use-media.ts";
import { InspectorResizer } from "./inspector-resizer.tsx";
import "./inspector.css";

/** Fetched with the first selection. */
const InspectorContent = lazy(async () => ({
  default: (await import("./inspector-content.tsx")).InspectorContent,
}));

export function Inspector() {
  const isOpen = useUi((state) => state.inspectorOpen);
  const selection = useUi((state) => state.selection);
  const width = useUi((state) => state.inspectorWidth);
  const isPhone = useMedia(PHONE);
  const isNarrow = useMedia(NARROW);
  // Break stands in its place.
  const isBreaking = useUi((state) => state.breakOpen);
  if (!isOpen || isBreaking || (isNarrow && selection === null)) return null;
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
  return (
    <Suspense fallback={<div className="inspector-body" aria-busy="true" />}>
      <InspectorContent inspector={inspector} />
    </Suspense>
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
