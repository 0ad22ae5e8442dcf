/** An empty place that helps: what is missing, why, and one button that leads on. */
import { Button } from "./button.tsx";
import "./empty-state.css";

export interface EmptyStateProps {
  /** What is missing: "No proposals yet". */
  readonly title: string;
  /** Why, in one sentence. */
  readonly reason: string;
  readonly action?: { readonly label: string; readonly onPress: () => void; readonly shortcut?: string };
}

export function EmptyState({ title, reason, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p className="empty-state-title">{title}</p>
      <p className="empty-state-reason">{reason}</p>
      {action ? (
        <Button onPress={action.onPress} shortcut={action.shortcut ?? null}>
          {action.label}
        </Button>
      ) : null}
    </div>
  );
}
