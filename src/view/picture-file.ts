/**
 * A picture of a lens as an SVG file: the drawn elements inside a foreign object, with the rules of the page that give
 * them their look. Here is what needs no page: putting the file together, and naming it.
 *
 * Invariants
 * - The file names nothing outside of itself: rules with addresses are left out, pictures are data.
 * - `data-theme` stands on its root, so that the tokens of that theme apply as they do in the page.
 */

export interface Picture {
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly theme: "light" | "dark";
  /** Well-formed XHTML: one element, with its namespace. */
  readonly body: string;
  readonly rules: readonly string[];
  /** What the picture shows, as its title. */
  readonly title: string;
}

/** The file as text. */
export function pictureFile({ width, height, theme, body, rules, title }: Picture): string {
  const style = rules.filter((rule) => !/@import|url\(\s*["']?(?!data:|#)/i.test(rule)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" data-theme="${theme}">
<title>${escapeXml(title)}</title>
<style><![CDATA[
${style.replaceAll("]]>", "]] >")}
]]></style>
<rect width="100%" height="100%" style="fill: var(--surface)"/>
<foreignObject width="${width}" height="${height}">${body}</foreignObject>
</svg>
`;
}

/** The file as an address; an image from such an address leaves the canvas it is drawn on readable. */
export function pictureAddress(file: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(file)}`;
}

/** "mabeam-learning-cluster-seed-42-stage-t12.345s.png". */
export function pictureName(
  run: { readonly scenario: string; readonly seed: number; readonly nowUs: number },
  lens: string,
  ending: "png" | "svg",
): string {
  const seconds = (run.nowUs / 1_000_000).toFixed(3);
  return `mabeam-${run.scenario}-seed-${run.seed}-${lens}-t${seconds}s.${ending}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
