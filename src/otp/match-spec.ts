/**
 * Match specifications (ets manual): patterns with `_` and `$1`, guards, and bodies that say what to answer.
 *
 * A pattern is a term; `["$1", "_"]` matches any pair and binds its first part. A guard is `[operator, ...operands]`,
 * a body a list of expressions of which the last is the answer; a tuple in an expression is written `[[...]]`.
 */

import { Pid, Ref, type Term } from "../kernel/index.ts";
import { evaluate, FAILED } from "./match-expression.ts";
import { sameTerm } from "./same-term.ts";

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

export function isVariable(pattern: Term): pattern is string {
  return (
    typeof pattern === "string" && pattern.length > 1 && pattern[0] === "$" && isNumber(pattern.slice(1))
  );
}

/** Digits, written as a number is: `$1` is a variable, `$01` a word. */
function isNumber(text: string): boolean {
  if (text.length > 1 && text[0] === "0") return false;
  for (const letter of text) if (letter < "0" || letter > "9") return false;
  return true;
}

/** All guards hold; one that fails, or whose operands are unfit, does not. */
export function holds(guards: readonly Term[], bindings: Bindings): boolean {
  return guards.every((guard) => evaluate(guard, bindings) === true);
}

/** The answers for the terms that match, clause by clause. `$_` stands for what `whole` makes of a term. */
export function selectTerms(
  terms: readonly Term[],
  clauses: readonly MatchClause[],
  whole: (term: Term) => Term = (term) => term,
): readonly Term[] {
  const answers: Term[] = [];
  for (const term of terms) {
    for (const [pattern, guards, body] of clauses) {
      const bindings: Bindings = { $_: whole(term) };
      if (!matchPattern(pattern, term, bindings) || !holds(guards, bindings)) continue;
      const answer = evaluate(body.at(-1), bindings);
      answers.push(answer === FAILED ? "EXIT" : answer);
      break;
    }
  }
  return answers;
}
