/**
 * A button that opens a small panel beside it. Not modal: the run goes on, Tab moves through.
 *
 * Invariants: Escape and a press outside close it; Escape gives the focus back to the button; only one thing is
 * announced, the button's own expanded state.
 */
import { type ReactNode, useId, useRef, useState } from "react";
import { useDismiss } from "./use-dismiss.ts";
import "./popover.css";

export interface PopoverProps {
  /** Accessible name of the button and of the panel. */
  readonly label: string;
  /** What stands on the button. */
  readonly face: ReactNode;
  /** Gets a function that closes the panel, for panels in which a choice is made. */
  readonly children: (close: () => void) => ReactNode;
  readonly side?: "below" | "above";
  readonly align?: "start" | "end";
  readonly buttonClass?: string;
  readonly hint?: string;
}

export function Popover(props: PopoverProps) {
  const { label, face, children, side = "below", align = "start", buttonClass = "button", hint } = props;
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();

  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  useDismiss(root, isOpen, (byEscape) => (byEscape ? close() : setIsOpen(false)));
  return (
    <div className="popover" ref={root}>
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-label={label}
        title={hint ?? label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen ? (
        <section id={panelId} className={`popover-panel popover-${side} popover-${align}`} aria-label={label}>
          {children(close)}
        </section>
      ) : null}
    </div>
  );
}
