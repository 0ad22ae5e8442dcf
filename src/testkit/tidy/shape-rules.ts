/**
 * The shape of a single file: its name, its length, its functions, its header, and nothing left lying about.
 */
import { type Breach, floorOf, isTest, TESTKIT } from "./house.ts";
import { isNode, nameOf, type SourceFile, walk } from "./syntax.ts";

/** Longest file that still holds one idea; the aim is 60 to 150. Tests and their fixtures may be longer. */
export const FILE_LINES_MAX = 300;

/** Longest function that can be seen at one look. Tests and their fixtures may be longer. */
export const FUNCTION_LINES_MAX = 70;

/** Words that name no thing: a file called so collects whatever has no home. */
const EMPTY_WORDS = new Set("util utils common helper helpers misc manager managers stuff".split(" "));

/** Notes to self that a finished change does not carry. */
const LEFTOVER = /\b(TODO|FIXME|XXX|HACK)\b/;

/** What test runners call their tests. */
const TEST_WORDS = new Set(["it", "test", "describe", "bench"]);

/** All rules of shape over one file. */
export function checkShape(file: SourceFile): Breach[] {
  const breach = (rule: string, line: number, message: string): Breach => ({
    rule,
    path: file.path,
    line,
    message,
  });
  return [
    ...file.syntaxErrors.map((error) => breach("syntax", 1, error)),
    ...nameMessages(file.path).map((message) => breach("file-name", 1, message)),
    ...leftovers(file).map(([line, message]) => breach("leftover", line, message)),
    ...(mayBeLong(file.path)
      ? []
      : longParts(file).map(([line, message]) => breach("length", line, message))),
    ...(hasHeader(file)
      ? []
      : [breach("header", 1, "start the file with a comment: what it is and why it exists")]),
  ];
}

function nameMessages(path: string): string[] {
  const parts = path.split("/").flatMap((part) => part.split("."));
  const crooked = parts.filter((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part));
  const empty = parts.flatMap((part) => part.split("-")).filter((word) => EMPTY_WORDS.has(word));
  return [
    ...crooked.map((part) => `"${part}": file names are kebab-case`),
    ...empty.map((word) => `"${word}" names nothing; say what is in it`),
  ];
}

function leftovers(file: SourceFile): [line: number, message: string][] {
  const found = file.comments.flatMap(({ text, line }): [number, string][] => {
    const word = LEFTOVER.exec(text)?.[0];
    return word === undefined ? [] : [[line, `${word}: do it, or file it as an issue`]];
  });
  walk(file.program, (node) => {
    if (node.type !== "MemberExpression" || nameOf(node["property"]) !== "only") return;
    let object: unknown = node["object"];
    while (isNode(object) && object.type === "MemberExpression") object = object["object"];
    if (TEST_WORDS.has(nameOf(object) ?? ""))
      found.push([file.lineAt(node.start), ".only leaves all other tests out"]);
  });
  return found;
}

function mayBeLong(path: string): boolean {
  return isTest(path) || floorOf(path) === TESTKIT;
}

function longParts(file: SourceFile): [line: number, message: string][] {
  const found: [number, string][] = [];
  if (file.lineCount > FILE_LINES_MAX) {
    found.push([1, `${file.lineCount} lines; at most ${FILE_LINES_MAX}: one idea to a file`]);
  }
  walk(file.program, (node) => {
    if (!/Function(Declaration|Expression)$/.test(node.type)) return;
    const first = file.lineAt(node.start);
    const lines = file.lineAt(node.end) - first + 1;
    if (lines > FUNCTION_LINES_MAX)
      found.push([first, `function of ${lines} lines; at most ${FUNCTION_LINES_MAX}`]);
  });
  return found;
}

/** Tests say what they are about by themselves. */
function hasHeader(file: SourceFile): boolean {
  if (isTest(file.path)) return true;
  const body = file.program["body"] as readonly { start: number }[];
  const header = file.comments[0];
  return header !== undefined && header.start <= (body[0]?.start ?? Number.POSITIVE_INFINITY);
}
