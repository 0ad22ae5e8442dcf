/** Actions on processes. */

import { FAULT_POINTS } from "../../kernel/index.ts";
import { type ActionSpec, choiceField, type FieldSpec, numberField } from "./action-spec.ts";

type On = { readonly target: string };

const REASON: FieldSpec = {
  name: "reason",
  title: "Reason",
  unit: "",
  type: { is: "reason" },
  isOptional: false,
  initial: "shutdown",
};

const POLICIES = ["drop", "reject", "kill", "back_pressure"];

const ofProcess = { family: "process", target: "process", fields: [] } as const;

export const PROCESS_ACTIONS: readonly ActionSpec[] = [
  {
    ...ofProcess,
    kind: "kill_process",
    role: "fault",
    title: "Kill a process",
    what: "It ends at once; its links and monitors hear of it.",
    fields: [choiceField("reason", "Reason", ["kill", "crash"])],
    phrases: [
      { words: "kill {target}", when: { reason: "kill" } },
      { words: "crash {target}", when: { reason: "crash" } },
    ],
  },
  {
    ...ofProcess,
    kind: "exit_process",
    role: "fault",
    title: "End a process",
    what: "It ends by itself with this reason, whether it traps exits or not.",
    fields: [REASON],
    phrases: [{ words: "end {target} with reason {reason}" }],
  },
  {
    ...ofProcess,
    kind: "suspend_process",
    role: "fault",
    title: "Suspend a process",
    what: "It handles nothing, and its messages wait in its mailbox.",
    phrases: [{ words: "suspend {target}" }],
    end: ({ target }: On) => ({ kind: "resume_process", target }),
  },
  {
    ...ofProcess,
    kind: "resume_process",
    role: "cure",
    title: "Resume a process",
    what: "It works off what has waited.",
    phrases: [{ words: "resume {target}" }],
  },
  {
    ...ofProcess,
    kind: "hang_process",
    role: "fault",
    title: "Hang a process",
    what: "It never handles anything again and ignores even shutdown; only kill ends it.",
    phrases: [{ words: "hang {target}" }],
  },
  {
    ...ofProcess,
    kind: "flood_process",
    role: "fault",
    title: "Flood a mailbox",
    what: "So many messages nobody has sent reach it at once.",
    fields: [numberField("count", "Messages", [1, 1_000, 100_000], { whole: true })],
    phrases: [{ words: "flood {target} with {count} messages" }],
  },
  {
    ...ofProcess,
    kind: "limit_process",
    role: "fault",
    title: "Limit a process",
    what: "Its mailbox takes only so many messages, or it ends when its state outgrows its memory.",
    fields: [
      numberField("mailbox", "Messages that may wait", [1, 10, 1_000_000], { whole: true, optional: true }),
      numberField("memoryBytes", "Bytes of state", [1, 100_000, 1_000_000_000], {
        whole: true,
        optional: true,
      }),
      choiceField("policy", "A full mailbox", POLICIES, true),
    ],
    needsOne: true,
    phrases: [{ words: "limit {target}" }],
    clauses: { mailbox: ["mailbox ", ""], memoryBytes: ["memory ", " bytes"], policy: ["policy ", ""] },
    end: ({ target }: On) => ({ kind: "unlimit_process", target }),
  },
  {
    ...ofProcess,
    kind: "unlimit_process",
    role: "cure",
    title: "Take limits away",
    what: "Its mailbox and state may grow.",
    phrases: [{ words: "unlimit {target}" }],
  },
  {
    ...ofProcess,
    kind: "send_message",
    role: "fault",
    title: "Send a strange message",
    what: "A message it does not know, or a request that makes no sense, reaches it.",
    fields: [choiceField("message", "Message", ["unknown", "malformed"])],
    phrases: [{ words: "send {target} one message, {message}" }],
  },
  {
    ...ofProcess,
    kind: "double_messages",
    role: "fault",
    title: "Double messages",
    what: "The next messages reach it twice.",
    fields: [numberField("count", "Messages", [1, 1, 10_000], { whole: true })],
    phrases: [{ words: "double {count} messages to {target}" }],
  },
  {
    ...ofProcess,
    kind: "fail_next",
    role: "fault",
    title: "Fail a callback",
    what: "The next inits, handler calls or terminates of a process or a module raise injected_fault.",
    target: "module",
    fields: [
      choiceField("where", "Callback", FAULT_POINTS),
      numberField("count", "Times", [1, 1, 10_000], { whole: true }),
    ],
    phrases: [{ words: "fail {where} of {target} {count} times" }],
  },
  {
    ...ofProcess,
    kind: "disarm_all",
    role: "cure",
    title: "Disarm callbacks",
    what: "No callback is going to fail any more.",
    target: "world",
    phrases: [{ words: "disarm every callback" }],
  },
];
