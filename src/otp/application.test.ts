import { expect, test } from "vitest";
import type { Term } from "../kernel/index.ts";
import { otpWorld, workerSpec } from "../testkit/otp-world.ts";
import { startOrder } from "./application.ts";
import { application, defineSupervisor } from "./index.ts";

const tree = (name: string) =>
  defineSupervisor(name, () => ["ok", [{ intensity: 0 }, [workerSpec({ id: name, trap: true })]]]);
const app = (name: string, needs: readonly string[] = [], type: "permanent" | "temporary" = "permanent") => ({
  name,
  start: ["supervisor", "start_link", [name, null]] as const,
  applications: needs,
  type,
});

function begin(apps: readonly ReturnType<typeof app>[]) {
  const world = otpWorld(["db", "web", "log"].map(tree));
  const result = world.perform(function* (ctx) {
    ctx.trapExit(true);
    return yield* application.startLink(ctx, apps, { name: "apps" });
  });
  return { ...world, result };
}

test("applications start after those they need and stop in reverse", () => {
  const world = begin([app("web", ["db", "log"]), app("db"), app("log", ["db"])]);
  expect(world.told("init")).toEqual(["db", "log", "web"]);
  const running = world.perform((ctx) => application.which(ctx, "apps")) as readonly (readonly Term[])[];
  expect(running.map(([name]) => name)).toEqual(["web", "log", "db"]);
  world.perform((ctx) => ctx.send("db", ["$gen_cast", "boom"]) as undefined);
  expect(world.told("terminate")).toEqual([
    ["db", "boom"],
    ["web", "shutdown"],
    ["log", "shutdown"],
  ]);
});

test("the end of a temporary application is only noted", () => {
  const world = begin([app("db"), app("log", ["db"], "temporary")]);
  world.perform((ctx) => ctx.send("log", ["$gen_cast", "boom"]) as undefined);
  expect(world.told("otp.application_stopped")).toMatchObject([{ name: "log", reason: "shutdown" }]);
  expect(world.perform((ctx) => application.stop(ctx, "apps", "db"))).toBe("ok");
  expect(world.perform((ctx) => application.which(ctx, "apps"))).toEqual([]);
});

test("one that needs itself or something unknown is found before anything starts", () => {
  expect(startOrder([app("a", ["b"]), app("b", ["a"])])).toEqual({ ok: false, name: "a" });
  expect(begin([app("db", ["nothing"])]).result).toEqual(["error", ["not_startable", "db"]]);
});
