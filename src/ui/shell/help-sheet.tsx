/** The help sheet, fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { useUi } from "../../view/index.ts";

const HelpDialog = lazy(async () => ({ default: (await import("./help-dialog.tsx")).HelpDialog }));

export function HelpSheet() {
  const isOpen = useUi((state) => state.helpOpen);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <HelpDialog />
    </Suspense>
  );
}
