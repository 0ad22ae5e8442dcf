/** The command palette, fetched when it is first opened. */
import { lazy, Suspense } from "react";
import { useUi } from "../../view/index.ts";

const Palette = lazy(async () => ({
  default: (await import("../palette/palette-dialog.tsx")).PaletteDialog,
}));

export function PaletteSheet() {
  if (!useUi((state) => state.paletteOpen)) return null;
  return (
    <Suspense fallback={null}>
      <Palette />
    </Suspense>
  );
}
