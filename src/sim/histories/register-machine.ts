/**
 * The state machine `registers`: named registers on a replicated log. What the clients of the workload talk to.
 *
 * Commands are `["read", key]`, `["write", key, value]` and `["cas", key, expected, next]`; the answers are the value
 * (null when there is none), `"ok"`, and whether the register was changed.
 */

import type { AppliedEntry, StateMachine } from "../../foundation/consensus/index.ts";
import type { Module, Term } from "../../kernel/index.ts";
import { type Json, sameJson } from "./operation.ts";

export type Registers = { readonly [key: string]: Term };

export const REGISTERS = "registers";

/** What a register holds. */
export function registerIn(registers: Registers, key: string): Term {
  return Object.hasOwn(registers, key) ? (registers[key] as Term) : null;
}

/** Carries out one command. */
export function applyToRegisters(registers: Registers, command: Term): { state: Registers; answer: Term } {
  const [op, key, given, next] = Array.isArray(command) ? (command as readonly Term[]) : [];
  if (typeof key === "string") {
    const current = registerIn(registers, key);
    if (op === "read") return { state: registers, answer: current };
    if (op === "write") return { state: { ...registers, [key]: given }, answer: "ok" };
    if (op === "cas") {
      const isDone = sameJson(current as Json, given as Json);
      return { state: isDone ? { ...registers, [key]: next } : registers, answer: isDone };
    }
  }
  return { state: registers, answer: ["error", "malformed"] };
}

const machine: StateMachine<Registers> = {
  name: REGISTERS,
  initial: {},
  apply: (state: Registers, { command }: AppliedEntry) => ({
    ...applyToRegisters(state, command),
    notices: [],
  }),
};

/** Lists in a scenario's code as any module. */
export const REGISTERS_MACHINE: Module = { name: REGISTERS, callbacks: machine };
