/**
 * Where a browser is on this machine, and how it is started on a page without anybody looking.
 *
 * CHROMIUM_PATH, FIREFOX_PATH and WEBKIT_PATH name another file. WebKit is the MiniBrowser of WebKitGTK (Debian:
 * libwebkit2gtk-4.1-0); it has no mode without a screen, so it is given one that nobody sees, Xvfb, where there is one.
 */

import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

export const BROWSER_NAMES = ["chromium", "firefox", "webkit"] as const;
export type BrowserName = (typeof BROWSER_NAMES)[number];

/** A browser that can be started. */
export interface FoundBrowser {
  readonly file: string;
  /** Options that open `url` with nothing remembered; a profile is kept in `folder`. */
  readonly args: (folder: string, url: string) => readonly string[];
  /** The screen that must be brought along; undefined when none is needed. */
  readonly screen?: string;
  /** Whether only `--version` tells the version: what WebKit sends to pages is a fixed number. */
  readonly hidesVersion?: boolean;
}

interface BrowserSearch {
  findBrowser(machine?: object): Promise<string>;
  launchArguments(): string[];
}

const FIREFOX_NAMES = ["firefox", "firefox-esr"];
const FIREFOX_FILES = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];
const LIBRARY_FOLDERS = ["/usr/lib", "/usr/libexec", "/usr/lib64"];

/** Undefined when this machine has none. With `mayInstall` a Chromium that is missing is brought. */
export function findBrowser(
  name: BrowserName,
  { mayInstall = false }: { readonly mayInstall?: boolean } = {},
): Promise<FoundBrowser | undefined> {
  if (name === "chromium") return findChromium(mayInstall);
  return Promise.resolve(name === "firefox" ? findFirefox() : findWebkit());
}

async function findChromium(mayInstall: boolean): Promise<FoundBrowser | undefined> {
  // A development tool of the project, which the bundled program must not contain.
  const tool = pathToFileURL(join(process.cwd(), "tools/browser.mjs")).href;
  const search = (await import(/* @vite-ignore */ tool)) as BrowserSearch;
  const never = (): Promise<boolean> => Promise.resolve(false);
  const machine = { download: never, installPackage: never, say: () => undefined };
  const isChosen = process.env["CHROMIUM_PATH"] !== undefined;
  const file =
    mayInstall || isChosen ? await search.findBrowser() : await foundOr(search.findBrowser(machine));
  if (file === undefined) return undefined;
  const flags = [
    "--headless=new",
    "--js-flags=--expose-gc",
    // Weighing a worker takes milliseconds instead of half a minute.
    "--enable-blink-features=ForceEagerMeasureMemory",
  ];
  return {
    file,
    args: (folder, url) => [
      ...search.launchArguments(),
      ...flags,
      `--user-data-dir=${mkdtempSync(join(folder, "profile-"))}`,
      url,
    ],
  };
}

/** The search ends with advice when there is nothing to find. */
function foundOr(search: Promise<string>): Promise<string | undefined> {
  return search.catch(() => undefined);
}

function findFirefox(): FoundBrowser | undefined {
  const file =
    process.env["FIREFOX_PATH"] ??
    FIREFOX_NAMES.map(fileOnPath).find((path) => path !== undefined) ??
    FIREFOX_FILES.find(existsSync);
  if (file === undefined) return undefined;
  return {
    file,
    args: (folder, url) => [
      "--headless",
      "--no-remote",
      "--profile",
      mkdtempSync(join(folder, "profile-")),
      url,
    ],
  };
}

function findWebkit(): FoundBrowser | undefined {
  const file = process.env["WEBKIT_PATH"] ?? miniBrowserFiles().at(-1);
  if (file === undefined) return undefined;
  const browser: FoundBrowser = { file, args: (_folder, url) => ["--private", url], hidesVersion: true };
  const screen = fileOnPath("Xvfb");
  if (screen !== undefined) return { ...browser, screen };
  const hasScreen = process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
  return hasScreen ? browser : undefined;
}

/** `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser` on Debian, `/usr/libexec/webkit2gtk-4.1/…` elsewhere. */
function miniBrowserFiles(): readonly string[] {
  const folders = LIBRARY_FOLDERS.flatMap((folder) => [
    folder,
    ...subfolders(folder).filter((path) => /linux-gnu/.test(path)),
  ]);
  return folders
    .flatMap((folder) => subfolders(folder).filter((path) => /webkit(2?gtk)[^/]*$/.test(path)))
    .map((folder) => join(folder, "MiniBrowser"))
    .filter(existsSync)
    .sort();
}

function subfolders(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** The file that a program's name stands for. */
function fileOnPath(program: string): string | undefined {
  const name = process.platform === "win32" ? `${program}.exe` : program;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(existsSync);
}
