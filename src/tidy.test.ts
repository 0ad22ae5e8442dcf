/**
 * The house's rules, checked on every run: who may import whom, what a pure floor may not say, how long a file may
 * be. The table below is the one place where the floors are written down as data. A breach is repaired in the code;
 * the table changes only together with the design.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkTree, renderBreach } from "./testkit/tidy/check-tree.ts";
import type { Floor, House } from "./testkit/tidy/house.ts";

const pure: Floor = { imports: [], npm: [], isPure: true, hasRooms: false };
const host: Floor = { imports: [], npm: [], isPure: false, hasRooms: false };
const toOtp = ["base", "numeric", "kernel", "otp"];

const house: House = {
  floors: {
    base: pure,
    numeric: { ...pure, imports: ["base"], npm: ["@stdlib/*"] },
    kernel: { ...pure, imports: ["base"] },
    otp: { ...pure, imports: ["base", "kernel"] },
    foundation: { ...pure, imports: toOtp, hasRooms: true },
    mabeam: { ...pure, imports: [...toOtp, "foundation"], hasRooms: true },
    sim: { ...pure, imports: [...toOtp, "foundation", "mabeam"] },
    bridge: { ...host, imports: ["base", "sim"], npm: ["comlink"] },
    view: { ...host, imports: ["base", "numeric", "bridge"], npm: ["zustand"] },
    ui: { ...host, imports: ["base", "view"], npm: ["react", "react-dom", "recharts", "zustand"] },
    app: { ...host, imports: ["base", "bridge", "view", "ui"], npm: ["react", "react-dom"] },
    cli: { ...host, imports: ["base", "sim", "bridge"], npm: ["node:*"] },
  },
  entryPoints: [
    "src/app/main.tsx",
    "src/bridge/sim.worker.ts",
    "src/cli/main.ts",
    "src/testkit/setup.ts",
    "src/testkit/tidy/check-tree.ts",
  ],
};

/** Every TypeScript file under src/, by its path from the top folder. */
function sourcesOfTheHouse(): Map<string, string> {
  const names = readdirSync("src", { recursive: true, encoding: "utf8" });
  const paths = names
    .map((name) => `src/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.tsx?$/.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(path, "utf8")]));
}

describe("the house", () => {
  it("is tidy", () => {
    expect(checkTree(house, sourcesOfTheHouse()).map(renderBreach)).toEqual([]);
  });
});

/** A small tree without a breach; each case below adds files to it or replaces some. */
const tidyTree: Readonly<Record<string, string>> = {
  "src/base/index.ts": `// Door.\nexport { assert } from "./assert.ts";`,
  "src/base/assert.ts": "// Assert.\nexport const assert = 1;",
  "src/kernel/index.ts": `// Door.\nexport { clock } from "./clock.ts";`,
  "src/kernel/clock.ts": `// Clock.\nimport { assert } from "../base/index.ts";\nexport const clock = assert;`,
  "src/kernel/clock.test.ts": `import { it } from "vitest";\nimport { clock } from "./clock.ts";\nit("x", () => clock);`,
  "src/mabeam/index.ts": `// Door.\nexport { a } from "./market/index.ts";\nexport { b } from "./serving/index.ts";`,
  "src/mabeam/market/index.ts": `// Door.\nexport { a } from "./auction.ts";`,
  "src/mabeam/market/auction.ts": "// Auction.\nexport const a = 1;",
  "src/mabeam/serving/index.ts": `// Door.\nimport { a } from "../market/index.ts";\nexport const b = a;`,
  "src/testkit/setup.ts": "// Setup.\nexport {};",
};

function breachesWith(changes: Readonly<Record<string, string>>): string[] {
  const sources = new Map(Object.entries({ ...tidyTree, ...changes }));
  return checkTree(house, sources).map(({ rule, path }) => `${rule} ${path}`);
}

/** Code in a file of a pure floor that its door lets out, so that only the code itself can be the breach. */
function inKernel(code: string): Readonly<Record<string, string>> {
  return { "src/kernel/clock.ts": `// Clock.\nexport const clock = 1;\n${code}\n` };
}

describe("the checker", () => {
  it("finds nothing in a tidy tree, nor in an empty one", () => {
    expect(breachesWith({})).toEqual([]);
    expect(checkTree(house, new Map())).toEqual([]);
  });

  const importing: readonly [rule: string, path: string, code: string][] = [
    [
      "floors",
      "src/base/assert.ts",
      `import type { a } from "../mabeam/index.ts";\nexport const assert: a = 1;`,
    ],
    ["floors", "src/kernel/clock.test.ts", `import "../ui/index.ts";`],
    ["floors", "src/kernel/clock.ts", `import data from "../../package.json";\nexport const clock = data;`],
    ["floors", "src/cellar/wine.ts", "export const wine = 1;"],
    [
      "doors",
      "src/kernel/clock.ts",
      `import { assert } from "../base/assert.ts";\nexport const clock = assert;`,
    ],
    [
      "doors",
      "src/mabeam/serving/index.ts",
      `import { a } from "../market/auction.ts";\nexport const b = a;`,
    ],
    ["npm", "src/kernel/clock.ts", `import { a } from "lodash";\nexport const clock = a;`],
    ["npm", "src/kernel/clock.ts", `import { a } from "node:fs";\nexport const clock = a;`],
    ["npm", "src/kernel/clock.ts", `export { clock } from "@stdlib/math";`],
    ["testkit", "src/kernel/clock.ts", `import "../testkit/setup.ts";\nexport const clock = 1;`],
    ["export-all", "src/kernel/index.ts", `export * from "./clock.ts";`],
    [
      "cycles",
      "src/base/assert.ts",
      `import { assert as a } from "./index.ts";\nexport const assert = () => a;`,
    ],
  ];
  it.each(importing)("finds a breach of %s in %s", (rule, path, code) => {
    const extra = path.includes("cellar")
      ? { "src/kernel/clock.test.ts": `import "../cellar/wine.ts";` }
      : {};
    expect(breachesWith({ ...extra, [path]: `// Planted.\n${code}` })).toEqual([`${rule} ${path}`]);
  });

  it("finds rooms that know each other, also where no two files do", () => {
    const changes = {
      "src/mabeam/market/auction.ts": `// Auction.\nimport { c } from "../serving/index.ts";\nexport const a = c;`,
      "src/mabeam/serving/index.ts": `// Door.\nexport { b } from "./b.ts";\nexport { c } from "./c.ts";`,
      "src/mabeam/serving/b.ts": "// B.\nexport const b = 1;",
      "src/mabeam/serving/c.ts": `// C.\nexport const c = 1;`,
    };
    expect(breachesWith(changes)).toEqual([]);
    const tied = `// Server.\nimport { d } from "../market/index.ts";\nexport const b = d;`;
    const found = breachesWith({ ...changes, "src/mabeam/serving/b.ts": tied });
    expect(found).toContain("room-cycles src/mabeam/market");
  });

  it("lets two files name each other's types", () => {
    const back = `// Assert.\nimport type { assert as a } from "./index.ts";\nexport const assert: a = 1;`;
    expect(breachesWith({ "src/base/assert.ts": back })).toEqual([]);
  });

  it("finds a file that only its own test uses, once the tree is whole", () => {
    const orphan = {
      "src/kernel/orphan.ts": "// Orphan.\nexport const orphan = 1;",
      "src/kernel/orphan.test.ts": `import "./orphan.ts";`,
    };
    expect(breachesWith(orphan)).toEqual([]);
    const whole = Object.fromEntries(house.entryPoints.map((path) => [path, "// Entry.\nexport {};"]));
    expect(breachesWith({ ...whole, ...orphan })).toEqual(["unused src/kernel/orphan.ts"]);
  });

  it.each([
    "Math.random();",
    "Math.exp(1);",
    "Math.pow(2, 3);",
    "Math[name](1);",
    "const { sin } = Math;",
    "2 ** 0.5;",
    "x ** 2;",
    "x **= 3;",
    "Date.now();",
    "new Date();",
    "performance.now();",
    "console.log(1);",
    "const f = async () => 1;",
    "async function g() {}",
    "const o = { async h() {} };",
    "let p: Promise<number>;",
    `import("../base/index.ts");`,
    "for (const key in {}) key;",
    "new WeakRef({});",
    `"a".localeCompare("b");`,
    "new Intl.NumberFormat();",
    "const all = { Date };",
    "setTimeout(() => 1, 1);",
    "globalThis.x;",
  ])("finds %s in a pure floor", (code) => {
    expect(breachesWith(inKernel(code))).toEqual(["purity src/kernel/clock.ts"]);
  });

  it.each([
    "Math.sqrt(2) + Math.PI + Math.imul(2, 3);",
    "2 ** 32 + 2 ** -20;",
    "10n ** 3n;",
    `"Math.random() and new Date()"; // Math.random()`,
    "/Date.now()/.test('');",
    "const record = { Date: 1, console: 2 }; record.Date; record.console;",
    "const run = (process: number, window: number) => process + window;",
    "const { document, fetch: performance } = event; document + performance;",
    "class Promise {} ; new Promise();",
    "type Console = { console: string; Date: number };",
  ])("allows %s in a pure floor", (code) => {
    expect(breachesWith(inKernel(code))).toEqual([]);
  });

  it("bans nothing of this above the bridge, nor in tests", () => {
    const code = `// Free.\nexport const now = async () => Date.now() + Math.exp(Math.random());`;
    const door = `// Door.\nexport { now } from "./now.ts";`;
    expect(breachesWith({ "src/ui/now.ts": code, "src/ui/index.ts": door })).toEqual([]);
    expect(breachesWith({ "src/kernel/now.test.ts": code })).toEqual([]);
  });

  const lines = (count: number) => Array.from({ length: count }, (_, line) => `x(${line});`).join("\n");
  it.each([
    ["length", inKernel(lines(300))],
    ["length", inKernel(`const long = () => {\n${lines(70)}\n};`)],
    ["length", inKernel(`class C { method() {\n${lines(70)}\n} }`)],
    ["header", { "src/kernel/clock.ts": "export const clock = 1;\n// Too late." }],
    ["leftover", inKernel("// FIXME: later")],
    ["leftover", inKernel("/* TODO later */")],
    ["syntax", inKernel("const = ;")],
  ])("finds a breach of %s in a file", (rule, changes) => {
    expect(breachesWith(changes)).toEqual([`${rule} src/kernel/clock.ts`]);
  });

  it("allows a file of 300 lines and a function of 70", () => {
    expect(breachesWith(inKernel(lines(298)))).toEqual([]);
    expect(breachesWith(inKernel(`const long = () => {\n${lines(68)}\n};`))).toEqual([]);
  });

  it.each(["it.only", "test.only", "describe.skip.only"])("finds %s in a test", (call) => {
    const path = "src/kernel/clock.test.ts";
    expect(breachesWith({ [path]: `${call}("x", () => undefined);` })).toEqual([`leftover ${path}`]);
  });

  it.each([
    "src/kernel/eventQueue.ts",
    "src/kernel/Clock.ts",
    "src/kernel/time-utils.ts",
    "src/kernel/common/x.ts",
  ])("refuses the name %s", (path) => {
    const used = {
      "src/kernel/index.ts": `// Door.\nexport { clock } from "./clock.ts";\nexport { y } from "./${path.slice(11)}";`,
    };
    expect(breachesWith({ ...used, [path]: "// Named.\nexport const y = 1;" })).toEqual([
      `file-name ${path}`,
    ]);
  });

  it("takes a worker that is started by its address as used", () => {
    const changes = {
      "src/bridge/index.ts": `// Door.\nexport const w = new Worker(new URL("./lab.worker.ts", import.meta.url), { type: "module" });`,
      "src/bridge/lab.worker.ts": "// Worker.\nexport {};",
    };
    expect(breachesWith(changes)).toEqual([]);
  });

  it("writes a breach as a place, a rule and what to do", () => {
    const [breach] = checkTree(
      house,
      new Map([["src/base/index.ts", "// Door.\nexport const now = Date.now();\n"]]),
    );
    expect(breach && renderBreach(breach)).toBe("src/base/index.ts:2 [purity] Date: read the virtual clock");
  });
});
