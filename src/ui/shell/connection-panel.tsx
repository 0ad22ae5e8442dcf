/** Covers the lens when the run has stopped or the worker is gone. What it says is fetched once the page stands, before it is needed. */
import { lazy, Suspense, useEffect } from "react";
import { useRunState } from "../../view/index.ts";

const fetchPanel = () => import("./trouble-panel.tsx");
const TroublePanel = lazy(async () => ({ default: (await fetchPanel()).TroublePanel }));

export function ConnectionPanel() {
  const connection = useRunState((state) => state.connection);
  const isLive = connection.kind === "live";
  useEffect(() => {
    // Trouble may come when nothing can be fetched any more.
    if (isLive) fetchPanel().catch(() => undefined);
  }, [isLive]);
  if (connection.kind === "connecting" || connection.kind === "live") return null;
  return (
    <Suspense fallback={null}>
      <TroublePanel trouble={connection} />
    </Suspense>
  );
}
