/**
 * The frame of the page: where everything stands, and nothing else. It renders once; what changes per frame is read
 * by the small parts that draw it.
 */
import { lazy, Suspense, useEffect } from "react";
import { partsOff, type Session, useUi } from "../../view/index.ts";
import { BreakRoom } from "../break/break-button.tsx";
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
import "./frame.css";

const FrameBar = lazy(async () => ({ default: (await import("./frame-bar.tsx")).FrameBar }));

export function Shell({ session }: { readonly session: Session }) {
  return (
    <SessionProvider session={session}>
      <Frame />
    </SessionProvider>
  );
}

function Frame() {
  useShortcuts();
  const display = useUi((state) => state.display);
  // On the root element, so that the size of the text is that of pictures too.
  useEffect(() => {
    document.documentElement.dataset["frame"] = display.frame;
  }, [display.frame]);
  return (
    <div className="shell" data-off={partsOff(display).join(" ")}>
      <button type="button" className="shell-skip" onClick={focusLens}>
        Skip to the lens
      </button>
      <TopBar />
      <LensRail />
      <Headline />
      <LensArea />
      <CompareRoom />
      <Inspector />
      <BreakRoom />
      <NarrationLine />
      <TransportBar />
      {display.frame === "page" ? null : (
        <Suspense fallback={null}>
          <FrameBar frame={display.frame} />
        </Suspense>
      )}
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
