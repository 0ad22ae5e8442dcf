/**
 * Listens for the shortcuts of the table, for the whole page.
 *
 * Invariants
 * - A key already used by a focused part (it prevented the default) is left alone, and so is typing in a field.
 * - Space and arrows keep their meaning on buttons, links and other controls.
 * - While the help sheet is open only Escape and ? act; with single keys switched off only Escape and what is pressed
 *   with control act.
 * - A held key waits for the answer to its last press: letting go of it stops the run at once.
 */
import { useEffect } from "react";
import { runStore, uiStore } from "../../view/index.ts";
import { useSession } from "./session-context.tsx";
import { type Shortcut, shortcutFor } from "./shortcuts.ts";

export function useShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    let unanswered = 0;
    const onKeyDown = async (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const shortcut = shortcutFor(event);
      if (shortcut === undefined || !mayRun(shortcut, event.target)) return;
      event.preventDefault();
      if (event.repeat && unanswered > 0) return;
      unanswered++;
      await shortcut.run({ session, runStore, uiStore });
      unanswered--;
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [session]);
}

const TYPING = "input, textarea, select, [contenteditable=true]";
const PRESSABLE = "button, a[href], summary, [role=button], [role=menuitem], [role=option]";
const USES_ARROWS =
  "[role=slider], [role=separator], [role=tablist], [role=menu], [role=listbox], [role=radiogroup]";

/** Whether a shortcut may act while `target` has the focus. */
export function mayRun(shortcut: Shortcut, target: EventTarget | null): boolean {
  const { helpOpen, paletteOpen, keyboardEnabled } = uiStore.getState();
  if (paletteOpen) return false;
  if (shortcut.key === "Escape") return !(target instanceof Element && target.matches(TYPING));
  if (!keyboardEnabled && shortcut.ctrl !== true) return false;
  if (helpOpen && shortcut.key !== "?") return false;
  if (!(target instanceof Element)) return true;
  if (target.matches(TYPING)) return false;
  if (shortcut.key === " ") return target.closest(PRESSABLE) === null;
  if (shortcut.key.startsWith("Arrow")) return target.closest(USES_ARROWS) === null;
  return true;
}
