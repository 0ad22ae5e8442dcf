/**
 * Conversations about timeouts: of events, of states, named ones.
 *
 * Observed on OTP 25: the same conversations with an equal gen_statem in Erlang, printed as seen by its partner.
 */

import { type Conversation, ms } from "./statem-script.ts";

export const TIMEOUT_CONVERSATIONS: readonly Conversation[] = [
  {
    name: "a change to the same state retries nothing and keeps the state timeout",
    state: "a",
    steps: [
      ["cast", ["p", ["until", 1, ["keep_and_data", ["postpone"]], "keep"]]],
      ["cast", ["t", ["keep_and_data", [["state_timeout", ms(40), ["st", "keep_and_data"]]]]]],
      ["cast", ["same", ["next", "a"]]],
      ["sleep", ms(60)],
      ["cast", ["go", ["next", "b"]]],
    ],
    seen: [
      ["cast", "p", "a", 0],
      ["cast", "t", "a", 0],
      ["cast", "same", "a", 0],
      ["state_timeout", "st", "a", 1],
      ["cast", "go", "a", 1],
      ["cast", "p", "b", 2],
    ],
  },
  {
    name: "a state change cancels the state timeout, but not a named one",
    state: "a",
    steps: [
      [
        "cast",
        [
          "t",
          [
            "keep_and_data",
            [
              ["state_timeout", ms(30), "st"],
              [["timeout", "n"], ms(30), "named"],
            ],
          ],
        ],
      ],
      ["cast", ["go", ["next", "b"]]],
      ["sleep", ms(60)],
    ],
    seen: [
      ["cast", "t", "a", 0],
      ["cast", "go", "a", 0],
      [["timeout", "n"], "named", "b", 1],
    ],
  },
  {
    name: "a state timeout started with the change belongs to the new state",
    state: "a",
    actions: [["state_timeout", ms(30), "old"]],
    steps: [
      ["cast", ["go", ["next", "b", [["state_timeout", ms(30), "new"]]]]],
      ["sleep", ms(60)],
    ],
    seen: [
      ["cast", "go", "a", 0],
      ["state_timeout", "new", "b", 1],
    ],
  },
  {
    name: "any event cancels the event timeout, an inserted one too",
    state: "a",
    steps: [
      ["cast", ["t", ["keep_and_data", [["timeout", ms(30), "t1"]]]]],
      ["sleep", ms(10)],
      ["info", ["other", "keep"]],
      ["sleep", ms(40)],
      [
        "cast",
        [
          "u",
          [
            "keep_and_data",
            [
              ["timeout", ms(30), "t2"],
              ["next_event", "internal", ["i", "keep"]],
            ],
          ],
        ],
      ],
      ["sleep", ms(50)],
      ["cast", ["v", ["keep_and_data", [ms(30)]]]],
      ["sleep", ms(50)],
    ],
    seen: [
      ["cast", "t", "a", 0],
      ["info", "other", "a", 0],
      ["cast", "u", "a", 1],
      ["internal", "i", "a", 1],
      ["cast", "v", "a", 2],
      ["timeout", ms(30), "a", 2],
    ],
  },
  {
    name: "the last timeout of a kind in a result holds, and starting again replaces",
    state: "a",
    steps: [
      [
        "cast",
        [
          "t",
          [
            "keep_and_data",
            [
              ["state_timeout", ms(10), "first"],
              ["state_timeout", ms(30), "second"],
            ],
          ],
        ],
      ],
      ["sleep", ms(60)],
      ["cast", ["u", ["keep_and_data", [[["timeout", "n"], ms(20), "early"]]]]],
      ["cast", ["v", ["keep_and_data", [[["timeout", "n"], ms(40), "late"]]]]],
      ["sleep", ms(70)],
    ],
    seen: [
      ["cast", "t", "a", 0],
      ["state_timeout", "second", "a", 0],
      ["cast", "u", "a", 0],
      ["cast", "v", "a", 0],
      [["timeout", "n"], "late", "a", 0],
    ],
  },
  {
    name: "two timers of one result that are due together",
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
              ["state_timeout", ms(20), "st"],
            ],
          ],
        ],
      ],
      ["sleep", ms(40)],
    ],
    seen: [
      ["cast", "t", "a", 0],
      ["state_timeout", "st", "a", 0],
      [["timeout", "y"], "y", "a", 0],
      [["timeout", "x"], "x", "a", 0],
    ],
  },
];
