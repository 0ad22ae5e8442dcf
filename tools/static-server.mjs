// Serves one folder of finished files over HTTP: the built page, for `npm start` and for the browser tests.
//
// Why our own 100 lines and not a package: `npm start` then needs nothing but Node once the page is built, and
// what it sends (types, caching, no directory lists, nothing outside the folder) can be read here.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** Ports tried before giving up, when none was asked for. */
const portsTriedMax = 100;

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * The file that a request path names, or undefined when it points outside the folder or cannot be read as a path.
 *
 * @param {string} folder absolute
 * @param {string} url as the request gives it, with a leading slash
 * @returns {string | undefined}
 */
export function fileFor(folder, url) {
  let path;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/, ""));
  } catch {
    return undefined;
  }
  if (path.includes("\0")) return undefined;
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : undefined;
}

/**
 * @param {string} folder
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @returns {Promise<void>}
 */
async function answer(folder, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD")
    return refuse(response, 405, "Only GET and HEAD.");
  const file = fileFor(folder, request.url ?? "/");
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (file === undefined || found?.isFile() !== true) return refuse(response, 404, "There is no such file.");
  response.writeHead(200, {
    "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    "content-length": found.size,
    // Names under assets/ carry a hash of their content; everything else may change with the next build.
    "cache-control": file.startsWith(join(folder, "assets") + sep)
      ? "max-age=31536000, immutable"
      : "no-cache",
    "x-content-type-options": "nosniff",
    // An isolated page may measure its memory; everything it loads comes from here.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  if (request.method === "HEAD") return void response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} reason
 */
function refuse(response, status, reason) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${reason}\n`);
}

/**
 * Starts serving. Without a port: the first free one from 4173 on. Without a host: this machine only.
 *
 * @param {string} folder absolute
 * @param {{ port?: number | undefined, host?: string | undefined }} [options] port 0 takes any free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port, host } = {}) {
  const first = port ?? 4173;
  const last = port === undefined ? first + portsTriedMax - 1 : first;
  for (let candidate = first; ; candidate += 1) {
    const server = createServer((request, response) => void answer(folder, request, response));
    try {
      const bound = await listen(server, candidate, host ?? "127.0.0.1");
      const shown = host === undefined || host === "0.0.0.0" || host === "::" ? "localhost" : host;
      const url = `http://${shown.includes(":") ? `[${shown}]` : shown}:${bound}/`;
      return { url, close: () => closeServer(server) };
    } catch (error) {
      const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!inUse || candidate >= last) throw error;
    }
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>} the port that was taken
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<void>}
 */
function closeServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
