import { describe, expect, test } from "vitest";
import { lanesToHex } from "../../base/index.ts";
import {
  type Blocking,
  type Context,
  createCode,
  exitFromOutside,
  Node,
  nodeLanes,
  type Pid,
  receive,
  receiveWithin,
  restoreSnapshot,
  type Term,
  takeSnapshot,
} from "../../kernel/index.ts";
import { defineSupervisor, OTP_MODULES } from "../../otp/index.ts";
import { BOOT } from "../../testkit/boot.ts";
import {
  type BackendName,
  countEntries,
  findByMetadata,
  listEntries,
  listNamespaces,
  lookup,
  lookupNow,
  PROCESS_REGISTRY,
  REGISTRY_MODULES,
  readRegistry,
  register,
  registryChild,
  TWO_HOLDERS,
  unregister,
  updateMetadata,
} from "./index.ts";

type Script = (ctx: Context, say: (answer: unknown) => void) => Blocking<void>;
type Options = { backend?: BackendName; defects?: readonly string[] };

const BACKENDS: readonly BackendName[] = ["map", "table"];

/** A node with a registry, where a process carries out a script and `say`s what it learns. */
function build(script: Script, { backend = "table", defects = [] }: Options = {}) {
  const answers: unknown[] = [];
  const root = defineSupervisor("root", () => [
    "ok",
    [
      { intensity: 10 },
      [registryChild({ backend }), { id: "client", start: ["t", "start", []], restart: "temporary" }],
    ],
  ]);
  const module = {
    name: "t",
    functions: {
      start: (ctx: Context) => ["ok", ctx.spawn(["t", "main", []], { link: true })],
      main: (ctx: Context) => script(ctx, (answer) => answers.push(answer)),
      *idle() {
        yield* receive();
      },
      *claim(ctx: Context, key: string) {
        const result = yield* register(ctx, { namespace: "prod", key });
        ctx.emit("claimed", result as Term);
        yield* receive();
      },
    },
  };
  const node = new Node({
    index: 0,
    seed: 1,
    code: createCode([BOOT, ...OTP_MODULES, ...REGISTRY_MODULES, root, module]),
    defects: new Set(defects),
  });
  const emitted: [string, Term][] = [];
  node.onEmit = (event, data) => emitted.push([event, data]);
  node.boot(["boot", "supervise", ["root"]], 0);
  return { node, answers, emitted };
}

function run(script: Script, options: Options = {}) {
  const built = build(script, options);
  while (built.node.step());
  return built;
}

/** Lets everything that is due happen. */
const pause = () => receiveWithin(1000, () => false);
const idle = (ctx: Context): Pid => ctx.spawn(["t", "idle", []]);
const events = (emitted: readonly (readonly [string, Term])[], name: string) =>
  emitted.filter(([event]) => event === name).map(([, data]) => data);

describe.each(BACKENDS)("on the %s backend", (backend) => {
  test("register gives a free name, and tells the loser who has it", () => {
    const { answers, emitted } = run(
      function* (ctx, say) {
        const [first, second] = [idle(ctx), idle(ctx)];
        say(yield* register(ctx, { namespace: "prod", key: "a", pid: first }));
        say(yield* register(ctx, { namespace: "prod", key: "a", pid: second }));
        const found = yield* lookup(ctx, "prod", "a");
        say(found.ok && found.value.pid === first);
      },
      { backend },
    );
    expect(answers[0]).toEqual({ ok: true, value: "registered" });
    expect(answers[1]).toEqual({ ok: false, error: ["already_registered", expect.anything()] });
    expect(answers[2]).toBe(true);
    expect(events(emitted, "registry.name_taken")).toHaveLength(1);
  });

  test("registering the same process again replaces its metadata", () => {
    const { answers } = run(
      function* (ctx, say) {
        yield* register(ctx, { namespace: "prod", key: "a", metadata: { tier: 1 } });
        say(yield* register(ctx, { namespace: "prod", key: "a", metadata: { tier: 2 } }));
        const found = yield* findByMetadata(ctx, "prod", "tier", 2);
        say(found.ok && found.value.map(({ key }) => key));
        const old = yield* findByMetadata(ctx, "prod", "tier", 1);
        say(old.ok && old.value.length);
      },
      { backend },
    );
    expect(answers).toEqual([{ ok: true, value: "updated" }, ["a"], 0]);
  });

  test("refuses what cannot be registered, with the reason", () => {
    const { answers } = run(
      function* (ctx, say) {
        const dead = idle(ctx);
        ctx.exit(dead, "kill");
        yield* pause();
        say(yield* register(ctx, { namespace: "prod", key: "a", pid: dead }));
        say(yield* register(ctx, { namespace: "prod", key: "", pid: ctx.self }));
        say(yield* register(ctx, { namespace: "prod", key: "a", pid: "me" as never }));
        say(yield* register(ctx, { namespace: "prod", key: "a", metadata: ["no"] as never }));
        say(yield* updateMetadata(ctx, "prod", "a", {}));
        say(yield* unregister(ctx, "prod", "a"));
        say(yield* lookup(ctx, "prod", "a"));
      },
      { backend },
    );
    expect(answers.map((answer) => (answer as { error: Term }).error)).toEqual([
      "process_not_alive",
      "invalid_name",
      "invalid_pid",
      "invalid_metadata",
      "not_found",
      "not_found",
      "not_found",
    ]);
  });

  test("unregister frees the name, says whose it was, and stops watching", () => {
    const { answers, emitted, node } = run(
      function* (ctx, say) {
        const holder = idle(ctx);
        yield* register(ctx, { namespace: "prod", key: "a", pid: holder });
        const freed = yield* unregister(ctx, "prod", "a");
        say(freed.ok && freed.value === holder);
        say((yield* register(ctx, { namespace: "prod", key: "a" })).ok);
        ctx.exit(holder, "kill");
        yield* pause();
        say((yield* lookup(ctx, "prod", "a")).ok);
      },
      { backend },
    );
    expect(answers).toEqual([true, true, true]);
    expect(events(emitted, "registry.unregistered")[0]).toMatchObject({ cause: "request" });
    expect(readRegistry(node)?.entries).toEqual([]);
  });

  test("names are free again when their holder dies, and the world is told", () => {
    const { answers, emitted } = run(
      function* (ctx, say) {
        const holder = idle(ctx);
        yield* register(ctx, { namespace: "prod", key: "a", pid: holder });
        yield* register(ctx, { namespace: "prod", key: "b", pid: holder });
        ctx.exit(holder, "kill");
        yield* pause();
        say((yield* lookup(ctx, "prod", "a")).ok);
        say(yield* countEntries(ctx, "prod"));
        say((yield* register(ctx, { namespace: "prod", key: "a" })).ok);
      },
      { backend },
    );
    expect(answers).toEqual([false, { ok: true, value: 0 }, true]);
    const freed = events(emitted, "registry.unregistered").slice(0, 2);
    expect(freed).toMatchObject([
      { key: "a", cause: "down", reason: "killed" },
      { key: "b", cause: "down", reason: "killed" },
    ]);
  });

  test("lists, counts and finds by namespace", () => {
    const { answers } = run(
      function* (ctx, say) {
        yield* register(ctx, { namespace: "prod", key: "b", metadata: { capabilities: ["train", "vote"] } });
        yield* register(ctx, { namespace: "prod", key: "a", metadata: { capabilities: ["vote"] } });
        yield* register(ctx, { namespace: "test", key: "a" });
        const keys = yield* listEntries(ctx, "prod");
        say(keys.ok && keys.value.map(({ key }) => key));
        say(yield* countEntries(ctx, "test"));
        const voters = yield* findByMetadata(ctx, "prod", "capabilities", "vote");
        say(voters.ok && voters.value.map(({ key }) => key));
        say(yield* listNamespaces(ctx));
        say(yield* updateMetadata(ctx, "prod", "a", { capabilities: [] }));
        const rest = yield* findByMetadata(ctx, "prod", "capabilities", "vote");
        say(rest.ok && rest.value.map(({ key }) => key));
      },
      { backend },
    );
    expect(answers).toEqual([
      ["b", "a"],
      { ok: true, value: 1 },
      ["b", "a"],
      { ok: true, value: ["prod", "test"] },
      { ok: true, value: { capabilities: ["vote"] } },
      ["b"],
    ]);
  });

  test("of eight contenders for a name exactly one is told that it has it", () => {
    const { emitted } = run(
      function* (ctx) {
        for (let i = 0; i < 8; i++) ctx.spawn(["t", "claim", ["leader"]]);
        yield* pause();
      },
      { backend },
    );
    const results = events(emitted, "claimed") as { ok: boolean; error?: Term }[];
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const losers = results.filter(({ ok }) => !ok).map(({ error }) => (error as Term[])[1]);
    expect(losers).toHaveLength(7);
    expect(new Set(losers).size).toBe(1);
  });

  test("a snapshot at any event leads to the same hash", () => {
    const script: Script = function* (ctx) {
      const holder = idle(ctx);
      yield* register(ctx, { namespace: "prod", key: "a", pid: holder, metadata: { tier: 1 } });
      yield* register(ctx, { namespace: "prod", key: "b" });
      yield* unregister(ctx, "prod", "b");
      ctx.exit(holder, "kill");
      yield* lookup(ctx, "prod", "a");
    };
    const straight = build(script, { backend }).node;
    let steps = 0;
    while (straight.step()) steps++;
    for (let cut = 1; cut < steps; cut += 3) {
      const first = build(script, { backend }).node;
      for (let i = 0; i < cut; i++) first.step();
      const second = build(script, { backend }).node;
      restoreSnapshot(second, takeSnapshot(first));
      while (second.step());
      expect(lanesToHex(nodeLanes(second)), `cut at ${cut}`).toBe(lanesToHex(nodeLanes(straight)));
    }
  });
});

describe("when the server dies", () => {
  const dieAndLook = (backend: BackendName) =>
    run(
      function* (ctx, say) {
        yield* register(ctx, { namespace: "prod", key: "a" });
        const gone = idle(ctx);
        yield* register(ctx, { namespace: "prod", key: "b", pid: gone });
        ctx.exit(ctx.whereis(PROCESS_REGISTRY) as Pid, "kill");
        ctx.exit(gone, "kill");
        say(lookupNow(ctx, "prod", "a") !== undefined);
        yield* pause();
        const names = yield* listEntries(ctx, "prod");
        say(names.ok && names.value.map(({ key }) => key));
      },
      { backend },
    );

  test("entries on tables stay readable meanwhile, and its successor watches their holders again", () => {
    const { answers, emitted, node } = dieAndLook("table");
    expect(answers).toEqual([true, ["a"]]);
    expect(events(emitted, "registry.recovered")).toEqual([{ entries: 2, backend: "table" }]);
    expect(events(emitted, "registry.unregistered")).toMatchObject([
      { key: "b", reason: "noproc" },
      { key: "a", reason: "normal" },
    ]);
    expect(readRegistry(node)?.holders).toEqual([]);
  });

  test("entries in its own state are lost", () => {
    expect(dieAndLook("map").answers).toEqual([false, []]);
  });

  test("a call says that the registry is unavailable, and does not crash its caller", () => {
    const { answers } = run(function* (ctx, say) {
      ctx.exit(ctx.whereis("registry_sup") as Pid, "kill");
      say(yield* register(ctx, { namespace: "prod", key: "a" }));
    });
    expect(answers).toEqual([{ ok: false, error: ["unavailable", expect.anything()] }]);
  });

  test("the end of the table holder empties the registry, and it begins anew", () => {
    const { answers } = run(function* (ctx, say) {
      yield* register(ctx, { namespace: "prod", key: "a" });
      ctx.exit(ctx.whereis("registry_tables") as Pid, "kill");
      yield* pause();
      say(yield* countEntries(ctx, "prod"));
      say(yield* register(ctx, { namespace: "prod", key: "a" }));
    });
    expect(answers).toEqual([
      { ok: true, value: 0 },
      { ok: true, value: "registered" },
    ]);
  });
});

describe("observers", () => {
  test("see entries and whom the server watches", () => {
    const { node } = build(function* (ctx) {
      yield* register(ctx, { namespace: "prod", key: "a" });
      yield* receive();
    });
    while (node.step());
    const view = readRegistry(node);
    expect(view?.entries.map(({ key }) => key)).toEqual(["a"]);
    expect(view?.holders.map(([, places]) => places)).toEqual([[["prod", "a"]]]);
    exitFromOutside(node, view?.server as Pid, "kill", 1);
    expect(readRegistry(node)).toMatchObject({ server: undefined, holders: [] });
  });

  test("with the planted defect two living processes are told that the name is theirs", () => {
    const { answers, node } = build(
      function* (ctx, say) {
        for (const pid of [idle(ctx), idle(ctx)])
          say((yield* register(ctx, { namespace: "prod", key: "a", pid })).ok);
        yield* receive();
      },
      { defects: [TWO_HOLDERS] },
    );
    while (node.step());
    expect(answers).toEqual([true, true]);
    expect(readRegistry(node)?.holders).toHaveLength(2);
  });
});
