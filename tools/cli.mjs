// `npm run cli -- …`: the headless runtime. Bundles src/cli/main.ts once per state of the sources, imports the
// bundle and calls its `main(argv)`, whose answer is the exit code.
//
// Why a bundle and not Vite's module runner: there every call across modules goes through a getter. Measured on
// Node 20, a loop over one imported function ran 14 times slower that way, so `bench` and `campaign` would measure
// the loader. The bundle also starts in a tenth of a second from its cache, and can hold entries for worker threads.
//
// Invariants: standard output carries only what main writes; the process ends by itself, so that a pipe is drained.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { filesUnder, fingerprint } from "./fingerprint.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./project.mjs";

/** Bundles kept; an older one may still be running in another terminal. */
const bundlesKeptMax = 8;

const cache = join(root, "node_modules", ".cache", "mabeam-cli");
const sources = ["src", "vite.config.ts", "package.json", "package-lock.json", "tools/cli.mjs"];

/**
 * The entries: the program, and each file named `x.node-worker.ts`, which becomes `x.node-worker.js` beside it, so
 * that `new Worker(new URL("./x.node-worker.js", import.meta.url))` finds it.
 *
 * @returns {Record<string, string>}
 */
function entries() {
  const workers = filesUnder(join(root, "src")).filter((file) => file.endsWith(".node-worker.ts"));
  return {
    main: join(root, "src/cli/main.ts"),
    ...Object.fromEntries(workers.map((file) => [basename(file, ".ts"), file])),
  };
}

/** Builds into a folder of our own and moves it into place: two at once never see half a bundle. */
async function bundle(/** @type {string} */ target) {
  const { build } = await import("vite");
  const draft = `${target}.${process.pid}`;
  await build({
    root,
    logLevel: "error",
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: true,
      outDir: draft,
      emptyOutDir: true,
      copyPublicDir: false,
      manifest: false,
      minify: false,
      sourcemap: true,
      target: "node20",
      rolldownOptions: {
        input: entries(),
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  dropOldBundles();
}

function dropOldBundles() {
  const byAge = readdirSync(cache)
    .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(bundlesKeptMax)) rmSync(path, { recursive: true, force: true });
}

// A reader that has seen enough (`| head`) closes the pipe: that is a normal end, not a crash.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  throw error;
});

await ensureInstalled({ output: "stderr" });
mkdirSync(cache, { recursive: true });
const target = join(cache, fingerprint(root, sources));
if (!existsSync(join(target, "main.js"))) await bundle(target);
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(target, "main.js")).href);
process.exitCode = await main(process.argv.slice(2));
