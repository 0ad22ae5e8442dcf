import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serviceWorkerFor, withPolicy } from "./page-plugins.mjs";

describe("content security policy", () => {
  const page = (script: string) =>
    `<html><head><meta charset="utf-8" /><script>${script}</script><script type="module" src="./a.js"></script></head></html>`;

  test("stands right behind the charset and allows the page's own origin only", () => {
    const html = withPolicy(page("1"));
    expect(html).toMatch(/charset="utf-8" \/>\s*<meta http-equiv="Content-Security-Policy"/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("connect-src 'self'");
    expect(html).not.toMatch(/https?:/);
    expect(html).not.toMatch(/script-src[^;]*unsafe/);
  });

  test("names each inline script by its hash", () => {
    // printf 1 | openssl dgst -sha256 -binary | base64
    expect(withPolicy(page("1"))).toContain("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='");
    expect(withPolicy(page("2"))).not.toContain("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='");
  });

  test("a page without a charset is refused, since the policy would be lost", () => {
    expect(() => withPolicy("<html></html>")).toThrow("charset");
  });
});

describe("service worker of a folder", () => {
  let folder = "";
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const versionOf = (code: string) => /const version = "([0-9a-f]{16})"/.exec(code)?.[1];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
    write("index.html", "<p>");
    write("assets/a.js", "1");
    write("icon.svg", "<svg/>");
    write(".vite/manifest.json", "{}");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("keeps the page and every file beside it, hidden ones left out", () => {
    expect(serviceWorkerFor(folder)).toContain('const files = [\n "./",\n "assets/a.js",\n "icon.svg"\n]');
  });

  test("is another version when any file changes, and the same when none does", () => {
    const before = versionOf(serviceWorkerFor(folder));
    expect(before).toBeDefined();
    write("sw.js", "the one of the build before");
    expect(versionOf(serviceWorkerFor(folder))).toBe(before);
    write("index.html", "<b>");
    expect(versionOf(serviceWorkerFor(folder))).not.toBe(before);
  });
});
