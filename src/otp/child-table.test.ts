import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Pid } from "../kernel/index.ts";
import type { Child, RestartType } from "./child-spec.ts";
import {
  append,
  type ChildTable,
  childById,
  childByPid,
  dropById,
  letGo,
  listed,
  NO_CHILDREN,
  replaceById,
  replaceEntry,
  toTable,
} from "./child-table.ts";

function child(id: string, pid: Pid | undefined, restart: RestartType = "permanent"): Child {
  return {
    id,
    start: ["gen_server", "start_link", []],
    restart,
    shutdown: 5_000,
    type: "worker",
    significant: false,
    modules: "dynamic",
    pid,
    restarting: false,
    restarts: 0,
    lastExit: undefined,
  };
}

const idsOf = (table: ChildTable) => listed(table).map(({ id }) => id);

/** What is done to a table: start a new child, restart one, or end one, in a slot that may have been used before. */
const step = fc.record({
  kind: fc.constantFrom("append", "restart", "stop", "drop", "fail"),
  which: fc.nat(30),
  slot: fc.integer({ min: -1, max: 40 }),
  node: fc.nat(1),
});

describe("the children of a supervisor", () => {
  test("are a list in start order, found by id and by process, whatever slots their processes have", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let list: readonly Child[] = [];
        let table = NO_CHILDREN;
        let serial = 0;
        const pids: Pid[] = [];
        for (const { kind, which, slot, node } of steps) {
          const pid = new Pid(node, ++serial, slot);
          pids.push(pid);
          const entry = list[which % Math.max(1, list.length)];
          if (kind === "append" || entry === undefined) {
            const next = child(`c${serial}`, pid);
            list = [...list, next];
            table = append(table, next);
          } else if (kind === "drop") {
            list = list.filter((one) => one !== entry);
            table = dropById(table, entry.id);
          } else {
            const next: Child = {
              ...entry,
              pid: kind === "restart" ? pid : kind === "stop" ? undefined : entry.pid,
              restarting: kind === "fail",
            };
            list = list.map((one) => (one === entry ? next : one));
            table = which % 2 === 0 ? replaceEntry(table, entry, next) : replaceById(table, next);
          }
        }
        expect(listed(table)).toEqual(list);
        expect(listed(toTable(list))).toEqual(list);
        for (const one of list) expect(childById(table, one.id)).toBe(one);
        for (const pid of pids) {
          const owner = list.find((one) => one.pid === pid && !one.restarting);
          expect(childByPid(table, pid)).toBe(owner);
          expect(childByPid(toTable(list), pid)).toBe(owner);
        }
      }),
    );
  });

  test("of a dead process that has given its slot to another child is still found", () => {
    const dead = new Pid(0, 1, 7);
    const table = append(toTable([child("a", dead)]), child("b", new Pid(0, 2, 7)));
    expect(childByPid(table, dead)?.id).toBe("a");
  });

  test("that end stay as specifications, but temporary ones do not", () => {
    const kept = child("kept", new Pid(0, 1, 1));
    const gone = child("gone", new Pid(0, 2, 2), "temporary");
    const table = toTable([kept, gone, child("last", undefined)]);
    expect(idsOf(letGo(table, gone))).toEqual(["kept", "last"]);
    const left = letGo(table, kept);
    expect(idsOf(left)).toEqual(["kept", "gone", "last"]);
    expect(childById(left, "kept")?.pid).toBeUndefined();
  });

  test("nobody has are not found", () => {
    const table = toTable([child("a", new Pid(0, 1, 1))]);
    expect(childByPid(table, new Pid(0, 2, 1))).toBeUndefined();
    expect(childByPid(table, "a name")).toBeUndefined();
    expect(childById(table, "b")).toBeUndefined();
    expect(replaceById(table, child("b", undefined))).toEqual(table);
  });
});
