/**
 * Conversations about enter calls and repeated states.
 *
 * Observed on OTP 25: the same conversations with an equal gen_statem in Erlang, printed as seen by its partner.
 */

import { type Conversation, from, ms } from "./statem-script.ts";

export const ENTER_CONVERSATIONS: readonly Conversation[] = [
  {
    name: "enter calls: at the start, at each change, and when a state is repeated",
    mode: ["state_functions", "state_enter"],
    state: "a",
    actions: [["next_event", "internal", ["i", "keep"]]],
    steps: [
      ["cast", ["go", ["next", "b"]]],
      ["cast", ["same", ["next", "b"]]],
      ["cast", ["again", ["repeat", []]]],
      ["cast", ["again2", "repeat_and_data"]],
      ["cast", ["keeps", "keep"]],
    ],
    seen: [
      ["enter", "a", "a", 0],
      ["internal", "i", "a", 0],
      ["cast", "go", "a", 1],
      ["enter", "a", "b", 2],
      ["cast", "same", "b", 2],
      ["cast", "again", "b", 3],
      ["enter", "b", "b", 4],
      ["cast", "again2", "b", 4],
      ["enter", "b", "b", 4],
      ["cast", "keeps", "b", 4],
    ],
  },
  {
    name: "an enter call starts timeouts and replies; its timeout replaces that of the change",
    mode: ["state_functions", "state_enter"],
    state: "a",
    enters: {
      b: [
        "keep",
        [
          ["reply", from("x"), "entered"],
          ["state_timeout", ms(20), "by_enter"],
        ],
      ],
    },
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
              ["reply", from("x"), "going"],
              ["state_timeout", ms(10), "by_change"],
              ["next_event", "internal", ["i", "keep"]],
            ],
          ],
        ],
      ],
      ["sleep", ms(50)],
    ],
    seen: [
      ["enter", "a", "a", 0],
      [["call", "x"], "go", "a", 0],
      ["reply", "x", "going"],
      ["enter", "a", "b", 1],
      ["reply", "x", "entered"],
      ["internal", "i", "b", 2],
      ["state_timeout", "by_enter", "b", 3],
    ],
  },
  {
    name: "an enter call may repeat itself, and sees the state before the change each time",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    enters: { b: ["until", 3, ["repeat", []], "keep_and_data"] },
    steps: [["cast", ["go", ["next", "b"]]]],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "go", "a", 0],
      ["enter", "a", "b", 1],
      ["enter", "a", "b", 2],
      ["enter", "a", "b", 3],
    ],
  },
  {
    name: "repeat_state keeps the state timeout and retries nothing",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    steps: [
      ["cast", ["p", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]],
      ["cast", ["t", ["keep_and_data", [["state_timeout", ms(30), "st"]]]]],
      ["cast", ["r", ["repeat", []]]],
      ["sleep", ms(50)],
      ["cast", ["go", ["next", "b"]]],
    ],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "p", "a", 0],
      ["cast", "t", "a", 0],
      ["cast", "r", "a", 0],
      ["enter", "a", "a", 1],
      ["state_timeout", "st", "a", 1],
      ["cast", "go", "a", 1],
      ["enter", "a", "b", 2],
      ["cast", "p", "b", 2],
    ],
  },
  {
    name: "a crash in an enter call: terminate sees the state before the change",
    mode: ["handle_event_function", "state_enter"],
    state: "a",
    enters: { b: ["raise", "error", "boom"] },
    steps: [["cast", ["go", ["next", "b"]]]],
    seen: [
      ["enter", "a", "a", 0],
      ["cast", "go", "a", 0],
      ["enter", "a", "b", 1],
      ["terminate", "boom", "a", 0],
      ["exit", ["boom", "$stack"]],
    ],
  },
];
