/**
 * Match specifications (ets manual): patterns with `_` and `$1`, guards, and bodies that say what to answer.
 *
 * A pattern is a term; `["$1", "_"]` matches any pair and binds its first part. A guard is `[operator, ...operands]`,
 * a body a list of expressions of which the last is the answer; a tuple in an expression is written `[[...]]`.
 */

import { error, Pid, Ref, type Term } from "../kernel/index.ts";
import { sameTerm } from "./same-term.ts";
import { compareTerms } from "./term-order.ts";

export type Bindings = Record<string, Term>;
export type MatchClause = readonly [pattern: Term, guards: readonly Term[], body: readonly Term[]];

/** Matches `term`, adding what variables stand for to `bindings`. */
export function matchPattern(pattern: Term, term: Term, bindings: Bindings): boolean {
  if (pattern === "_") return true;
  if (isVariable(pattern)) {
    if (Object.hasOwn(bindings, pattern)) return sameTerm(bindings[pattern], term);
    bindings[pattern] = term;
    return true;
  }
  if (typeof pattern !== "object" || pattern === null) return sameTerm(pattern, term);
  if (pattern instanceof Pid || pattern instanceof Ref || ArrayBuffer.isView(pattern))
    return sameTerm(pattern, term);
  if (Array.isArray(pattern)) {
    if (!Array.isArray(term) || term.length !== pattern.length) return false;
    return pattern.every((part: Term, index) => matchPattern(part, term[index], bindings));
  }
  if (typeof term !== "object" || term === null || Array.isArray(term)) return false;
  const fields = term as { readonly [key: string]: Term };
  return Object.entries(pattern).every(
    ([key, part]) => Object.hasOwn(fields, key) && matchPattern(part, fields[key], bindings),
  );
}

function isVariable(pattern: Term): pattern is string {
  return (
    typeof pattern === "string" && pattern.length > 1 && pattern[0] === "$" && isNumber(pattern.slice(1))
  );
}

function isNumber(text: string): boolean {
  for (const letter of text) if (letter < "0" || letter > "9") return false;
  return true;
}

/** All guards hold; one that fails, or whose operands are unfit, does not. */
export function holds(guards: readonly Term[], bindings: Bindings): boolean {
  return guards.every((guard) => evaluate(guard, bindings) === true);
}

/** The answers for the terms that match, clause by clause. */
export function selectTerms(terms: readonly Term[], clauses: readonly MatchClause[]): readonly Term[] {
  const answers: Term[] = [];
  for (const term of terms) {
    for (const [pattern, guards, body] of clauses) {
      const bindings: Bindings = { $_: term };
      if (!matchPattern(pattern, term, bindings) || !holds(guards, bindings)) continue;
      answers.push(evaluate(body.at(-1), bindings));
      break;
    }
  }
  return answers;
}

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
  not: (value) => value === false,
  is_pid: (value) => value instanceof Pid,
  is_reference: (value) => value instanceof Ref,
  is_integer: (value) => Number.isInteger(value),
  is_number: (value) => typeof value === "number",
  is_atom: (value) => typeof value !== "number" && (typeof value !== "object" || value === null),
  is_tuple: (value) => Array.isArray(value),
};

function evaluate(expression: Term, bindings: Bindings): Term {
  if (typeof expression === "string" && Object.hasOwn(bindings, expression)) return bindings[expression];
  if (!Array.isArray(expression)) return expression;
  const [head, left, right] = expression as readonly Term[];
  if (Array.isArray(head) && expression.length === 1) {
    return (head as readonly Term[]).map((part) => evaluate(part, bindings));
  }
  if (typeof head !== "string") return error("badarg");
  if (head === "const") return left;
  if (head === "and" || head === "andalso")
    return expression.slice(1).every((one) => evaluate(one, bindings) === true);
  if (head === "or" || head === "orelse")
    return expression.slice(1).some((one) => evaluate(one, bindings) === true);
  const test = TESTS[head];
  if (test !== undefined) return test(evaluate(left, bindings));
  const compare = COMPARISONS[head] ?? error("badarg");
  return compare(compareTerms(evaluate(left, bindings), evaluate(right, bindings)));
}
