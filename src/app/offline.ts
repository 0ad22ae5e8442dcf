/**
 * The page without network: registers the service worker, and offers a new version when one is ready. It is never
 * forced: the person goes on with what they have until they ask for it.
 *
 * Fetched after the first live event, so it costs a visitor nothing.
 */
import { addNotice, type UiStore } from "../view/index.ts";

const READY = "A new version of this page is ready. Your run opens in it at the address it has now.";

export async function keepOffline(uiStore: UiStore): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  // A private window, a policy or a test may refuse or answer with nothing: the page then works with network only.
  const registration = await register(serviceWorker);
  if (registration === undefined) return;
  const offer = (): void => {
    const { waiting } = registration;
    if (waiting === null || serviceWorker.controller === null) return;
    const press = (): void => {
      serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("activate");
    };
    addNotice(uiStore, "info", READY, { label: "Use it", press });
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
}

async function register(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await container.register("./sw.js", { scope: "./" });
  } catch {
    return undefined;
  }
}
