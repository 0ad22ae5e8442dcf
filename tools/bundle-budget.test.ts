import { describe, expect, it } from "vitest";
import { budgetReport, firstLoadBytesMax, firstLoadFiles } from "./bundle-budget.mjs";

const manifest = {
  "index.html": { file: "assets/index.js", isEntry: true, imports: ["_shared.js"] },
  "_shared.js": { file: "assets/shared.js" },
  "src/ui/charts/chart.tsx": { file: "assets/chart.js" },
};

function filesOf(code: Record<string, string>): string[] {
  const sources = new Map(Object.entries(code).map(([name, text]) => [`assets/${name}`, text]));
  return [...firstLoadFiles(manifest, sources)].sort();
}

describe("firstLoadFiles", () => {
  it("counts the entry and what it imports statically, not what it imports on demand", () => {
    const files = filesOf({
      "index.js": 'import{a}from"./shared.js";const c=()=>import("./chart.js");a(c)',
      "shared.js": "export const a=1",
      "chart.js": "export const b=2",
    });
    expect(files).toEqual(["assets/index.js", "assets/shared.js"]);
  });

  it("counts the worker that the first code starts, and the worker's own static imports", () => {
    const files = filesOf({
      "index.js": 'new Worker(new URL("/assets/sim.worker-x.js",import.meta.url),{type:"module"})',
      "sim.worker-x.js": 'import"./kernel.js";import("./lesson.js")',
      "kernel.js": "1",
      "lesson.js": "2",
    });
    expect(files).toEqual(["assets/index.js", "assets/kernel.js", "assets/sim.worker-x.js"]);
  });

  it("leaves out a worker that only lazily loaded code starts", () => {
    const files = filesOf({
      "index.js": 'import("./chart.js")',
      "chart.js": 'new Worker(new URL("late-x.js",import.meta.url))',
      "late-x.js": "1",
    });
    expect(files).toEqual(["assets/index.js"]);
  });
});

describe("budgetReport", () => {
  const weight = (gzipBytes: number, first: boolean) => ({ file: "assets/a.js", bytes: 1, gzipBytes, first });

  it("passes at the limit and fails one byte over it", () => {
    expect(budgetReport([weight(firstLoadBytesMax, true)]).withinBudget).toBe(true);
    expect(budgetReport([weight(firstLoadBytesMax + 1, true)]).withinBudget).toBe(false);
  });

  it("sets no limit on what is loaded on demand", () => {
    expect(budgetReport([weight(1000, true), weight(9_000_000, false)]).withinBudget).toBe(true);
  });

  it("does not call a page light when its entry was not found", () => {
    expect(budgetReport([weight(1000, false)]).withinBudget).toBe(false);
  });
});
