/**
 * Conversations that end a machine, by itself or by mistake.
 *
 * Observed on OTP 25: the same conversations with an equal gen_statem in Erlang, printed as seen by its partner.
 */

import { type Conversation, from } from "./statem-script.ts";

export const END_CONVERSATIONS: readonly Conversation[] = [
  {
    name: "an enter call must not change the state",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    enters: { b: ["return", ["next_state", "c", "other"]] },
    steps: [["cast", ["go", ["next", "b"]]]],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "go", "a", 0],
      ["enter", "a", "b", 1],
      ["terminate", ["bad_state_enter_return_from_state_function", ["next_state", "c", "other"]], "b", 1],
      ["exit", [["bad_state_enter_return_from_state_function", ["next_state", "c", "other"]], "$stack"]],
    ],
  },
  {
    name: "an enter call must not postpone",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    enters: { b: ["keep", ["postpone"]] },
    steps: [["cast", ["go", ["next", "b"]]]],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "go", "a", 0],
      ["enter", "a", "b", 1],
      ["terminate", ["bad_state_enter_action_from_state_function", "postpone"], "b", 2],
      ["exit", [["bad_state_enter_action_from_state_function", "postpone"], "$stack"]],
    ],
  },
  {
    name: "an enter call must not insert events",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    enters: { b: ["keep", [["next_event", "internal", "i"]]] },
    steps: [["cast", ["go", ["next", "b"]]]],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "go", "a", 0],
      ["enter", "a", "b", 1],
      ["terminate", ["bad_state_enter_action_from_state_function", ["next_event", "internal", "i"]], "b", 2],
      ["exit", [["bad_state_enter_action_from_state_function", ["next_event", "internal", "i"]], "$stack"]],
    ],
  },
  {
    name: "a stop in an enter call: terminate sees the new state",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    enters: { b: ["stop_with", "boom"] },
    steps: [["cast", ["go", ["next", "b"]]]],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "go", "a", 0],
      ["enter", "a", "b", 1],
      ["terminate", "boom", "b", 2],
      ["exit", "boom"],
    ],
  },
  {
    name: "stop_and_reply: the replies leave before terminate",
    state: "a",
    steps: [
      ["call", "x", ["ask", ["keep_and_data", ["postpone"]]]],
      [
        "call",
        "y",
        [
          "bye",
          [
            "stop_and_reply_with",
            "done",
            [
              ["reply", from("y"), "y1"],
              ["reply", from("x"), "x1"],
            ],
          ],
        ],
      ],
    ],
    seen: [
      [["call", "x"], "ask", "a", 0],
      [["call", "y"], "bye", "a", 0],
      ["reply", "y", "y1"],
      ["reply", "x", "x1"],
      ["terminate", "done", "a", 1],
      ["exit", "done"],
    ],
  },
  {
    name: "stop without a reason is normal, and what was queued is gone",
    state: "a",
    steps: [
      [
        "burst",
        [
          ["cast", ["bye", "stop"]],
          ["cast", ["never", "keep"]],
        ],
      ],
    ],
    seen: [
      ["cast", "bye", "a", 0],
      ["terminate", "normal", "a", 0],
      ["exit", "normal"],
    ],
  },
  {
    name: "a reply that is no reply: the ones before it have left",
    state: "a",
    steps: [["call", "y", ["bye", ["stop_and_reply", "done", [["reply", from("y"), "y1"], "nonsense"]]]]],
    seen: [
      [["call", "y"], "bye", "a", 0],
      ["reply", "y", "y1"],
      ["terminate", ["bad_reply_action_from_state_function", "nonsense"], "a", 0],
      ["exit", [["bad_reply_action_from_state_function", "nonsense"], "$stack"]],
    ],
  },
  {
    name: "error: terminate sees the bare reason, the exit has a stack",
    state: "a",
    steps: [["cast", ["go", ["raise", "error", "boom"]]]],
    seen: [
      ["cast", "go", "a", 0],
      ["terminate", "boom", "a", 0],
      ["exit", ["boom", "$stack"]],
    ],
  },
  {
    name: "exit: the reason as it is",
    state: "a",
    steps: [["cast", ["go", ["raise", "exit", "boom"]]]],
    seen: [
      ["cast", "go", "a", 0],
      ["terminate", "boom", "a", 0],
      ["exit", "boom"],
    ],
  },
  {
    name: "a thrown term is the result",
    state: "a",
    steps: [
      ["cast", ["go", ["throwing", ["next", "b"]]]],
      ["cast", ["on", "keep"]],
    ],
    seen: [
      ["cast", "go", "a", 0],
      ["cast", "on", "b", 1],
    ],
  },
  {
    name: "a result that is none",
    state: "a",
    steps: [["cast", ["go", ["return", ["noreply", "x"]]]]],
    seen: [
      ["cast", "go", "a", 0],
      ["terminate", ["bad_return_from_state_function", ["noreply", "x"]], "a", 0],
      ["exit", [["bad_return_from_state_function", ["noreply", "x"]], "$stack"]],
    ],
  },
  {
    name: "an action that is none: those before it have been done",
    state: "a",
    steps: [
      [
        "call",
        "x",
        [
          "go",
          [
            "next",
            "b",
            [
              ["reply", from("x"), "first"],
              ["dance", "now"],
              ["reply", from("x"), "never"],
            ],
          ],
        ],
      ],
    ],
    seen: [
      [["call", "x"], "go", "a", 0],
      ["reply", "x", "first"],
      ["terminate", ["bad_action_from_state_function", ["dance", "now"]], "b", 1],
      ["exit", [["bad_action_from_state_function", ["dance", "now"]], "$stack"]],
    ],
  },
  {
    name: "an event type that is none",
    state: "a",
    steps: [["cast", ["go", ["next", "b", [["next_event", "mail", "x"]]]]]],
    seen: [
      ["cast", "go", "a", 0],
      ["terminate", ["bad_action_from_state_function", ["next_event", "mail", "x"]], "b", 1],
      ["exit", [["bad_action_from_state_function", ["next_event", "mail", "x"]], "$stack"]],
    ],
  },
  {
    name: "a negative time",
    state: "a",
    steps: [["cast", ["go", ["keep", [["state_timeout", -1, "x"]]]]]],
    seen: [
      ["cast", "go", "a", 0],
      ["terminate", ["bad_action_from_state_function", ["state_timeout", -1, "x"]], "a", 1],
      ["exit", [["bad_action_from_state_function", ["state_timeout", -1, "x"]], "$stack"]],
    ],
  },
  {
    name: "the exit of its parent ends one that traps exits",
    trap: true,
    state: "a",
    steps: [["exit", "boom"]],
    seen: [
      ["terminate", "boom", "a", 0],
      ["exit", "boom"],
    ],
  },
];
