// What the build adds to the page: a content security policy that allows nothing from outside, and the service
// worker that keeps the page for a visit without network.
//
// Own 60 lines instead of a package: the usual ones bring hundreds of others to write a list of files.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const serviceWorker = new URL("./service-worker.js", import.meta.url);

/** Nothing from another origin; inline scripts only those that index.html itself holds, by their hash. */
const policy = [
  "default-src 'none'",
  "script-src 'self' SCRIPTS",
  "worker-src 'self'",
  // Pictures that are exported carry their style with them.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * The page with its policy in a meta element, so that a host without settings of its own keeps it too.
 *
 * @param {string} html
 * @returns {string}
 */
export function withPolicy(html) {
  const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? "");
  const hashes = inline.map((code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  const content = policy.replace(" SCRIPTS", hashes.map((hash) => ` ${hash}`).join(""));
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error(`index.html must hold ${charset}: the policy follows it`);
  return html.replace(
    charset,
    `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`,
  );
}

/** @returns {import("vite").Plugin} */
export function contentSecurityPolicy() {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: { order: "post", handler: withPolicy },
  };
}

/**
 * The service worker for a finished folder.
 *
 * @param {string} folder absolute
 * @returns {string} its code
 */
export function serviceWorkerFor(folder) {
  const files = filesOf(folder).filter((file) => file !== "sw.js" && file !== "index.html");
  const hash = createHash("sha256");
  for (const file of [...files, "index.html"]) hash.update(file).update(readFileSync(join(folder, file)));
  const version = hash.digest("hex").slice(0, 16);
  return readFileSync(serviceWorker, "utf8")
    .replace('const version = "development";', `const version = "${version}";`)
    .replace('const files = ["./"];', `const files = ${JSON.stringify(["./", ...files], null, 1)};`);
}

/** @returns {import("vite").Plugin} */
export function offline() {
  return {
    name: "offline",
    apply: "build",
    // The headless runtime is built with the same settings and is no page.
    writeBundle({ dir }, bundle) {
      if (dir !== undefined && "index.html" in bundle)
        writeFileSync(join(dir, "sw.js"), serviceWorkerFor(dir));
    },
  };
}

/**
 * Files under the folder, hidden ones left out, as sorted paths with forward slashes.
 *
 * @param {string} folder absolute
 * @returns {string[]}
 */
function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}
