/**
 * Reads a source file into what the rules look at: its syntax tree, its comments and its imports.
 *
 * Why a real parser (the one Vite brings along): a search by patterns takes text in strings, in JSX and in regular
 * expressions for code. The tree is walked as plain data, so that no rule depends on the parser's own types.
 */
import { posix } from "node:path";
import { parseSync } from "vite";

/** A node of the tree: a kind, a place in the text, and whatever fields the kind has. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** An `import`, `export … from`, `import()` or `new URL("./x.ts", import.meta.url)`. */
export interface ImportEdge {
  /** As written, without a query such as `?worker`. */
  readonly specifier: string;
  /** Path of the file for a relative specifier; undefined for a package. */
  readonly target: string | undefined;
  readonly line: number;
  readonly isExportAll: boolean;
  /** Erased before the code runs. */
  readonly isTypeOnly: boolean;
}

/** A comment's text and where it starts. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly line: number;
}

/** A file, read. */
export interface SourceFile {
  readonly path: string;
  readonly lineCount: number;
  readonly program: SyntaxNode;
  readonly comments: readonly Comment[];
  readonly imports: readonly ImportEdge[];
  /** What the parser could not make sense of; empty for code that compiles. */
  readonly syntaxErrors: readonly string[];
  /** The line, from 1, of an offset. */
  lineAt(offset: number): number;
}

/** Parses a file. Never throws: what cannot be read is in `syntaxErrors`. */
export function readSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const lineAt = (offset: number) => lineStarts.filter((start) => start <= offset).length;
  const program = parsed.program as unknown as SyntaxNode;
  return {
    path,
    lineCount: text.endsWith("\n") ? lineStarts.length - 1 : lineStarts.length,
    program,
    comments: parsed.comments.map(({ value, start }) => ({ text: value, start, line: lineAt(start) })),
    imports: importsOf(path, program, lineAt),
    syntaxErrors: parsed.errors.map((error) => error.message),
    lineAt,
  };
}

/** Calls `visit` for every node, parents first; the program itself has no parent. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | undefined) => void,
  parent?: SyntaxNode,
): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const child of value) if (isNode(child)) walk(child, visit, node);
    } else if (isNode(value)) walk(value, visit, node);
  }
}

/** Whether a field holds a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** The name in an identifier node; undefined for anything else. */
export function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === "Identifier" ? String(value["name"]) : undefined;
}

function importsOf(path: string, program: SyntaxNode, lineAt: (offset: number) => number): ImportEdge[] {
  const edges: ImportEdge[] = [];
  walk(program, (node) => {
    const text = specifierIn(node);
    if (text === undefined) return;
    const specifier = text.replace(/\?.*$/, "");
    edges.push({
      specifier,
      target: specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined,
      line: lineAt(node.start),
      isExportAll: node.type === "ExportAllDeclaration",
      isTypeOnly: isTypeOnly(node),
    });
  });
  return edges;
}

/** The address that a node loads code from, if it is one that does. */
function specifierIn(node: SyntaxNode): string | undefined {
  if (node.type === "NewExpression" && nameOf(node["callee"]) === "URL") {
    const address = stringIn((node["arguments"] as unknown[])[0]);
    return address !== undefined && /^\..*\.tsx?$/.test(address) ? address : undefined;
  }
  const sources = ["ImportDeclaration", "ExportAllDeclaration", "ExportNamedDeclaration", "ImportExpression"];
  if (sources.includes(node.type)) return stringIn(node["source"]);
  return node.type === "TSImportType" ? stringIn(node["source"] ?? node["argument"]) : undefined;
}

/** `import type …`, `export type … from`, `import { type A, type B }` and `import("./x.ts")` as a type. */
function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === "TSImportType" || node["importKind"] === "type" || node["exportKind"] === "type")
    return true;
  const names = (node["specifiers"] ?? []) as readonly SyntaxNode[];
  return (
    names.length > 0 && names.every((name) => name["importKind"] === "type" || name["exportKind"] === "type")
  );
}

function stringIn(value: unknown): string | undefined {
  return isNode(value) && value.type === "Literal" && typeof value["value"] === "string"
    ? value["value"]
    : undefined;
}
