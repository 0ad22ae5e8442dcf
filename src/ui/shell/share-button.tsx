/** Copies a link to this very moment: scenario, seed, interventions, time, lens and selection. */
import { addNotice, LINK_LENGTH_MAX, uiStore, useRun } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { formatTime } from "../widgets/format.ts";
import { Icon } from "../widgets/icon.tsx";
import { useSession } from "./session-context.tsx";

export function ShareButton() {
  const session = useSession();
  const isOpen = useRun(() => true) ?? false;
  const copy = async () => {
    const hash = session.linkHash();
    const link = `${location.href.split("#")[0] ?? ""}${hash}`;
    if (hash.length > LINK_LENGTH_MAX) {
      addNotice(uiStore, "problem", TOO_LONG);
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      addNotice(
        uiStore,
        "info",
        `Link copied. It opens this run at ${formatTime(session.drawTimeUs())}, paused.`,
      );
    } catch {
      addNotice(uiStore, "problem", `This browser does not let the page copy. The link is ${link}`);
    }
  };
  return (
    <Button disabled={!isOpen} hint="Copy a link to this moment of this run" onPress={() => void copy()}>
      <Icon name="link" size={16} />
      Copy link
    </Button>
  );
}

const TOO_LONG =
  "This run has too many interventions for a link that mail and chat programs keep whole. Download the journal instead.";
