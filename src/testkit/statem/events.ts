/**
 * Conversations about the order of events: postponed, inserted, retried.
 *
 * Observed on OTP 25: the same conversations with an equal gen_statem in Erlang, printed as seen by its partner.
 */

import { type Conversation, from } from "./statem-script.ts";

export const EVENT_CONVERSATIONS: readonly Conversation[] = [
  {
    name: "postponed events come back in their order when the state changes, before newer ones",
    state: "a",
    steps: [
      ["cast", ["p1", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]],
      ["cast", ["p2", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]],
      [
        "burst",
        [
          ["cast", ["go", ["next", "b", []]]],
          ["cast", ["later", "keep"]],
        ],
      ],
    ],
    seen: [
      ["cast", "p1", "a", 0],
      ["cast", "p2", "a", 0],
      ["cast", "go", "a", 0],
      ["cast", "p1", "b", 1],
      ["cast", "p2", "b", 2],
      ["cast", "later", "b", 3],
    ],
  },
  {
    name: "a postponed event that is postponed again waits for the next change",
    state: "a",
    steps: [
      ["cast", ["p", ["until", 2, ["keep_and_data", ["postpone"]], "keep"]]],
      ["cast", ["go", ["next", "b"]]],
      ["cast", ["on", ["next", "c"]]],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["cast", "go", "a", 0],
      ["cast", "p", "b", 1],
      ["cast", "on", "b", 1],
      ["cast", "p", "c", 2],
    ],
  },
  {
    name: "inserted events go before retried ones, in the order of their actions",
    state: "a",
    steps: [
      ["cast", ["p", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]],
      [
        "cast",
        [
          "go",
          [
            "next",
            "b",
            [
              ["next_event", "internal", ["i1", "keep"]],
              ["next_event", "cast", ["i2", ["keep", [["next_event", "internal", ["i3", "keep"]]]]]],
              ["next_event", "info", ["i4", "keep"]],
            ],
          ],
        ],
      ],
      ["cast", ["last", "keep"]],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["cast", "go", "a", 0],
      ["internal", "i1", "b", 1],
      ["cast", "i2", "b", 2],
      ["internal", "i3", "b", 3],
      ["info", "i4", "b", 4],
      ["cast", "p", "b", 5],
      ["cast", "last", "b", 6],
    ],
  },
  {
    name: "an inserted event that is postponed comes after those postponed before it",
    state: "a",
    steps: [
      ["cast", ["p", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]],
      [
        "cast",
        [
          "q",
          [
            "keep_and_data",
            [["next_event", "internal", ["i", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]]],
          ],
        ],
      ],
      ["cast", ["go", ["next", "b"]]],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["cast", "q", "a", 0],
      ["internal", "i", "a", 0],
      ["cast", "go", "a", 0],
      ["cast", "p", "b", 1],
      ["internal", "i", "b", 2],
    ],
  },
  {
    name: "postpone and next_event in one result: the event comes back after the inserted one",
    state: "a",
    steps: [
      [
        "cast",
        ["p", ["until", 1, ["next", "b", ["postpone", ["next_event", "internal", ["i", "keep"]]]], "keep"]],
      ],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["internal", "i", "b", 1],
      ["cast", "p", "b", 2],
    ],
  },
  {
    name: "the last of two postpone actions holds",
    state: "a",
    steps: [
      ["cast", ["p", ["until", 1, ["keep_and_data", ["postpone", ["postpone", false]]], "keep"]]],
      ["cast", ["go", ["next", "b"]]],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["cast", "go", "a", 0],
    ],
  },
  {
    name: "states that are terms: equal ones are the same state",
    mode: "handle_event_function",
    state: ["a", 1],
    steps: [
      ["cast", ["p", ["until", 2, ["keep_and_data", ["postpone"]], "keep"]]],
      ["cast", ["same", ["next", ["a", 1]]]],
      ["cast", ["go", ["next", ["a", 2]]]],
    ],
    seen: [
      ["cast", "p", ["a", 1], 0],
      ["cast", "same", ["a", 1], 0],
      ["cast", "go", ["a", 1], 1],
      ["cast", "p", ["a", 2], 2],
    ],
  },
  {
    name: "a call may be postponed and is answered in the new state; replies keep their order with events",
    state: "a",
    steps: [
      [
        "call",
        "x",
        ["ask", ["until", 1, ["keep_and_data", ["postpone"]], ["keep", [["reply", from("x"), "answer"]]]]],
      ],
      ["cast", ["go", ["next", "b"]]],
    ],
    seen: [
      [["call", "x"], "ask", "a", 0],
      ["cast", "go", "a", 0],
      [["call", "x"], "ask", "b", 1],
      ["reply", "x", "answer"],
    ],
  },
  {
    name: "an inserted call event has a caller",
    state: "a",
    steps: [
      [
        "cast",
        [
          "go",
          [
            "keep_and_data",
            [["next_event", ["call", from("x")], ["ask", ["keep", [["reply", from("x"), "hello"]]]]]],
          ],
        ],
      ],
    ],
    seen: [
      ["cast", "go", "a", 0],
      [["call", "x"], "ask", "a", 0],
      ["reply", "x", "hello"],
    ],
  },
  {
    name: "actions of init: events and timeouts; postponing there is nothing",
    state: "a",
    actions: [
      "postpone",
      ["next_event", "internal", ["i1", "keep"]],
      ["state_timeout", 0, "st"],
      ["next_event", "info", ["i2", ["next", "b"]]],
    ],
    steps: [["cast", ["x", "keep"]]],
    seen: [
      ["internal", "i1", "a", 0],
      ["info", "i2", "a", 1],
      ["cast", "x", "b", 2],
    ],
  },
  {
    name: "unknown messages are info, exits of strangers and stray timeouts too",
    trap: true,
    state: "a",
    steps: [
      ["info", "hello"],
      ["info", ["timeout", "stray", "keep"]],
      ["info", ["EXIT", "stranger", "why"]],
    ],
    seen: [
      ["info", "hello", "a", 0],
      ["info", ["timeout", "stray", "keep"], "a", 0],
      ["info", ["EXIT", "stranger", "why"], "a", 0],
    ],
  },
];
