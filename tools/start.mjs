// `npm start`: from a fresh clone to a running page. Installs when packages are missing or the lockfile changed,
// builds when dist/ is missing or stale, serves it, and says where. PORT and HOST choose another address.
import { build, dist, isBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { serve } from "./static-server.mjs";

await ensureInstalled();
if (!isBuilt()) {
  const code = await build();
  if (code !== 0) {
    process.stderr.write("The page could not be built; the reason is above.\n");
    process.exit(code);
  }
}

try {
  const server = await serve(dist, { port: portAsked(), host: process.env["HOST"] || undefined });
  process.stdout.write(`MABEAM Live is running at ${server.url}\nPress Ctrl-C to stop.\n`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(`The page could not be served: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

/** The port of the environment variable PORT, checked; undefined when none is asked for. */
function portAsked() {
  const text = process.env["PORT"];
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}
