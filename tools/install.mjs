// Makes sure that this Node is new enough and that node_modules is what package-lock.json says.
//
// Why not a stamp file: npm itself leaves node_modules/.package-lock.json, the record of what it really installed.
// Comparing the two also notices an install that was done by hand, and a lockfile that changed with a pull.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./project.mjs";

/** The oldest Node that the build tools run on; package.json `engines` says the same. */
const nodeOldest = [20, 19];

/**
 * Why this Node will not do, or undefined when it will.
 *
 * @param {string} version as process.versions.node gives it
 * @returns {string | undefined}
 */
export function nodeTooOld(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = nodeOldest;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `MABEAM Live needs Node ${nodeOldest.join(".")} or newer; this is Node ${version}. Get one from https://nodejs.org/`;
}

/**
 * What is missing or different in an installed tree, as sentences; empty when it fits the lockfile.
 * Packages for other platforms are optional in the lockfile and are allowed to be absent.
 *
 * @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean }> }} Lockfile
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile | undefined} present node_modules/.package-lock.json
 * @returns {string[]}
 */
export function installDifferences(wanted, present) {
  if (present === undefined) return ["nothing is installed"];
  return Object.entries(wanted.packages).flatMap(([path, want]) => {
    if (path === "") return [];
    const have = present.packages[path];
    if (have === undefined) return want.optional === true ? [] : [`${path} is missing`];
    if (have.version === want.version && have.integrity === want.integrity) return [];
    return [`${path} is ${have.version}, not ${want.version}`];
  });
}

/**
 * @param {string} path relative to the top folder
 * @returns {Lockfile | undefined}
 */
function readLockfile(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * Stops the program with a message when Node is too old or the install fails; otherwise node_modules is right.
 *
 * @param {{ output?: "inherit" | "stderr" }} [options] stderr keeps standard output clean for data
 * @returns {Promise<void>}
 */
export async function ensureInstalled({ output = "inherit" } = {}) {
  const tooOld = nodeTooOld(process.versions.node);
  if (tooOld !== undefined) stop(tooOld);
  const wanted = readLockfile("package-lock.json");
  if (wanted === undefined) stop("package-lock.json is missing: this is not a whole copy of the project.");
  const differences = installDifferences(wanted, readLockfile("node_modules/.package-lock.json"));
  if (differences.length === 0) return;
  const more = differences.length > 1 ? ` (and ${differences.length - 1} more)` : "";
  process.stderr.write(`Installing packages with npm ci: ${differences[0]}${more}.\n`);
  // Development packages are needed to build, also where NODE_ENV says production.
  const code = await run(npm(["ci", "--include=dev", "--no-audit", "--no-fund"]), {
    output,
    shell: npmNeedsShell(),
  });
  if (code !== 0) stop(`npm ci failed with exit code ${code}; its message is above.`);
}

/**
 * npm as it was started, when a script of package.json runs us; else the one on PATH.
 *
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function npm(args) {
  const script = npmScript();
  return script === undefined ? ["npm", args] : [process.execPath, [script, ...args]];
}

/** Windows starts npm.cmd only through a shell. */
function npmNeedsShell() {
  return npmScript() === undefined && process.platform === "win32";
}

/** The file that npm runs from, unless another package manager started us. */
function npmScript() {
  const script = process.env["npm_execpath"];
  return script !== undefined && /npm-cli\.c?js$/.test(script) ? script : undefined;
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
