import { expect, test } from "vitest";
import { otpWorld, workerSpec } from "../testkit/otp-world.ts";
import { defineSupervisor, OTP_EVENTS, type OtpEvent, supervisor } from "./index.ts";

test("what this floor tells observers is declared, with the fields it is declared to have", () => {
  const children = [
    workerSpec({ id: "a", failing: [1, 1] }),
    workerSpec({ id: "b" }, { restart: "temporary", significant: true }),
  ];
  const flags = { intensity: 3, autoShutdown: "any_significant" } as const;
  const world = otpWorld([
    defineSupervisor("top", () => ["ok", [flags, children]]),
    defineSupervisor("patient", () => [
      "ok",
      [{ restartDelay: { initialMs: 10, maxMs: 10 } }, [workerSpec({ id: "d" })]],
    ]),
    defineSupervisor("fragile", () => ["ok", [{ intensity: 0 }, [workerSpec({ id: "c" })]]]),
  ]);
  world.perform(function* (ctx) {
    ctx.trapExit(true);
    yield* supervisor.startLink(ctx, "top", null);
    yield* supervisor.startLink(ctx, "patient", null);
    return yield* supervisor.startLink(ctx, "fragile", null);
  });
  for (const name of ["a", "b", "c", "d"])
    world.perform((ctx) => ctx.send(name, ["$gen_cast", "boom"]) as undefined);
  const told = new Set<string>();
  for (const [event, data] of world.log) {
    if (!event.startsWith("otp.")) continue;
    told.add(event);
    const { measurements, metadata } = OTP_EVENTS[event as OtpEvent];
    expect(Object.keys(data as object).sort(), event).toEqual([...measurements, ...metadata].sort());
  }
  const others = Object.keys(OTP_EVENTS).filter((event) => event !== "otp.application_stopped");
  expect([...told].sort()).toEqual(others.sort());
});
