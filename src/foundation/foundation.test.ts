import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Context, createCode, Node, receive } from "../kernel/index.ts";
import { defineSupervisor, OTP_MODULES } from "../otp/index.ts";
import { BOOT } from "../testkit/boot.ts";
import {
  COORDINATION_EVENTS,
  FOUNDATION_EVENTS,
  FOUNDATION_MODULES,
  foundationChildren,
  readMetrics,
  readRegistry,
  register,
} from "./index.ts";
import { type Catalogue, composeCatalogue, PLATFORM_METRICS, STANDARD_METRICS } from "./telemetry/index.ts";

describe("the foundation of a node", () => {
  test("starts under a root supervisor, and its own events feed its metrics", () => {
    const client = { id: "client", start: ["t", "start", []], restart: "temporary" } as const;
    const root = defineSupervisor("root", () => ["ok", [{}, [...foundationChildren(), client]]]);
    const module = {
      name: "t",
      functions: {
        start: (ctx: Context) => ["ok", ctx.spawn(["t", "main", []], { link: true })],
        *main(ctx: Context) {
          yield* register(ctx, { namespace: "prod", key: "a" });
          yield* receive();
        },
      },
    };
    const code = createCode([BOOT, ...OTP_MODULES, ...FOUNDATION_MODULES, root, module]);
    const node = new Node({ index: 0, seed: 1, code });
    node.boot(["boot", "supervise", ["root"]], 0);
    while (node.step());
    for (const name of ["telemetry", "event_store", "process_registry"]) {
      expect(node.names.get(name), name).toBeDefined();
    }
    expect(readRegistry(node)?.entries).toHaveLength(1);
    expect(readMetrics(node).map(({ id, labels, value }) => [id, labels, value])).toEqual([
      ["registry.registrations", { namespace: "prod" }, 1],
    ]);
  });
});

/** Every events.ts of the floors that emit, found by its name. */
const declared = Object.entries(
  import.meta.glob<Record<string, Catalogue>>("../{otp,foundation,mabeam}/**/events.ts", { eager: true }),
);

describe("the catalogue", () => {
  test("holds every event the foundation declares", () => {
    const names = declared
      .filter(([path]) => !path.includes("mabeam"))
      .flatMap(([, exports]) => Object.values(exports).flatMap((part) => Object.keys(part)));
    expect([...Object.keys(FOUNDATION_EVENTS), ...Object.keys(COORDINATION_EVENTS)].sort()).toEqual(
      names.sort(),
    );
  });

  test("knows every name that is emitted or recorded in the sources", () => {
    const known = composeCatalogue(...declared.flatMap(([, exports]) => Object.values(exports)));
    const unknown = ["otp", "foundation", "mabeam"].flatMap((floor) =>
      readdirSync(`src/${floor}`, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
        .flatMap((name) =>
          emittedIn(readFileSync(`src/${floor}/${name}`, "utf8")).map((event) => [name, event]),
        )
        .filter(([, event]) => known[event as string] === undefined),
    );
    expect(unknown).toEqual([]);
  });

  test("knows every event that feeds a metric, and its fields", () => {
    const known = composeCatalogue(...declared.flatMap(([, exports]) => Object.values(exports)));
    for (const { id, event, value, since, labels = [], only } of [...STANDARD_METRICS, ...PLATFORM_METRICS]) {
      const spec = known[event];
      expect(spec, `${id}: ${event}`).toBeDefined();
      if (value !== undefined) expect(spec?.measurements, id).toContain(value);
      const fields = [
        ...labels,
        ...(only === undefined ? [] : [only[0]]),
        ...(since === undefined ? [] : [since.by]),
      ];
      expect(spec?.metadata ?? [], id).toEqual(expect.arrayContaining(fields));
      if (since !== undefined) expect(known[since.event]?.metadata, id).toContain(since.by);
    }
  });
});

/** Literal names in `emit("…"`, `record(ctx, "…"` and their like. */
function emittedIn(source: string): string[] {
  const call = /\b(?:emit\(\s*|(?:record\w*|execute)\(\s*ctx,\s*)"([^"]+)"/g;
  return Array.from(source.matchAll(call), (match) => match[1] as string);
}
