/** The help sheet: what this is, every shortcut from the one table, and the switch that turns single keys off. */
import { useEffect, useId, useRef } from "react";
import { LENS_IDS, uiStore, useUi } from "../../view/index.ts";
import { LENSES } from "../lenses/index.ts";
import { IconButton } from "../widgets/button.tsx";
import type { GlyphKind, GlyphState } from "../widgets/glyph-shapes.ts";
import { Icon } from "../widgets/icon.tsx";
import { StateGlyph } from "../widgets/state-glyph.tsx";
import { SHORTCUTS, type Shortcut } from "./shortcuts.ts";
import "./help-sheet.css";

const close = () => uiStore.setState({ helpOpen: false });

export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby={titleId} onCancel={close} onClose={close}>
      <header className="help-header">
        <h2 id={titleId}>Help and keyboard</h2>
        <IconButton label="Close help" shortcut="Esc" icon={<Icon name="close" />} onPress={close} />
      </header>
      <p>
        Everything here is simulated and really runs: processes with mailboxes, a replicated log, agents that
        train models on data. One seed is one story: the same scenario, seed and interventions give the same
        run everywhere.
      </p>
      <p>
        There are three ways back: the browser’s Back undoes <em>navigation</em>, Ctrl/⌘ Z undoes{" "}
        <em>interventions</em>, ← rewinds <em>time</em>. Whoever acts on a past moment starts a new branch;
        the old one is kept whole.
      </p>
      <KeyboardSwitch />
      <div className="help-columns">
        <ShortcutGroup group="Time" />
        <ShortcutGroup group="Selection" />
        <ShortcutGroup group="Lens" />
        <ShortcutGroup group="Page" />
      </div>
      <h3>Shapes</h3>
      <ul className="help-shapes">
        {LEGEND.map(([kind, state, text]) => (
          <li key={text}>
            <StateGlyph kind={kind} state={state} size={20} />
            {text}
          </li>
        ))}
      </ul>
      <h3>Lenses</h3>
      <dl className="help-list">
        {LENS_IDS.map((id) => (
          <div key={id}>
            <dt>{LENSES[id].title}</dt>
            <dd>{LENSES[id].hint}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}

const LEGEND: readonly (readonly [GlyphKind, GlyphState, string])[] = [
  ["supervisor", "running", "supervisor"],
  ["worker", "running", "worker"],
  ["agent", "running", "agent"],
  ["table", "running", "table"],
  ["node", "leader", "leader"],
  ["node", "candidate", "candidate"],
  ["worker", "waiting", "waiting"],
  ["worker", "suspended", "suspended"],
  ["node", "crashed", "crashed"],
];

function KeyboardSwitch() {
  const isEnabled = useUi((state) => state.keyboardEnabled);
  return (
    <label className="help-switch">
      <input
        type="checkbox"
        checked={isEnabled}
        onChange={(event) => uiStore.setState({ keyboardEnabled: event.currentTarget.checked })}
      />
      Single-key shortcuts
    </label>
  );
}

function ShortcutGroup({ group }: { readonly group: Shortcut["group"] }) {
  return (
    <section>
      <h3>{group}</h3>
      <dl className="help-list">
        {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
          <div key={shortcut.face}>
            <dt>
              <kbd>{shortcut.face}</kbd>
            </dt>
            <dd>{shortcut.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
