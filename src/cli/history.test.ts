import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readHistory } from "../sim/index.ts";
import { historyCommand } from "./history.ts";

let out = "";
let complaints = "";

beforeEach(() => {
  out = "";
  complaints = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    complaints += String(text);
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

describe("history", { timeout: 30_000 }, () => {
  it("writes the operations of all clients as lines that can be read again", async () => {
    expect(await historyCommand.run(["registers", "--seed", "7", "--until", "3s"])).toBe(0);
    const history = readHistory(out);
    if (!history.ok) throw new Error(history.error);
    expect(new Set(history.value.map(({ client }) => client.split("@")[0])).size).toBe(10);
    expect(Object.keys(JSON.parse(out.split("\n")[0] as string))).toEqual([
      ...["client", "op", "key", "value", "result", "call", "return"],
    ]);
  });

  it("judges a sound run linearizable", async () => {
    expect(await historyCommand.run(["registers", "--seed", "7", "--until", "3s", "--check"])).toBe(0);
    expect(out).toMatch(/^registers, seed 7: linearizable: \d+ operations on 3 keys\n$/);
  });

  it("fails on a violation and gives the evidence", async () => {
    // Stale reads that are allowed no lag.
    const stale = ["--set", "staleReadsPercent=50", "--lag", "0s"];
    const args = ["registers", "--until", "3s", "--check", "--json", ...stale];
    expect(await historyCommand.run(args)).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      scenario: "registers",
      seed: 42,
      verdict: { kind: "violation", evidence: { operation: { op: "read_stale" } } },
    });
  });

  it("says which scenarios have clients when this one has none, or is none", async () => {
    expect(await historyCommand.run(["supervision-basics"])).toBe(2);
    expect(complaints).toMatch(
      /^the scenario supervision-basics has no clients whose operations are recorded; scenarios that have clients: registers, /,
    );
    complaints = "";
    expect(await historyCommand.run(["registres"])).toBe(2);
    expect(complaints).toMatch(/^there is no scenario "registres"; scenarios that have clients: registers, /);
  });

  it("refuses an option or a parameter it does not know", async () => {
    expect(await historyCommand.run(["registers", "--lagg", "1s"])).toBe(2);
    expect(await historyCommand.run(["registers", "--set", "key=1"])).toBe(2);
    expect(complaints).toMatch(/no option --lagg.*\n.*no parameter "key"/);
  });
});
