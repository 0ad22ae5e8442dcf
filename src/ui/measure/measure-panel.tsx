/**
 * The panel of experiments, beside the run: many seeds, and the seed hunt. Not modal: the run stays in sight and in
 * reach, because every result is opened in it.
 *
 * Invariants: the focus goes to the panel when it opens and back to where it was when it closes; Escape closes it.
 */
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useStore } from "zustand";
import { experimentStore } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import { HuntTab } from "./hunt-tab.tsx";
import { SeedsTab } from "./seeds-tab.tsx";
import "./measure.css";

type Tab = "seeds" | "hunt";
const TABS: readonly (readonly [Tab, string])[] = [
  ["seeds", "× N seeds"],
  ["hunt", "Seed hunt"],
];

const close = () => experimentStore.getState().verbs?.closePanel();

export function MeasurePanel() {
  const tab = useStore(experimentStore, (state) => state.tab);
  const problem = useStore(experimentStore, (state) => state.problem);
  const arrival = useStore(experimentStore, (state) => state.arrival);
  const workers = useStore(experimentStore, (state) => state.kit?.pool.size ?? null);
  const panel = useRef<HTMLElement>(null);
  const id = useId();
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
  }, []);
  return (
    <aside className="measure" ref={panel} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <header className="measure-header">
        <h2 id={`${id}-title`}>Measure</h2>
        <p className="measure-hint">
          {workers === null
            ? "Fetching the spare workers…"
            : `Computed in ${workers === 1 ? "1 spare worker" : `${workers} spare workers`}; the run here is not touched.`}
        </p>
        <IconButton label="Close Measure" shortcut="Esc" icon={<Icon name="close" />} onPress={close} />
      </header>
      <TabList id={id} tab={tab} />
      <div className="measure-body" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {problem === null ? null : (
          <p className="measure-problem" role="alert">
            {problem}
          </p>
        )}
        <p className="measure-arrival" role="status" data-same={arrival?.isSame}>
          {arrival?.text}
        </p>
        {tab === "seeds" ? <SeedsTab /> : <HuntTab />}
      </div>
    </aside>
  );
}

function TabList({ id, tab }: { readonly id: string; readonly tab: Tab }) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = tab === "seeds" ? "hunt" : "seeds";
    experimentStore.setState({ tab: next });
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <div className="measure-tabs" role="tablist" aria-label="Experiments" onKeyDown={onKeyDown}>
      {TABS.map(([value, title]) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={`${id}-${value}`}
          aria-selected={value === tab}
          aria-controls={`${id}-panel`}
          tabIndex={value === tab ? 0 : -1}
          onClick={() => experimentStore.setState({ tab: value })}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
