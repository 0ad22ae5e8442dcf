// Finds a Chromium for the browser tests or, failing that, brings one.
//
// Why in this order: a browser that somebody chose (CHROMIUM_PATH) comes first, then one the machine already has,
// and only then a download, because downloads are slow and are shut off on many build machines. Each road may fail
// without ending the search. Everything that touches the machine is a parameter, so the order itself is tested.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installed, run } from "./project.mjs";

/** Options for every start: no graphics card needed, and nothing fetched in the background. */
const quietArguments = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Time limit of Playwright's own download; without a network it would retry for many minutes. */
const downloadTimeoutMs = 240_000;

/** Time limit of each call of the package manager. */
const packageManagerTimeoutMs = 900_000;

/** Time limit of `chromium --version`. */
const versionTimeoutMs = 30_000;

const commandNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const macPrograms = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const windowsPrograms = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

const installAdvice = [
  "No Chromium was found and none could be installed. Any one of these helps:",
  "  - install Chromium, Google Chrome or Microsoft Edge with your system's package manager;",
  "  - run `npx playwright install --with-deps chromium`;",
  "  - set CHROMIUM_PATH to the program file of a browser you have.",
].join("\n");

/**
 * Command-line options to start the browser with. Root may not use Chromium's sandbox.
 *
 * @param {number | undefined} [userId] undefined where the system has no such thing
 * @returns {string[]}
 */
export function launchArguments(userId = process.getuid?.()) {
  return userId === 0 ? ["--no-sandbox", ...quietArguments] : [...quietArguments];
}

/**
 * Where an installed browser may be, best first. Paths only; nothing is looked at.
 *
 * @typedef {{ platform: string, env: Record<string, string | undefined> }} Surroundings
 * @param {Surroundings} [surroundings]
 * @returns {string[]}
 */
export function installedBrowserPaths({ platform, env } = { platform: process.platform, env: process.env }) {
  if (platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    return windowsPrograms.flatMap((program) =>
      folders.flatMap((folder) => (folder ? [`${folder}\\${program}`] : [])),
    );
  }
  const onPath = commandNames.flatMap((name) =>
    (env["PATH"] ?? "")
      .split(platform === process.platform ? delimiter : ":")
      .flatMap((folder) => (folder ? [join(folder, name)] : [])),
  );
  if (platform !== "darwin") return onPath;
  const folders = ["/Applications", ...(env["HOME"] ? [`${env["HOME"]}/Applications`] : [])];
  return [...folders.flatMap((folder) => macPrograms.map((program) => `${folder}/${program}`)), ...onPath];
}

/**
 * What the search needs of the machine; the default is the real one.
 *
 * @typedef {{
 *   surroundings: Surroundings,
 *   exists: (path: string) => boolean,
 *   works: (path: string) => Promise<boolean>,
 *   downloadedPath: () => Promise<string | undefined>,
 *   download: () => Promise<boolean>,
 *   installPackage: () => Promise<boolean>,
 *   say: (line: string) => void,
 * }} Machine
 */

/**
 * The program file of a working browser.
 *
 * @param {Partial<Machine>} [overrides]
 * @returns {Promise<string>} rejects with advice when there is none and none can be had
 */
export async function findBrowser(overrides = {}) {
  const machine = { ...realMachine, ...overrides };
  const chosen = machine.surroundings.env["CHROMIUM_PATH"];
  if (chosen) {
    if (await usable(machine, chosen)) return chosen;
    // Somebody asked for exactly this one: testing with another would hide the mistake.
    throw new Error(`CHROMIUM_PATH is ${chosen}, and that is not a browser that starts.`);
  }
  const present = await firstInstalled(machine);
  if (present !== undefined) return present;
  const earlier = await machine.downloadedPath();
  if (earlier !== undefined && (await usable(machine, earlier))) return earlier;

  machine.say("No browser is installed; asking Playwright to download one (some 200 MB).");
  if (await machine.download()) {
    const fresh = await machine.downloadedPath();
    if (fresh !== undefined && (await usable(machine, fresh))) return fresh;
  }
  machine.say("The download did not give a working browser; asking the system's package manager.");
  if (await machine.installPackage()) {
    const packaged = await firstInstalled(machine);
    if (packaged !== undefined) return packaged;
  }
  throw new Error(installAdvice);
}

/**
 * @param {Machine} machine
 * @returns {Promise<string | undefined>}
 */
async function firstInstalled(machine) {
  for (const path of installedBrowserPaths(machine.surroundings)) {
    if (await usable(machine, path)) return path;
  }
  return undefined;
}

/**
 * A file can be there and still not start: a stub that points to another store, a library that is missing.
 *
 * @param {Machine} machine
 * @param {string} path
 */
async function usable(machine, path) {
  return machine.exists(path) && (await machine.works(path));
}

/**
 * Debian, Ubuntu and relatives; as root, or where sudo asks no password. Fonts come along, since without any the
 * page is laid out around empty boxes.
 *
 * @param {(command: [string, string[]]) => Promise<boolean>} succeeds
 * @param {number | undefined} userId
 * @returns {Promise<boolean>}
 */
export async function installWithApt(succeeds, userId) {
  if (!(await succeeds(["apt-get", ["--version"]]))) return false;
  const isRoot = userId === 0;
  if (!isRoot && !(await succeeds(["sudo", ["-n", "true"]]))) return false;
  /** @type {(args: string[]) => [string, string[]]} */
  const asRoot = (args) => (isRoot ? ["apt-get", args] : ["sudo", ["-n", "apt-get", ...args]]);
  // An update that fails for one source may still have refreshed the one we need.
  await succeeds(asRoot(["update"]));
  return succeeds(asRoot(["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]));
}

/** @type {Machine} */
const realMachine = {
  surroundings: { platform: process.platform, env: process.env },
  exists: existsSync,
  // On Windows `--version` opens a window instead of printing.
  works: async (path) =>
    process.platform === "win32" ||
    (await run([path, ["--version"]], { output: "ignore", timeoutMs: versionTimeoutMs })) === 0,
  downloadedPath: async () => {
    const { chromium } = await import("playwright");
    return chromium.executablePath() || undefined;
  },
  // Silent: without a network it fills the log with one stack trace for each try.
  download: async () =>
    (await run(installed("playwright", ["install", "chromium"]), {
      output: "ignore",
      timeoutMs: downloadTimeoutMs,
      env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" },
    })) === 0,
  installPackage: () =>
    installWithApt(
      async (command) =>
        (await run(command, {
          output: command[1].includes("-y") ? "inherit" : "ignore",
          timeoutMs: packageManagerTimeoutMs,
          env: { DEBIAN_FRONTEND: "noninteractive" },
        })) === 0,
      process.getuid?.(),
    ),
  say: (line) => process.stdout.write(`${line}\n`),
};
