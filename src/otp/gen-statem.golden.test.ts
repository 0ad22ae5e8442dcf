import { describe, expect, test } from "vitest";
import { lanesToHex } from "../base/index.ts";
import { createCode, Node, nodeLanes, restoreSnapshot, type Term, takeSnapshot } from "../kernel/index.ts";
import { ZERO_CONVERSATIONS } from "../testkit/statem/due-at-once.ts";
import { END_CONVERSATIONS } from "../testkit/statem/ends.ts";
import { ENTER_CONVERSATIONS } from "../testkit/statem/enter-calls.ts";
import { EVENT_CONVERSATIONS } from "../testkit/statem/events.ts";
import { type Conversation, conversationModules } from "../testkit/statem/statem-script.ts";
import { TIMEOUT_CONVERSATIONS } from "../testkit/statem/timeouts.ts";
import { OTP_MODULES } from "./index.ts";

const ALL = [
  ...EVENT_CONVERSATIONS,
  ...ENTER_CONVERSATIONS,
  ...TIMEOUT_CONVERSATIONS,
  ...ZERO_CONVERSATIONS,
  ...END_CONVERSATIONS,
];
const CASES = ALL.map((one) => [one.name, one] as const);

function world(conversation: Conversation, waits: boolean) {
  const code = createCode([...OTP_MODULES, ...conversationModules(conversation, waits)]);
  const node = new Node({ index: 0, seed: 1, code, handlerCostUs: 0 });
  const seen: Term[] = [];
  node.onEmit = (event, data) => {
    if (event === "seen") seen.push(data);
  };
  node.boot(["partner", "talk", []], 0);
  return { node, seen };
}

function runAll(node: Node): number {
  let events = 0;
  while (node.step()) events++;
  return events;
}

describe("conversations as OTP 25 has them", () => {
  test.each(CASES)("%s", (_name, conversation) => {
    const { node, seen } = world(conversation, false);
    runAll(node);
    expect(seen).toEqual(conversation.seen);
  });

  test.each(CASES)("with callbacks that wait: %s", (_name, conversation) => {
    const { node, seen } = world(conversation, true);
    runAll(node);
    expect(seen).toEqual(conversation.seen);
  });
});

test.each([false, true])(
  "every conversation survives checkpoint and restore at every event with the same hash; waiting: %s",
  { timeout: 60_000 },
  (waits) => {
    for (const conversation of ALL) {
      const straight = world(conversation, waits);
      const events = runAll(straight.node);
      const expected = lanesToHex(nodeLanes(straight.node));
      const original = world(conversation, waits);
      for (let cut = 0; cut <= events; cut++) {
        const restored = world(conversation, waits);
        restoreSnapshot(restored.node, takeSnapshot(original.node));
        runAll(restored.node);
        expect(lanesToHex(nodeLanes(restored.node)), `${conversation.name}, cut at ${cut}`).toBe(expected);
        original.node.step();
      }
    }
  },
);
