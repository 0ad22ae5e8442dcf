/**
 * Conversations about timeouts of zero, updated ones, and absolute time.
 *
 * Observed on OTP 25: the same conversations with an equal gen_statem in Erlang, printed as seen by its partner.
 */

import { at, type Conversation, ms } from "./statem-script.ts";

export const ZERO_CONVERSATIONS: readonly Conversation[] = [
  {
    name: "a timeout of zero comes before messages already in the mailbox, after inserted events",
    state: "a",
    steps: [
      [
        "burst",
        [
          [
            "cast",
            [
              "go",
              [
                "keep_and_data",
                [
                  ["state_timeout", 0, "st"],
                  ["next_event", "internal", ["i", "keep"]],
                ],
              ],
            ],
          ],
          ["cast", ["waiting", "keep"]],
        ],
      ],
    ],
    seen: [
      ["cast", "go", "a", 0],
      ["internal", "i", "a", 0],
      ["state_timeout", "st", "a", 1],
      ["cast", "waiting", "a", 1],
    ],
  },
  {
    name: "timeouts of zero come in the order of their actions",
    state: "a",
    steps: [
      [
        "cast",
        [
          "go",
          [
            "keep_and_data",
            [
              [["timeout", "y"], 0, "one"],
              ["state_timeout", 0, "two"],
              [["timeout", "x"], 0, "three"],
            ],
          ],
        ],
      ],
    ],
    seen: [
      ["cast", "go", "a", 0],
      [["timeout", "y"], "one", "a", 0],
      ["state_timeout", "two", "a", 0],
      [["timeout", "x"], "three", "a", 0],
    ],
  },
  {
    name: "an event timeout of zero comes only when nothing else is there to be handled",
    state: "a",
    steps: [
      ["cast", ["t", ["keep_and_data", [["timeout", 0, "lone"]]]]],
      [
        "cast",
        [
          "u",
          [
            "keep_and_data",
            [
              ["timeout", 0, "overtaken"],
              ["next_event", "internal", ["i", "keep"]],
            ],
          ],
        ],
      ],
      [
        "cast",
        [
          "v",
          [
            "keep_and_data",
            [
              ["state_timeout", 0, "st"],
              ["timeout", 0, "dropped"],
            ],
          ],
        ],
      ],
      [
        "burst",
        [
          ["cast", ["w", ["keep_and_data", [["timeout", 0, "kept"]]]]],
          ["cast", ["mail", "keep"]],
        ],
      ],
    ],
    seen: [
      ["cast", "t", "a", 0],
      ["timeout", "lone", "a", 0],
      ["cast", "u", "a", 0],
      ["internal", "i", "a", 0],
      ["cast", "v", "a", 1],
      ["state_timeout", "st", "a", 1],
      ["cast", "w", "a", 1],
      ["timeout", "kept", "a", 1],
      ["cast", "mail", "a", 1],
    ],
  },
  {
    name: "a zero state timeout is cancelled by a state change before it was handled",
    state: "a",
    steps: [
      [
        "cast",
        [
          "go",
          [
            "keep_and_data",
            [
              ["state_timeout", 0, "never"],
              ["next_event", "internal", ["i", ["next", "b"]]],
            ],
          ],
        ],
      ],
    ],
    seen: [
      ["cast", "go", "a", 0],
      ["internal", "i", "a", 0],
    ],
  },
  {
    name: "cancel and infinity end a timeout; update changes what it says, not when",
    state: "a",
    steps: [
      [
        "cast",
        [
          "t",
          [
            "keep_and_data",
            [
              [["timeout", "x"], ms(20), "x"],
              [["timeout", "y"], ms(20), "y"],
              [["timeout", "z"], ms(40), "old"],
            ],
          ],
        ],
      ],
      [
        "cast",
        [
          "u",
          [
            "keep_and_data",
            [
              [["timeout", "x"], "cancel"],
              [["timeout", "y"], Number.POSITIVE_INFINITY, "y"],
            ],
          ],
        ],
      ],
      ["sleep", ms(10)],
      ["cast", ["v", ["keep_and_data", [[["timeout", "z"], "update", "new"]]]]],
      ["sleep", ms(60)],
    ],
    seen: [
      ["cast", "t", "a", 0],
      ["cast", "u", "a", 0],
      ["cast", "v", "a", 0],
      [["timeout", "z"], "new", "a", 0],
    ],
  },
  {
    name: "update of a timeout that does not run is a timeout of zero",
    state: "a",
    steps: [
      [
        "cast",
        [
          "v",
          [
            "keep_and_data",
            [
              ["state_timeout", "update", "fresh"],
              ["next_event", "internal", ["i", "keep"]],
            ],
          ],
        ],
      ],
    ],
    seen: [
      ["cast", "v", "a", 0],
      ["internal", "i", "a", 0],
      ["state_timeout", "fresh", "a", 1],
    ],
  },
  {
    name: "absolute time",
    state: "a",
    steps: [
      [
        "cast",
        [
          "t",
          [
            "keep_and_data",
            [
              [["timeout", "x"], at(40), "x", { abs: true }],
              [["timeout", "y"], ms(20), "y"],
            ],
          ],
        ],
      ],
      ["sleep", ms(70)],
      ["cast", ["u", ["keep_and_data", [["state_timeout", at(-10), "past", { abs: true }]]]]],
      ["sleep", ms(20)],
    ],
    seen: [
      ["cast", "t", "a", 0],
      [["timeout", "y"], "y", "a", 0],
      [["timeout", "x"], "x", "a", 0],
      ["cast", "u", "a", 0],
      ["state_timeout", "past", "a", 0],
    ],
  },
  {
    name: "event timeouts after postponing: a retried event cancels it",
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
              ["timeout", 0, "never"],
              ["state_timeout", 0, "st"],
            ],
          ],
        ],
      ],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["cast", "go", "a", 0],
      ["cast", "p", "b", 1],
      ["state_timeout", "st", "b", 2],
    ],
  },
];
