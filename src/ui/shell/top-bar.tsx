/** The top bar: which run this is (scenario, seed) and what can be done with it as a whole (share, keep, bring back). */
import { useRef, useState } from "react";
import { uiStore, useUi } from "../../view/index.ts";
import { BreakButton } from "../break/break-button.tsx";
import { CompareButton } from "../compare/compare-button.tsx";
import { MeasureButton } from "../measure/measure-button.tsx";
import { IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import { useDismiss } from "../widgets/use-dismiss.ts";
import { ExportMenu } from "./export-menu.tsx";
import { OpenJournalButton } from "./journal-buttons.tsx";
import { ScenarioPicker } from "./scenario-picker.tsx";
import { SeedField } from "./seed-field.tsx";
import { ShareButton } from "./share-button.tsx";
import { nextTheme } from "./shortcuts.ts";
import "./top-bar.css";

export function TopBar() {
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const bar = useRef<HTMLElement>(null);
  useDismiss(bar, isMenuOpen, () => setIsMenuOpen(false));
  return (
    <header className="top-bar" ref={bar}>
      <h1 className="top-bar-brand">
        <BrandMark />
        <span className="top-bar-name">MABEAM Live</span>
      </h1>
      <ScenarioPicker />
      <div className="top-bar-tools" data-open={isMenuOpen}>
        <SeedField />
        <span className="top-bar-gap" />
        <BreakButton />
        <MeasureButton />
        <CompareButton />
        <ShareButton />
        <ExportMenu />
        <OpenJournalButton />
        <ThemeButton />
        <HelpButton />
      </div>
      <div className="top-bar-more">
        <IconButton
          label="More about this run"
          icon={<Icon name="menu" />}
          expanded={isMenuOpen}
          onPress={() => setIsMenuOpen(!isMenuOpen)}
        />
      </div>
    </header>
  );
}

const THEME_LABELS = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" } as const;

function ThemeButton() {
  const choice = useUi((state) => state.themeChoice);
  return (
    <IconButton
      label={THEME_LABELS[choice]}
      shortcut="T"
      icon={<Icon name={choice} />}
      onPress={() => nextTheme(uiStore)}
    />
  );
}

function HelpButton() {
  return (
    <IconButton
      label="Help and keyboard"
      shortcut="?"
      icon={<Icon name="help" />}
      onPress={() => uiStore.setState({ helpOpen: true })}
    />
  );
}

/** Five nodes on a ring, the leader filled. */
function BrandMark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="top-bar-mark">
      <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="1.2" opacity="0.5" />
      <g fill="currentColor">
        <circle cx="12" cy="4" r="3.4" className="top-bar-mark-leader" />
        <circle cx="19.6" cy="9.5" r="2.2" />
        <circle cx="16.7" cy="18.5" r="2.2" />
        <circle cx="7.3" cy="18.5" r="2.2" />
        <circle cx="4.4" cy="9.5" r="2.2" />
      </g>
    </svg>
  );
}
