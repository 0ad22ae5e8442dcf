// The service worker of the built page: everything the page consists of is kept, so a second visit needs no network.
//
// Invariants
// - A version is kept whole or not at all, under a name of its own; what is shown is one version, never a mixture.
// - A new version waits until the person asks for it: it takes over at the message "activate", or when no page of the
//   old one is open any more.
//
// The build puts version and files in the place of the two constants (tools/page-plugins.mjs).
const version = "development";
/** Paths relative to this file. */
const files = ["./"];

/**
 * What of a service worker's global scope is used here.
 *
 * @typedef {{ request: Request, data: unknown, waitUntil(work: Promise<unknown>): void, respondWith(answer: Promise<Response>): void }} WorkerEvent
 * @typedef {{ registration: { scope: string }, skipWaiting(): Promise<void>, addEventListener(type: string, listener: (event: WorkerEvent) => void): void }} Scope
 */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));

const prefix = "mabeam-live ";
const name = prefix + version;

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers());
});

scope.addEventListener("message", (event) => {
  if (event.data === "activate") void scope.skipWaiting();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope.registration.scope))
    event.respondWith(answer(request));
});

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function answer(request) {
  const cache = await caches.open(name);
  const wanted = request.mode === "navigate" ? "./" : request;
  return (await cache.match(wanted, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

async function dropOthers() {
  const names = await caches.keys();
  const others = names.filter((other) => other.startsWith(prefix) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
}
