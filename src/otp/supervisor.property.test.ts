import fc from "fast-check";
import { expect, test } from "vitest";
import { type OtpWorld, otpWorld, workerSpec } from "../testkit/otp-world.ts";
import { type ChildSpec, defineSupervisor, readSupervisor, type Strategy, supervisor } from "./index.ts";

const IDS = ["a", "b", "c", "d"];
const INTENSITY = 3;
const id = fc.constantFrom(...IDS);

type Action =
  | { readonly kind: "crash"; readonly id: string; readonly reason: string }
  | { readonly kind: "kill" | "terminate" | "restart" | "delete" | "add"; readonly id: string }
  | { readonly kind: "wait"; readonly us: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant("crash" as const),
    id,
    reason: fc.constantFrom("normal", "shutdown", "boom"),
  }),
  fc.record({
    kind: fc.constantFrom("kill", "terminate", "restart", "delete", "add"),
    id,
  }) as fc.Arbitrary<Action>,
  fc.record({ kind: fc.constant("wait" as const), us: fc.integer({ min: 1, max: 4_000_000 }) }),
);

const child: fc.Arbitrary<readonly [Partial<ChildSpec>, number]> = fc.tuple(
  fc.record({
    restart: fc.constantFrom("permanent", "transient", "temporary"),
    shutdown: fc.constantFrom("brutal_kill", "infinity", 100),
  }) as fc.Arbitrary<Partial<ChildSpec>>,
  fc.integer({ min: 0, max: 3 }),
);

function act(world: OtpWorld, step: Action): void {
  if (step.kind === "wait") {
    world.run(world.node.nowUs + step.us);
    return;
  }
  world.perform(function* (ctx) {
    const pid = ctx.whereis(step.id);
    if (step.kind === "crash" && pid !== undefined) ctx.send(pid, ["$gen_cast", step.reason]);
    if (step.kind === "kill" && pid !== undefined) ctx.exit(pid, "kill");
    if (ctx.whereis("sup") === undefined) return null;
    if (step.kind === "terminate") yield* supervisor.terminateChild(ctx, "sup", step.id);
    if (step.kind === "restart") yield* supervisor.restartChild(ctx, "sup", step.id);
    if (step.kind === "delete") yield* supervisor.deleteChild(ctx, "sup", step.id);
    if (step.kind === "add") yield* supervisor.startChild(ctx, "sup", workerSpec({ id: step.id }));
    return null;
  });
}

/** After every action: no orphan, nobody listed who is dead, links in place, the window within the intensity. */
function invariantsHold(defects: readonly string[]) {
  const strategy = fc.constantFrom<Strategy>("one_for_one", "one_for_all", "rest_for_one");
  const children = fc.tuple(child, child, child);
  return fc.property(strategy, children, fc.array(action, { maxLength: 25 }), (name, kids, actions) => {
    const specs = kids.map(([spec, from], index) =>
      workerSpec({ id: IDS[index] as string, trap: index % 2 === 0, failing: [from + 1, from + 1] }, spec),
    );
    const top = defineSupervisor("top", () => ["ok", [{ strategy: name, intensity: INTENSITY }, specs]]);
    const world = otpWorld([top], { defects });
    world.perform(function* (ctx) {
      ctx.trapExit(true);
      return yield* supervisor.startLink(ctx, "top", null, { name: "sup" });
    });
    for (const step of actions) {
      act(world, step);
      checkTree(world);
    }
  });
}

function checkTree(world: OtpWorld): void {
  const processes = world.node.processes();
  const workers = processes.filter((one) => one.label !== "sup" && one.loop?.name === "gen_server");
  const sup = processes.find((one) => one.label === "sup");
  const view = sup === undefined ? undefined : readSupervisor(sup);
  const listed = (view?.children ?? []).map((one) => one.pid).filter((pid) => pid !== undefined);
  expect(new Set(workers.map((one) => one.pid))).toEqual(new Set(listed));
  expect(workers.every((one) => sup?.isLinkedTo(one.pid))).toBe(true);
  expect((view?.restartsUs ?? []).length).toBeLessThanOrEqual(INTENSITY);
}

test("whatever happens: no orphan, no dead child listed as running, no more restarts than allowed", () => {
  fc.assert(invariantsHold([]), { numRuns: 60 });
});

test.each(["supervisor_orphans_child", "supervisor_ignores_intensity"])(
  "the same check finds %s",
  (defect) => {
    expect(fc.check(invariantsHold([defect]), { numRuns: 500, seed: 1, endOnFailure: true }).failed).toBe(
      true,
    );
  },
);
