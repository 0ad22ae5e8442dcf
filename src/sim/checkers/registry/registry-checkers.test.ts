import { describe, expect, test } from "vitest";
import {
  PROCESS_REGISTRY,
  REGISTRY_MODULES,
  register,
  registryChild,
  TWO_HOLDERS,
  unregister,
} from "../../../foundation/process-registry/index.ts";
import { type Context, createCode, Node, type Pid, receive, receiveWithin } from "../../../kernel/index.ts";
import { defineSupervisor, OTP_MODULES } from "../../../otp/index.ts";
import { BOOT } from "../../../testkit/boot.ts";
import { REGISTRY_CHECKERS } from "./index.ts";

const BACKENDS = ["map", "table"] as const;

/** Contenders claim names, die, leave names and claim again, under the eyes of the checkers. */
function contest(
  backend: (typeof BACKENDS)[number],
  options: { defects?: readonly string[]; costUs?: number } = {},
) {
  const { defects = [], costUs = 0 } = options;
  const root = defineSupervisor("root", () => [
    "ok",
    [
      { intensity: 100 },
      [registryChild({ backend }), { id: "client", start: ["t", "start", []], restart: "temporary" }],
    ],
  ]);
  const module = {
    name: "t",
    functions: {
      start: (ctx: Context) => ["ok", ctx.spawn(["t", "main", []], { link: true })],
      *main(ctx: Context) {
        for (let round = 0; round < 12; round++) {
          const pids = Array.from({ length: 4 }, (_, i) => ctx.spawn(["t", "claim", [`name-${i % 2}`]]));
          yield* receiveWithin(ctx.drawBetween("pause", 1, 50), () => false);
          for (const pid of pids) if (ctx.drawBetween("fate", 0, 1) === 1) ctx.exit(pid, "kill");
          if (round === 6) ctx.exit(ctx.whereis(PROCESS_REGISTRY) as Pid, "kill");
          yield* receiveWithin(ctx.drawBetween("pause", 1, 50), () => false);
          yield* unregister(ctx, "prod", "name-0");
        }
      },
      *claim(ctx: Context, key: string) {
        yield* register(ctx, { namespace: "prod", key });
        yield* receive();
      },
    },
  };
  const node = new Node({
    index: 0,
    seed: 3,
    code: createCode([BOOT, ...OTP_MODULES, ...REGISTRY_MODULES, root, module]),
    handlerCostUs: costUs,
    defects: new Set(defects),
  });
  const checks = REGISTRY_CHECKERS.map((checker) => checker.create({ nodes: [node] }));
  node.boot(["boot", "supervise", ["root"]], 0);
  while (node.step()) for (const check of checks) check.afterEvent(node);
  return checks;
}

describe("the registry checkers", () => {
  test.each(BACKENDS)("find nothing on the %s backend, however names come and go", (backend) => {
    for (const costUs of [0, 7]) {
      const checks = contest(backend, { costUs });
      expect(checks.map(({ violation }) => violation)).toEqual([undefined, undefined]);
      for (const { checked } of checks) expect(checked).toBeGreaterThan(20);
    }
  });

  test.each(BACKENDS)("find the planted defect on the %s backend", (backend) => {
    const [oneHolder] = contest(backend, { defects: [TWO_HOLDERS] });
    expect(oneHolder?.violation?.text).toMatch(/^prod\/name-\d on n1 has two living holders/);
    expect(oneHolder?.violation?.event?.seq).toBeGreaterThan(0);
  });
});
