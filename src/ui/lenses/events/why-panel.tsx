/**
 * Why an event happened: the event on top, below it its cause, below that the cause of the cause, down to what began
 * it all. Every step leads to its moment; the chain stays.
 */
import { useEffect, useState } from "react";
import type { WhyAssigns } from "../../../view/index.ts";
import { Button, IconButton } from "../../widgets/button.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { LevelSwitch } from "../../widgets/level-switch.tsx";
import { WhyList, type WhyListProps } from "../../widgets/why-list.tsx";
import { whyText } from "../../widgets/why-words.ts";
import "./why-panel.css";

export interface WhyPanelProps extends Omit<WhyListProps, "why"> {
  /** Id of the event that was asked about. */
  readonly event: string;
  readonly why: WhyAssigns | null;
  readonly onClose: () => void;
}

export function WhyPanel({ event, why, onClose, ...list }: WhyPanelProps) {
  const isKnown = why !== null && why.count > 0;
  return (
    <aside className="why-panel" aria-label="Why it happened">
      <header className="why-head">
        <h3>Why {event}</h3>
        <IconButton label="Close the chain" icon={<CloseIcon />} onPress={onClose} />
      </header>
      {isKnown ? (
        <div className="why-body">
          <div className="why-tools">
            <LevelSwitch />
            <CopyButton why={why} />
          </div>
          <WhyList why={why} {...list} />
        </div>
      ) : (
        <NotYet why={why} />
      )}
    </aside>
  );
}

/** Nothing of the chain is known yet, or there is nothing to know. */
function NotYet({ why }: { readonly why: WhyAssigns | null }) {
  if (why === null || why.end === "searching")
    return (
      <EmptyState
        title="Looking for the causes"
        reason="The worker runs this part of the past again, beside the run that is shown; this takes a moment."
      />
    );
  return <EmptyState title="No causes to tell" reason={why.endText} />;
}

const COPIED_MS = 2_000;

function CopyButton({ why }: { readonly why: WhyAssigns }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), COPIED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(whyText(why)).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const text = { idle: "Copy as text", copied: "Copied", failed: "Could not copy" }[state];
  return (
    <span className="why-copy">
      <Button onPress={copy}>{text}</Button>
      <span className="visually-hidden" role="status">
        {state === "idle" ? "" : text}
      </span>
    </span>
  );
}

function CloseIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <path d="M2 2L12 12M12 2L2 12" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
