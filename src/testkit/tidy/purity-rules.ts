/**
 * What a pure floor may not say, because two engines, two machines or two moments would answer differently.
 *
 * The compiler already refuses the names of the browser and of Node there (tsconfig.pure.json); this is the rest,
 * and each message names the replacement. A name that the file declares itself is its own and is left alone.
 */
import { type Breach, floorRules, type House } from "./house.ts";
import { isNode, nameOf, type SourceFile, type SyntaxNode, walk } from "./syntax.ts";

/** Members of Math that IEEE 754 or ECMAScript defines to the last bit. */
const EXACT_MATH = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(
    " ",
  ),
);

const HOST_TIME = "read the virtual clock";
const NO_WAITING = "return the effect as data; only the bridge waits";
const NO_GARBAGE = "when memory is reclaimed is the host's affair; own the value and drop it by message";
const NO_HOST = "the world outside is reached through the bridge";

const BANNED_NAMES: Readonly<Record<string, string>> = {
  Date: HOST_TIME,
  performance: HOST_TIME,
  setTimeout: "start a virtual timer",
  setInterval: "start a virtual timer",
  setImmediate: "start a virtual timer",
  queueMicrotask: NO_WAITING,
  requestAnimationFrame: NO_WAITING,
  Promise: NO_WAITING,
  WeakRef: NO_GARBAGE,
  FinalizationRegistry: NO_GARBAGE,
  Intl: "format on the screen's side of the bridge",
  console: "emit a trace event",
  crypto: "take a named prng stream",
  fetch: NO_HOST,
  globalThis: NO_HOST,
  window: NO_HOST,
  document: NO_HOST,
  navigator: NO_HOST,
  localStorage: NO_HOST,
  Atomics: NO_HOST,
  SharedArrayBuffer: NO_HOST,
  eval: "write the code out",
};

const BANNED_METHODS: Readonly<Record<string, string>> = {
  localeCompare: "compare with < and >",
  toLocaleString: "format on the screen's side of the bridge",
  toLocaleUpperCase: "use toUpperCase",
  toLocaleLowerCase: "use toLowerCase",
};

/** All banned words of one file; none outside of pure floors. */
export function checkPurity(house: House, file: SourceFile): Breach[] {
  if (floorRules(house, file.path)?.isPure !== true) return [];
  const own = declaredNames(file.program);
  const breaches: Breach[] = [];
  walk(file.program, (node, parent) => {
    const message = messageFor(node, parent, own);
    if (message !== undefined) {
      breaches.push({ rule: "purity", path: file.path, line: file.lineAt(node.start), message });
    }
  });
  return breaches;
}

function messageFor(
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
  own: ReadonlySet<string>,
): string | undefined {
  switch (node.type) {
    case "Identifier":
      return nameMessage(node, parent, own);
    case "CallExpression":
      return callMessage(node);
    case "ForInStatement":
      return "for-in: the order of keys is the object's history; use for-of over an array";
    case "AwaitExpression":
      return `await: ${NO_WAITING}`;
    case "ImportExpression":
      return `import(): ${NO_WAITING}`;
    case "BinaryExpression":
    case "AssignmentExpression":
      return powerMessage(node);
    default:
      return node["async"] === true ? `async: ${NO_WAITING}` : undefined;
  }
}

function nameMessage(
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
  own: ReadonlySet<string>,
): string | undefined {
  const name = nameOf(node) ?? "";
  if (parent === undefined || own.has(name) || isMerelyLabel(node, parent)) return undefined;
  if (name === "Math") {
    const member =
      parent.type === "MemberExpression" && parent["computed"] !== true
        ? nameOf(parent["property"])
        : undefined;
    if (member !== undefined && EXACT_MATH.has(member)) return undefined;
    if (member === "random") return "Math.random: take a named prng stream";
    return `Math.${member ?? "…"}: engines differ in the last bit; use numeric's own function`;
  }
  const instead = Object.hasOwn(BANNED_NAMES, name) ? BANNED_NAMES[name] : undefined;
  return instead === undefined ? undefined : `${name}: ${instead}`;
}

/** `x.name` and `{ name: … }`: the word names a field. In `{ name }` the value is a node of its own and is seen too. */
function isMerelyLabel(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent["computed"] === true) return false;
  return parent["property"] === node || parent["key"] === node;
}

function callMessage(node: SyntaxNode): string | undefined {
  const callee = node["callee"];
  const method =
    isNode(callee) && callee.type === "MemberExpression" ? (nameOf(callee["property"]) ?? "") : "";
  const instead = Object.hasOwn(BANNED_METHODS, method) ? BANNED_METHODS[method] : undefined;
  return instead === undefined ? undefined : `${method}: ${instead}`;
}

/** `**` is as inexact as Math.pow, except for a power of two and for integers without limit. */
function powerMessage(node: SyntaxNode): string | undefined {
  if (node["operator"] !== "**" && node["operator"] !== "**=") return undefined;
  const exponent = literalIn(node["right"]);
  if (typeof exponent === "bigint") return undefined;
  if (literalIn(node["left"]) === 2 && Number.isInteger(exponent)) return undefined;
  return "**: engines differ in the last bit; multiply, or use numeric's own power";
}

/** The value of a literal, a minus before it looked through. */
function literalIn(node: unknown): unknown {
  if (!isNode(node)) return undefined;
  return node.type === "UnaryExpression" && node["operator"] === "-"
    ? literalIn(node["argument"])
    : node["value"];
}

/** Every name that some declaration, parameter, pattern or import of the file brings in. */
function declaredNames(program: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const addPattern = (pattern: unknown) => {
    if (!isNode(pattern)) return;
    const name = nameOf(pattern);
    if (name !== undefined) return void names.add(name);
    const parts = [pattern["properties"], pattern["elements"]].flatMap((list) =>
      Array.isArray(list) ? list : [],
    );
    for (const part of [...parts, pattern["argument"], pattern["parameter"]]) addPattern(part);
    addPattern(
      pattern.type === "Property"
        ? pattern["value"]
        : pattern.type === "AssignmentPattern"
          ? pattern["left"]
          : undefined,
    );
  };
  walk(program, (node) => {
    if (/Declarat(ion|or)$|^TypeParameter|Function|Class|^TSTypeParameter/.test(node.type))
      addPattern(node["id"] ?? node["name"]);
    if (/^Import.*Specifier$/.test(node.type)) addPattern(node["local"]);
    if (Array.isArray(node["params"])) for (const parameter of node["params"]) addPattern(parameter);
    if (node.type === "CatchClause") addPattern(node["param"]);
  });
  return names;
}
