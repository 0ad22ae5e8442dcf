import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDER = "src/otp/manual";
/** `P14.3-1`, `S5.4-2`, `SUP.start_child-3`, `G2.4-1`, `GEN.call-2`. */
const RULE = /[A-Z]+[\w.]*-\d+/.source;

/** Every rule that a test is named after, as rows of the table: id, rule, file. */
function rulesOfTheTests(): string[] {
  const files = readdirSync(FOLDER).filter((name) => /-.*\.test\.ts$/.test(name));
  return files.flatMap((file) => {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    const titles = text.matchAll(new RegExp(`\\btest\\(\\s*"(${RULE}): ([^"]+)"`, "g"));
    return Array.from(titles, ([, id, rule]) => `| ${id} | ${rule} | ${file.replace(".test.ts", "")} |`);
  });
}

/** The rows of the tables of rules in the README. */
function rulesOfTheReadme(): string[] {
  const lines = readFileSync(`${FOLDER}/README.md`, "utf8").split("\n");
  return lines.filter((line) => new RegExp(`^\\| ${RULE} \\|`).test(line));
}

const idOf = (row: string) => row.split(" ")[1];

test("the README lists every rule that has a test, in its words, and no other", () => {
  const tests = rulesOfTheTests();
  const readme = rulesOfTheReadme();
  expect(
    tests.filter((row) => !readme.includes(row)),
    "add these rows to the README",
  ).toEqual([]);
  expect(
    readme.filter((row) => !tests.includes(row)),
    "no test has these names",
  ).toEqual([]);
});

test("every rule has one id, and one test", () => {
  const ids = rulesOfTheTests().map(idOf);
  expect(ids.length).toBeGreaterThan(250);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("within a section rules are numbered from 1 without gaps", () => {
  const numbers = new Map<string, number[]>();
  for (const row of rulesOfTheTests()) {
    const [section = "", number = ""] = (idOf(row) ?? "").split(/-(?=\d+$)/);
    numbers.set(section, [...(numbers.get(section) ?? []), Number(number)]);
  }
  for (const [section, list] of numbers) {
    const expected = list.map((_, index) => index + 1);
    expect(
      list.toSorted((a, b) => a - b),
      section,
    ).toEqual(expected);
  }
});
