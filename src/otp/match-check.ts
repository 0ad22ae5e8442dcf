/**
 * Checking match specifications before they are used (ets:match_spec_compile): every function must be known and get as
 * many operands as it takes, every variable must be bound by the pattern. One mistake refuses the whole specification.
 */

import { error, Pid, Ref, type Term } from "../kernel/index.ts";
import { arityOf } from "./match-expression.ts";
import { isVariable, type MatchClause } from "./match-spec.ts";

/** Raises `badarg` when a clause is none. */
export function checkClauses(clauses: readonly MatchClause[]): void {
  for (const [pattern, guards, body] of clauses) {
    const bound = new Set<string>();
    collect(pattern, bound);
    if (body.length === 0) error("badarg");
    for (const expression of [...guards, ...body]) checkExpression(expression, bound);
  }
}

function collect(pattern: Term, bound: Set<string>): void {
  if (isVariable(pattern)) bound.add(pattern);
  else for (const part of partsOf(pattern)) collect(part, bound);
}

function checkExpression(expression: Term, bound: ReadonlySet<string>): void {
  if (isVariable(expression) && !bound.has(expression)) error("badarg");
  if (!Array.isArray(expression)) {
    for (const part of partsOf(expression)) checkExpression(part, bound);
    return;
  }
  const [head, ...operands] = expression as readonly Term[];
  if (Array.isArray(head) && operands.length === 0) {
    for (const part of head as readonly Term[]) checkExpression(part, bound);
    return;
  }
  const arity = typeof head === "string" ? arityOf(head) : undefined;
  if (arity === undefined || operands.length < arity[0] || operands.length > arity[1]) error("badarg");
  if (head !== "const") for (const operand of operands) checkExpression(operand, bound);
}

/** What a tuple or map is made of; nothing for other terms. */
function partsOf(term: Term): readonly Term[] {
  if (typeof term !== "object" || term === null) return [];
  if (term instanceof Pid || term instanceof Ref || ArrayBuffer.isView(term)) return [];
  return Array.isArray(term) ? term : Object.values(term as { readonly [key: string]: Term });
}
