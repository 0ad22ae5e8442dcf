/**
 * The fault palette, beside the run: every fault there is, now, as a plan, or painted on what one selects. Not modal:
 * the run stays in sight and in reach.
 *
 * Invariants: the focus goes to the panel when it opens and back to where it was when it closes; Escape closes it.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { type FaultKit, loadFaults, uiStore } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import { PaletteTab } from "./palette-tab.tsx";
import { PlanTab } from "./plan-tab.tsx";
import "./break.css";

type Tab = "palette" | "plan";
const TABS: readonly (readonly [Tab, string])[] = [
  ["palette", "Faults"],
  ["plan", "Plan"],
];

const close = () => uiStore.setState({ breakOpen: false });

export function BreakPanel() {
  const [tab, setTab] = useState<Tab>("palette");
  const kit = useKit();
  const panel = useRef<HTMLElement>(null);
  const id = useId();
  usePanelKeys(panel);
  return (
    <aside className="break" ref={panel} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <header className="break-header">
        <h2 id={`${id}-title`}>Break</h2>
        <p className="break-hint">
          Every fault is an input of the run: in its link, its journal, and undone by Ctrl/⌘ Z.
        </p>
        <IconButton label="Close Break" shortcut="Esc" icon={<Icon name="close" />} onPress={close} />
      </header>
      <TabList id={id} tab={tab} onChoose={setTab} />
      <div className="break-body" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {kit === null ? (
          <p className="break-hint">Fetching the palette…</p>
        ) : tab === "palette" ? (
          <PaletteTab kit={kit} />
        ) : (
          <PlanTab kit={kit} />
        )}
      </div>
    </aside>
  );
}

function useKit(): FaultKit | null {
  const [kit, setKit] = useState<FaultKit | null>(null);
  useEffect(() => {
    let isWanted = true;
    void loadFaults().then((loaded) => {
      if (isWanted) setKit(loaded);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return kit;
}

interface TabListProps {
  readonly id: string;
  readonly tab: Tab;
  readonly onChoose: (tab: Tab) => void;
}

function TabList({ id, tab, onChoose }: TabListProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = tab === "palette" ? "plan" : "palette";
    onChoose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <div className="break-tabs" role="tablist" aria-label="Break" onKeyDown={onKeyDown}>
      {TABS.map(([value, title]) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={`${id}-${value}`}
          aria-selected={value === tab}
          aria-controls={`${id}-panel`}
          tabIndex={value === tab ? 0 : -1}
          onClick={() => onChoose(value)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

function usePanelKeys(panel: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const opener = document.activeElement;
    const element = panel.current;
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    element?.focus();
    element?.addEventListener("keydown", onKeyDown);
    return () => {
      element?.removeEventListener("keydown", onKeyDown);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [panel]);
}
