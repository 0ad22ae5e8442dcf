import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { installDifferences, nodeTooOld } from "./install.mjs";

const react = { version: "19.3.1", integrity: "sha512-a" };
const lockfile = { packages: { "": {}, "node_modules/react": react } };

describe("installDifferences", () => {
  it("is empty when everything that is wanted is there", () => {
    expect(installDifferences(lockfile, { packages: { "node_modules/react": react } })).toEqual([]);
  });

  it("notices a fresh clone", () => {
    expect(installDifferences(lockfile, undefined)).toEqual(["nothing is installed"]);
  });

  it("notices a package that is missing, of another version, or of other content", () => {
    expect(installDifferences(lockfile, { packages: {} })).toEqual(["node_modules/react is missing"]);
    const older = { packages: { "node_modules/react": { ...react, version: "18.0.0" } } };
    expect(installDifferences(lockfile, older)).toEqual(["node_modules/react is 18.0.0, not 19.3.1"]);
    const other = { packages: { "node_modules/react": { ...react, integrity: "sha512-b" } } };
    expect(installDifferences(lockfile, other)).toHaveLength(1);
  });

  it("allows a binary for another platform to be absent", () => {
    const binary = { packages: { "node_modules/binary-for-windows": { version: "1.0.0", optional: true } } };
    expect(installDifferences(binary, { packages: {} })).toEqual([]);
  });
});

describe("nodeTooOld", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("accepts Node %s", (version) => {
    expect(nodeTooOld(version)).toBeUndefined();
  });

  it.each(["20.18.3", "18.20.0", "8.0.0"])("refuses Node %s and says what is needed", (version) => {
    expect(nodeTooOld(version)).toContain("20.19");
  });
});

describe("package-lock.json", () => {
  it("names no place to download from: that is the reader's own setting", () => {
    expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"');
  });
});
