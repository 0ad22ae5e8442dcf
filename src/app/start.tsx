/**
 * Composition root: worker, client, stores, session, React, and the handle for the console and the browser tests.
 *
 * Invariant: this is the only place that knows all floors of the page at once; nothing imports it.
 */
import { createRoot } from "react-dom/client";
import { ensure } from "../base/index.ts";
import { type Client, createClient, startSimWorker } from "../bridge/index.ts";
import { prefetchLens, Shell } from "../ui/index.ts";
import {
  applyFrame,
  createDrawClock,
  createSession,
  experimentStore,
  LENS_IDS,
  type RunStore,
  runStore,
  type Session,
  type UiStore,
  uiStore,
} from "../view/index.ts";
import { afterPaint } from "./after-paint.ts";
import { markFirstLiveEvent } from "./first-live-event.ts";
import { PageBoundary } from "./page-boundary.tsx";
import { followPreferences } from "./preferences.ts";
import { removeStillWhenLive } from "./still.ts";

/** For the console and the browser tests: `window.mabeam`. */
interface PageHandle {
  readonly client: Client;
  readonly session: Session;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
}

declare global {
  interface Window {
    mabeam?: PageHandle;
  }
}

const OWN_ENTRY = "mabeam";

export function startPage(element: HTMLElement | null): void {
  const root = ensure(element, "index.html must hold an element with the id root");
  const { client, session } = createRun();
  window.mabeam = { client, session, runStore, uiStore };
  followPreferences(uiStore);
  markFirstLiveEvent(runStore, () => {
    if (import.meta.env.PROD) void import("./offline.ts").then(({ keepOffline }) => keepOffline(uiStore));
  });
  removeStillWhenLive(runStore);
  // Entries that the page itself made carry a state; an address that a person typed or pasted has none.
  window.addEventListener("hashchange", () => {
    const isOwn = history.state === OWN_ENTRY;
    void (isOwn ? session.navigate() : session.openAddressBar());
  });
  document.addEventListener("visibilitychange", () => session.setHidden(document.hidden));
  createRoot(root).render(
    <PageBoundary>
      <Shell session={session} />
    </PageBoundary>,
  );
  void session.begin();
  // Fetched while the worker starts: the lens of the link, or the stage.
  prefetchLens(LENS_IDS.find((id) => location.hash.includes(`lens=${id}`)) ?? "stage");
}

function createRun(): { readonly client: Client; readonly session: Session } {
  const clock = createDrawClock(() => performance.now());
  const client = createClient({
    startWorker: startSimWorker,
    afterPaint,
    onFrame(frame) {
      applyFrame(runStore, frame);
      const { run } = runStore.getState().assigns;
      if (run !== undefined) clock.observe(run);
    },
    onHalt: (halt) => runStore.setState({ connection: { kind: "halted", halt } }),
    onStatus: (connection) => runStore.setState({ connection }),
  });
  const session = createSession({
    client,
    runStore,
    uiStore,
    drawTimeUs: clock.drawTimeUs,
    readHash: () => location.hash,
    writeHash: (hash, isNavigation) =>
      isNavigation ? history.pushState(OWN_ENTRY, "", hash) : history.replaceState(OWN_ENTRY, "", hash),
  });
  experimentStore.setState({
    fetchVerbs: async () => (await import("./experiments.ts")).startExperiments(client),
  });
  return { client, session };
}
