import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIST_MACHINE } from "../../testkit/raft/list-machine.ts";
import type { LogEntry } from "./entry.ts";
import { applyEntry, initialReplicated, type Outcome, type Replicated } from "./replicated.ts";
import { SESSION_WINDOW } from "./sessions.ts";

type Named = readonly [session: string, sequence: number];

function run(
  commands: readonly Named[],
  isSessionless = false,
): { state: Replicated; outcomes: (Outcome | undefined)[] } {
  let state = initialReplicated(LIST_MACHINE as never);
  const outcomes = commands.map(([session, sequence], at) => {
    const entry: LogEntry = {
      kind: "command",
      index: at + 1,
      term: 1,
      session,
      sequence,
      command: `${session}${sequence}`,
    };
    const applied = applyEntry(LIST_MACHINE as never, state, entry, isSessionless);
    state = applied.replicated;
    return applied.outcome;
  });
  return { state, outcomes };
}

describe("sessions", () => {
  it("a repeated command is not performed again and gets the first answer and index", () => {
    const { state, outcomes } = run([
      ["a", 1],
      ["b", 1],
      ["a", 1],
    ]);
    expect(state.machineState).toEqual(["a1", "b1"]);
    expect(outcomes[2]).toEqual(["ok", 1, 1]);
  });

  it("commands of one session may reach the log in any order", () => {
    const { state } = run([
      ["a", 3],
      ["a", 1],
      ["a", 2],
      ["a", 1],
    ]);
    expect(state.machineState).toEqual(["a3", "a1", "a2"]);
  });

  it("a command far behind the newest of its session is refused, not performed again", () => {
    const { state, outcomes } = run([
      ["a", 1],
      ["a", 1 + SESSION_WINDOW],
      ["a", 1],
    ]);
    expect(outcomes[2]).toEqual(["error", "stale_sequence"]);
    expect(state.performed).toBe(2);
  });

  it("performs each command of a log at most once, and each fresh one in its window exactly once", () => {
    const named = fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat({ max: 40 }));
    fc.assert(
      fc.property(fc.array(named, { maxLength: 200 }), (commands) => {
        const { state, outcomes } = run(commands);
        const list = state.machineState as readonly string[];
        expect(new Set(list).size).toBe(list.length);
        expect(state.performed).toBe(list.length);
        for (const [at, [session, sequence]] of commands.entries()) {
          const wasPerformed = list.includes(`${session}${sequence}`);
          if (outcomes[at]?.[0] === "ok") expect(wasPerformed).toBe(true);
        }
      }),
    );
  });

  it("no-ops and configurations pass through without touching the machine", () => {
    const before = initialReplicated(LIST_MACHINE as never);
    const { replicated, outcome } = applyEntry(
      LIST_MACHINE as never,
      before,
      { kind: "noop", index: 1, term: 1 },
      false,
    );
    expect(outcome).toBeUndefined();
    expect(replicated).toEqual({ ...before, index: 1 });
  });
});
