/**
 * Expressions of match specifications: guards, tests, arithmetic and construction (erts manual, "Match specifications").
 *
 * An expression that fails answers FAILED: a guard does not hold then, a body answers `EXIT`. `andalso` and `orelse` stop at
 * the first operand that decides; `and` and `or` look at all of them and fail with any that is no boolean.
 */

import { error, Pid, Ref, type Term } from "../kernel/index.ts";
import { compareTerms } from "./term-order.ts";

type Bindings = Readonly<Record<string, Term>>;

/** What an expression answers that cannot be computed. Known by identity. */
export const FAILED: Term = ["$failed"];

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  ">": (order) => order > 0,
  "<": (order) => order < 0,
  ">=": (order) => order >= 0,
  "=<": (order) => order <= 0,
  "==": (order) => order === 0,
  "=:=": (order) => order === 0,
  "/=": (order) => order !== 0,
  "=/=": (order) => order !== 0,
};

const TESTS: Readonly<Record<string, (value: Term) => boolean>> = {
  is_pid: (value) => value instanceof Pid,
  is_reference: (value) => value instanceof Ref,
  is_integer: (value) => Number.isInteger(value),
  is_float: (value) => typeof value === "number" && !Number.isInteger(value),
  is_number: (value) => typeof value === "number",
  is_atom: (value) => typeof value !== "number" && (typeof value !== "object" || value === null),
  is_tuple: (value) => Array.isArray(value),
  is_map: (value) => isPlain(value),
  // Terms of these kinds do not exist here.
  is_list: () => false,
  is_binary: () => false,
  is_function: () => false,
  is_port: () => false,
};

/** Functions of the manual that have nothing to work on here, and how many operands they take. */
const WITHOUT_TERMS: Readonly<Record<string, number>> = {
  ...{ hd: 1, tl: 1, length: 1, bit_size: 1, round: 1, trunc: 1, bnot: 1, map_get: 2, is_map_key: 2 },
  ...{ map_size: 1, band: 2, bor: 2, bxor: 2, bsl: 2, bsr: 2, is_record: 3, self: 0 },
};

function isPlain(value: Term): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

type Integers = (a: number, b: number) => number | undefined;
const ARITHMETIC: Readonly<Record<string, Integers>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  div: (a, b) => (b === 0 ? undefined : (a - (a % b)) / b),
  rem: (a, b) => (b === 0 ? undefined : a % b),
};

const CONNECTIVES: readonly string[] = ["and", "or", "andalso", "orelse"];

/** How many operands a function takes; undefined when there is no such function, [least, most] otherwise. */
export function arityOf(name: string): readonly [number, number] | undefined {
  if (CONNECTIVES.includes(name)) return [1, Number.POSITIVE_INFINITY];
  if (Object.hasOwn(COMPARISONS, name) || Object.hasOwn(ARITHMETIC, name)) return [2, 2];
  if (name === "xor" || name === "element") return [2, 2];
  if (Object.hasOwn(TESTS, name)) return [1, 1];
  if (name === "not" || name === "const" || name === "abs" || name === "size") return [1, 1];
  if (name === "node") return [0, 1];
  const operands = WITHOUT_TERMS[name];
  return operands === undefined ? undefined : [operands, operands];
}

/** The value of an expression, or FAILED. Its functions are known and its variables bound (checkClause). */
export function evaluate(expression: Term, bindings: Bindings): Term {
  if (typeof expression === "string" && Object.hasOwn(bindings, expression)) return bindings[expression];
  if (!Array.isArray(expression)) return expression;
  const [head, ...operands] = expression as readonly Term[];
  if (Array.isArray(head)) return built(head, bindings);
  if (head === "const") return operands[0];
  if (head === "andalso" || head === "orelse") return decided(operands, bindings, head === "orelse");
  const values: Term[] = [];
  for (const operand of operands) {
    const value = evaluate(operand, bindings);
    if (value === FAILED) return FAILED;
    values.push(value);
  }
  return applied(head as string, values);
}

/** `[[a, b]]` makes a tuple of its evaluated parts. */
function built(parts: readonly Term[], bindings: Bindings): Term {
  const values = parts.map((part) => evaluate(part, bindings));
  return values.includes(FAILED) ? FAILED : values;
}

/** Short-circuit connective: `decisive` is the value that ends it. */
function decided(operands: readonly Term[], bindings: Bindings, decisive: boolean): Term {
  for (const operand of operands) {
    const value = evaluate(operand, bindings);
    if (typeof value !== "boolean") return FAILED;
    if (value === decisive) return decisive;
  }
  return !decisive;
}

function applied(name: string, values: readonly Term[]): Term {
  const [left, right] = values;
  if (arityOf(name) === undefined) error("badarg");
  if (Object.hasOwn(TESTS, name)) return TESTS[name]?.(left);
  if (Object.hasOwn(COMPARISONS, name)) return COMPARISONS[name]?.(compareTerms(left, right));
  if (Object.hasOwn(ARITHMETIC, name)) {
    if (!Number.isInteger(left) || !Number.isInteger(right)) return FAILED;
    return ARITHMETIC[name]?.(left as number, right as number) ?? FAILED;
  }
  if (name === "abs") return typeof left === "number" ? Math.abs(left) : FAILED;
  if (name === "size") return Array.isArray(left) ? left.length : FAILED;
  if (name === "element") {
    const isIn = Array.isArray(right) && Number.isInteger(left) && (left as number) >= 1;
    return isIn && (left as number) <= right.length ? right[(left as number) - 1] : FAILED;
  }
  if (name === "node" || Object.hasOwn(WITHOUT_TERMS, name)) return FAILED;
  return logical(name, values);
}

function logical(name: string, values: readonly Term[]): Term {
  if (values.some((value) => typeof value !== "boolean")) return FAILED;
  if (name === "not") return values[0] === false;
  if (name === "and") return !values.includes(false);
  if (name === "or") return values.includes(true);
  return values[0] !== values[1];
}
