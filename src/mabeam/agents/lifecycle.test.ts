import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AgentEvent, type AgentStatus, hasProcess, nextStatus } from "./lifecycle.ts";

const events = fc.constantFrom<AgentEvent>(
  "start",
  "started",
  "start_failed",
  "stop",
  "ended",
  "crashed",
  "suspend",
  "resume",
  "migrate",
  "migrated",
  "migration_failed",
  "retire",
);

const path = (...events: AgentEvent[]): AgentStatus[] => {
  const statuses: AgentStatus[] = ["registered"];
  for (const event of events) {
    const next = nextStatus(statuses.at(-1) as AgentStatus, event);
    if (!next.ok) throw new Error(next.error);
    statuses.push(next.value);
  }
  return statuses;
};

describe("the life of an agent", () => {
  it.each<[events: AgentEvent[], statuses: AgentStatus[]]>([
    [
      ["start", "started", "stop", "ended"],
      ["registered", "starting", "running", "stopping", "stopped"],
    ],
    [
      ["start", "start_failed", "start"],
      ["registered", "starting", "failed", "starting"],
    ],
    [
      ["start", "started", "crashed", "start"],
      ["registered", "starting", "running", "failed", "starting"],
    ],
    [
      ["start", "started", "suspend", "resume"],
      ["registered", "starting", "running", "suspended", "running"],
    ],
    [
      ["start", "started", "migrate", "migrated"],
      ["registered", "starting", "running", "migrating", "running"],
    ],
    [
      ["start", "started", "retire", "ended"],
      ["registered", "starting", "running", "retiring", "stopped"],
    ],
    [
      ["start", "started", "stop", "crashed"],
      ["registered", "starting", "running", "stopping", "stopped"],
    ],
  ])("goes by %j", (events, statuses) => {
    expect(path(...events)).toEqual(statuses);
  });

  it("refuses an impossible move and says what is possible", () => {
    expect(nextStatus("stopped", "suspend")).toEqual({
      ok: false,
      error: "an agent that is stopped cannot be suspended; possible: start, retire",
    });
    expect(nextStatus("running", "start").ok).toBe(false);
  });

  it("never has two processes: an agent with one cannot be started", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (tried) => {
        let status: AgentStatus = "registered";
        for (const event of tried) {
          const next = nextStatus(status, event);
          if (event === "start" && status !== "retiring") expect(next.ok).toBe(!hasProcess(status));
          if (next.ok) status = next.value;
        }
      }),
    );
  });
});
