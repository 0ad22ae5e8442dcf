/**
 * Commands of the replicated state machine, and their reading from arbitrary terms.
 *
 * Invariant: reading is total. Whatever a client put into the log, the answer is a command or a sentence, never a crash.
 */

import { err, ok, type Result } from "../../base/index.ts";
import type { Term } from "../../kernel/index.ts";
import { isRecord } from "./variable-spec.ts";
import type { Decision, RuleName } from "./voting-rule.ts";
import { RULE_NAMES } from "./voting-rule.ts";

/** Makes a variable known; version 1 is its initial value. Declaring it again the same way changes nothing. */
export type DeclareCommand = { readonly kind: "declare"; readonly spec: Term };
export type OpenCommand = {
  readonly kind: "open";
  /** (session, sequence) as one text. */
  readonly id: string;
  readonly variable: string;
  readonly baseVersion: number;
  readonly value: Term;
  readonly rule: RuleName;
  readonly deadlineTicks: number;
  readonly proposer: string;
  readonly session: string;
};
export type VoteCommand = {
  readonly kind: "vote";
  readonly proposal: string;
  readonly agent: string;
  readonly incarnation: number;
  readonly decision: Decision;
  readonly score: number;
  readonly reason: string;
};
/** Proposed by the leader of `term` when the deadline has passed. */
export type ExpireCommand = { readonly kind: "expire"; readonly proposal: string; readonly term: number };
export type WithdrawCommand = {
  readonly kind: "withdraw";
  readonly proposal: string;
  readonly session: string;
};
export type ActivateCommand = {
  readonly kind: "activate";
  readonly proposal: string;
  readonly version: number;
};
/** The agent uses this version of the variable now. */
export type AckCommand = {
  readonly kind: "ack";
  readonly agent: string;
  readonly incarnation: number;
  readonly variable: string;
  readonly version: number;
};
export type AgentUpCommand = {
  readonly kind: "agent_up";
  readonly agent: string;
  readonly incarnation: number;
  readonly weight: number;
  readonly node: number;
};
export type AgentDownCommand = {
  readonly kind: "agent_down";
  readonly agent: string;
  readonly incarnation: number;
};

export type VariablesCommand =
  | DeclareCommand
  | OpenCommand
  | VoteCommand
  | ExpireCommand
  | WithdrawCommand
  | ActivateCommand
  | AckCommand
  | AgentUpCommand
  | AgentDownCommand;

type FieldCheck = readonly [isFit: (value: Term) => boolean, wanted: string];
type FieldsOf<K extends VariablesCommand["kind"]> = Exclude<
  keyof Extract<VariablesCommand, { kind: K }>,
  "kind"
>;

const anything: FieldCheck = [() => true, "anything"];
const agentName: FieldCheck = [
  (value) => typeof value === "string" && /^[a-z][a-z0-9_-]{0,63}$/.test(value),
  "a name of lower-case letters, digits, - and _",
];
const text: FieldCheck = [
  (value) => typeof value === "string" && value.length > 0 && value.length <= 200,
  "a text of 1 to 200 characters",
];
const count: FieldCheck = [
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  "a whole number from 0",
];
const positive: FieldCheck = [
  (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  "a whole number from 1",
];
const integer: FieldCheck = [(value) => Number.isSafeInteger(value), "a whole number"];
const decision: FieldCheck = [
  (value) => value === "accept" || value === "reject" || value === "abstain",
  "accept, reject or abstain",
];
const rule: FieldCheck = [
  (value) => RULE_NAMES.some((name) => name === value),
  `one of ${RULE_NAMES.join(", ")}`,
];

/** What each command carries. */
const FIELDS: { readonly [K in VariablesCommand["kind"]]: Readonly<Record<FieldsOf<K>, FieldCheck>> } = {
  declare: { spec: anything },
  open: {
    id: text,
    variable: text,
    baseVersion: positive,
    value: anything,
    rule,
    deadlineTicks: positive,
    proposer: text,
    session: text,
  },
  vote: { proposal: text, agent: agentName, incarnation: positive, decision, score: integer, reason: text },
  expire: { proposal: text, term: count },
  withdraw: { proposal: text, session: text },
  activate: { proposal: text, version: positive },
  ack: { agent: agentName, incarnation: positive, variable: text, version: positive },
  agent_up: { agent: agentName, incarnation: positive, weight: positive, node: count },
  agent_down: { agent: agentName, incarnation: positive },
};

/** The command a log entry carries, or what is wrong with it. */
export function parseCommand(term: Term): Result<VariablesCommand> {
  if (!isRecord(term)) return err("a command must be a record with a kind");
  const { kind } = term;
  if (typeof kind !== "string" || !Object.hasOwn(FIELDS, kind)) {
    const known = Object.keys(FIELDS).join(", ");
    return err(
      `unknown command ${typeof kind === "string" ? `"${kind.slice(0, 40)}"` : "without a kind"}; known: ${known}`,
    );
  }
  const checks: Readonly<Record<string, FieldCheck>> = FIELDS[kind as VariablesCommand["kind"]];
  for (const [field, [isFit, wanted]] of Object.entries(checks)) {
    if (!isFit(term[field])) return err(`${kind}: ${field} must be ${wanted}`);
  }
  return ok(term as unknown as VariablesCommand);
}
