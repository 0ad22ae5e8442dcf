/** Builds a worker for browsers as the product is built, minified and for the same target: the code visitors run. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Builder {
  build(config: object): Promise<unknown>;
}

const built = new Map<string, Promise<string>>();

/** The built file of a worker, from its path in the project; built once for all browsers, and dropped at the end. */
export function builtWorker(entry: string): Promise<string> {
  const known = built.get(entry);
  if (known !== undefined) return known;
  const fresh = buildWorker(entry);
  built.set(entry, fresh);
  return fresh;
}

async function buildWorker(entry: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "mabeam-worker-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  // A development tool, which the bundled program must not contain.
  const name = "vite";
  const { build } = (await import(/* @vite-ignore */ name)) as Builder;
  const root = process.cwd();
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "es2022",
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, entry),
        output: { entryFileNames: "page.worker.js", format: "es", codeSplitting: false },
      },
    },
  });
  return join(folder, "page.worker.js");
}
