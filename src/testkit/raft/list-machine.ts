/** A replicated list for tests: every command appends its value and is answered with the new length. */

import type { StateMachine } from "../../foundation/consensus/index.ts";
import type { Module, Term } from "../../kernel/index.ts";

export const LIST_MACHINE: StateMachine<readonly Term[]> = {
  name: "list_machine",
  initial: [],
  apply: (state, { command }) => {
    const next = [...state, command];
    return { state: next, answer: next.length, notices: [["appended", command]] };
  },
};

export const listMachine: Module = { name: "list_machine", callbacks: LIST_MACHINE };
