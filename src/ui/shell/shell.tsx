/**
 * The frame of the page: where everything stands, and nothing else. It renders once; what changes per frame is read
 * by the small parts that draw it.
 */
import type { Session } from "../../view/index.ts";
import { CompareRoom } from "../compare/compare-button.tsx";
import { Headline } from "./headline.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { Inspector } from "./inspector.tsx";
import { LensArea } from "./lens-area.tsx";
import { LensRail } from "./lens-rail.tsx";
import { NarrationLine } from "./narration-line.tsx";
import { Notices } from "./notices.tsx";
import { PaletteSheet } from "./palette-sheet.tsx";
import { SessionProvider } from "./session-context.tsx";
import { TopBar } from "./top-bar.tsx";
import { TransportBar } from "./transport-bar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import "./shell.css";

export function Shell({ session }: { readonly session: Session }) {
  return (
    <SessionProvider session={session}>
      <Frame />
    </SessionProvider>
  );
}

function Frame() {
  useShortcuts();
  return (
    <div className="shell">
      <button type="button" className="shell-skip" onClick={focusLens}>
        Skip to the lens
      </button>
      <TopBar />
      <LensRail />
      <Headline />
      <LensArea />
      <CompareRoom />
      <Inspector />
      <NarrationLine />
      <TransportBar />
      <Notices />
      <HelpSheet />
      <PaletteSheet />
    </div>
  );
}

/** A button, not a link to an anchor: the address belongs to the run. */
function focusLens(): void {
  const compare = document.querySelector<HTMLElement>("main.compare");
  (compare ?? document.getElementById("lens"))?.focus();
}
