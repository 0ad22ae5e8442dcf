import { describe, expect, it } from "vitest";
import { findBrowser, installedBrowserPaths, installWithApt, launchArguments } from "./browser.mjs";

/** A machine that has exactly these files, and a log of what was asked of it. */
function machineWith(files: readonly string[], env: Record<string, string> = { PATH: "/usr/bin:/opt/bin" }) {
  const present = new Set(files);
  const asked: string[] = [];
  return {
    present,
    asked,
    surroundings: { platform: "linux", env },
    exists: (path: string) => present.has(path),
    works: async () => true,
    downloadedPath: async () => "/cache/chrome",
    download: async () => {
      asked.push("download");
      return false;
    },
    installPackage: async () => {
      asked.push("package");
      return false;
    },
    say: () => undefined,
  };
}

describe("findBrowser", () => {
  it("takes the browser that CHROMIUM_PATH names before any other", async () => {
    const machine = machineWith(["/usr/bin/chromium", "/mine"], { PATH: "/usr/bin", CHROMIUM_PATH: "/mine" });
    expect(await findBrowser(machine)).toBe("/mine");
  });

  it("refuses a CHROMIUM_PATH that does not start, and does not look for another", async () => {
    const machine = machineWith(["/usr/bin/chromium"], { PATH: "/usr/bin", CHROMIUM_PATH: "/mine" });
    await expect(findBrowser(machine)).rejects.toThrow("CHROMIUM_PATH is /mine");
    expect(machine.asked).toEqual([]);
  });

  it("takes an installed browser before Playwright's own", async () => {
    const machine = machineWith(["/opt/bin/google-chrome", "/cache/chrome"]);
    expect(await findBrowser(machine)).toBe("/opt/bin/google-chrome");
    expect(machine.asked).toEqual([]);
  });

  it("prefers Chromium to Chrome and Chrome to Edge, wherever on PATH they are", async () => {
    const all = ["/usr/bin/microsoft-edge", "/usr/bin/google-chrome", "/opt/bin/chromium"];
    expect(await findBrowser(machineWith(all))).toBe("/opt/bin/chromium");
    expect(await findBrowser(machineWith(all.slice(0, 2)))).toBe("/usr/bin/google-chrome");
  });

  it("passes over a program that is there but does not start", async () => {
    const machine = machineWith(["/usr/bin/chromium-browser", "/usr/bin/google-chrome"]);
    const works = async (path: string) => path !== "/usr/bin/chromium-browser";
    expect(await findBrowser({ ...machine, works })).toBe("/usr/bin/google-chrome");
  });

  it("uses a browser that Playwright downloaded earlier without downloading again", async () => {
    const machine = machineWith(["/cache/chrome"]);
    expect(await findBrowser(machine)).toBe("/cache/chrome");
    expect(machine.asked).toEqual([]);
  });

  it("downloads when nothing is installed", async () => {
    const machine = machineWith([]);
    const download = async () => {
      machine.present.add("/cache/chrome");
      return true;
    };
    expect(await findBrowser({ ...machine, download })).toBe("/cache/chrome");
    expect(machine.asked).toEqual([]);
  });

  it("asks the package manager after a download that failed", async () => {
    const machine = machineWith([]);
    const installPackage = async () => {
      machine.asked.push("package");
      machine.present.add("/usr/bin/chromium");
      return true;
    };
    expect(await findBrowser({ ...machine, installPackage })).toBe("/usr/bin/chromium");
    expect(machine.asked).toEqual(["download", "package"]);
  });

  it("says what to install when every road is closed", async () => {
    const machine = machineWith([]);
    await expect(findBrowser(machine)).rejects.toThrow("set CHROMIUM_PATH");
    expect(machine.asked).toEqual(["download", "package"]);
  });
});

describe("installedBrowserPaths", () => {
  it("looks among the applications of a Mac before PATH", () => {
    const paths = installedBrowserPaths({
      platform: "darwin",
      env: { HOME: "/Users/ada", PATH: "/usr/bin" },
    });
    expect(paths[0]).toBe("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    expect(paths).toContain("/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium");
    expect(paths.at(-1)).toBe("/usr/bin/microsoft-edge-stable");
  });

  it("looks in both Program Files of Windows", () => {
    const env = { PROGRAMFILES: "C:\\Program Files", "PROGRAMFILES(X86)": "C:\\Program Files (x86)" };
    expect(installedBrowserPaths({ platform: "win32", env })).toEqual([
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ]);
  });

  it("finds nothing where PATH is empty", () => {
    expect(installedBrowserPaths({ platform: "linux", env: {} })).toEqual([]);
  });
});

describe("installWithApt", () => {
  /** Runs it against a machine on which only commands that start like one of these succeed. */
  async function attempt(allowed: readonly string[], userId: number) {
    const lines: string[] = [];
    const succeeds = async ([program, args]: [string, string[]]) => {
      const line = [program, ...args].join(" ");
      lines.push(line);
      return allowed.some((start) => line.startsWith(start));
    };
    return { done: await installWithApt(succeeds, userId), lines };
  }

  it("updates the lists and installs, as root", async () => {
    const { done, lines } = await attempt(["apt-get"], 0);
    expect(done).toBe(true);
    expect(lines).toEqual([
      "apt-get --version",
      "apt-get update",
      "apt-get install -y --no-install-recommends chromium fonts-liberation",
    ]);
  });

  it("goes through sudo where that asks no password", async () => {
    const { done, lines } = await attempt(["apt-get --version", "sudo -n"], 1000);
    expect(done).toBe(true);
    expect(lines.at(-1)).toBe("sudo -n apt-get install -y --no-install-recommends chromium fonts-liberation");
  });

  it("still installs when the lists could not be refreshed", async () => {
    expect((await attempt(["apt-get --version", "apt-get install"], 0)).done).toBe(true);
  });

  it("gives up without a password, and without apt-get", async () => {
    expect(await attempt(["apt-get"], 1000)).toEqual({
      done: false,
      lines: ["apt-get --version", "sudo -n true"],
    });
    expect((await attempt([], 0)).lines).toEqual(["apt-get --version"]);
  });
});

describe("launchArguments", () => {
  it("drops the sandbox for root only", () => {
    expect(launchArguments(0)).toContain("--no-sandbox");
    expect(launchArguments(1000)).not.toContain("--no-sandbox");
    expect(launchArguments(1000)).toContain("--disable-background-networking");
  });
});
