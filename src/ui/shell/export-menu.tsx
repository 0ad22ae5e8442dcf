/** The run as a file for other programs: one button. What is behind it is fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { Icon } from "../widgets/icon.tsx";
import { Popover } from "../widgets/popover.tsx";

const ExportPanel = lazy(async () => ({ default: (await import("./export-menu-panel.tsx")).ExportPanel }));

export function ExportMenu() {
  return (
    <Popover
      label="Export this run"
      hint="Save the run as a file for other programs"
      align="end"
      buttonClass="button export-button"
      face={
        <>
          <Icon name="download" size={16} />
          Export
          <Icon name="chevronDown" size={14} />
        </>
      }
    >
      {(close) => (
        <Suspense fallback={<p>Fetching the list…</p>}>
          <ExportPanel close={close} />
        </Suspense>
      )}
    </Popover>
  );
}
