/**
 * Buttons of the instrument. A text button says its verb; an icon button has a label for everybody (accessible name
 * and tooltip) and shows its keyboard shortcut there.
 *
 * Invariants: at least 24×24 px (44 on touch); never colour alone: a dangerous action also says what it does.
 */
import type { ReactNode } from "react";
import "./button.css";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly variant?: "plain" | "primary" | "danger";
  readonly disabled?: boolean;
  /** Key that does the same, shown beside the text and announced. */
  readonly shortcut?: string | null;
  /** Tooltip; where a button is disabled, the reason. */
  readonly hint?: string;
  readonly pressed?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, onPress, variant = "plain", disabled = false, shortcut, hint, pressed } = props;
  return (
    <button
      type="button"
      className={`button button-${variant}`}
      disabled={disabled}
      title={hint}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut ?? undefined}
      onClick={onPress}
    >
      {children}
      {shortcut ? (
        <span className="button-key" aria-hidden="true">
          {shortcut}
        </span>
      ) : null}
    </button>
  );
}

export interface IconButtonProps {
  /** What it does, as a short verb phrase: accessible name and first line of the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
  readonly shortcut?: string | null;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
}

export function IconButton(props: IconButtonProps) {
  const { label, icon, onPress, shortcut, disabled = false, pressed, expanded } = props;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-keyshortcuts={shortcut ?? undefined}
      title={shortcut ? `${label} (${shortcut})` : label}
      disabled={disabled}
      onClick={onPress}
    >
      {icon}
    </button>
  );
}
