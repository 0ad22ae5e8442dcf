import { describe, expect, test } from "vitest";
import { pictureAddress, pictureFile, pictureName } from "./picture-file.ts";

const picture = {
  width: 300,
  height: 200,
  theme: "dark",
  body: '<body xmlns="http://www.w3.org/1999/xhtml">drawn</body>',
  rules: [".a { color: red }"],
  title: "Stage at <t 1 s>",
} as const;

describe("picture file", () => {
  test("has its size, its theme and its title", () => {
    const file = pictureFile(picture);
    expect(file).toContain('width="300" height="200" viewBox="0 0 300 200" data-theme="dark"');
    expect(file).toContain("<title>Stage at &lt;t 1 s&gt;</title>");
    expect(file).toContain(".a { color: red }");
  });

  test("leaves out rules that would fetch something, and keeps those that point into themselves", () => {
    const rules = [
      '@import "x.css";',
      ".b { background: url(x.png) }",
      ".c { background: url('https://example.org/x') }",
      ".d { mask: url(data:image/png;base64,AA) }",
      ".e { fill: url(#inside) }",
    ];
    const file = pictureFile({ ...picture, rules });
    expect(file).not.toMatch(/import|x\.png|example\.org/);
    expect(file).toContain(".d {");
    expect(file).toContain(".e {");
  });

  test("no rule can end the style", () => {
    expect(pictureFile({ ...picture, rules: ['.f::after { content: "]]>" }'] }).split("]]>").length).toBe(2);
  });

  test("its address gives the file back", () => {
    const file = pictureFile(picture);
    expect(decodeURIComponent(pictureAddress(file).split(",").slice(1).join(","))).toBe(file);
  });

  test("its name says which run, lens and moment", () => {
    const run = { scenario: "partition-3-2", seed: 7, nowUs: 12_345_000 };
    expect(pictureName(run, "stage", "png")).toBe("mabeam-partition-3-2-seed-7-stage-t12.345s.png");
  });
});
