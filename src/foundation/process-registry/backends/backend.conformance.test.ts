import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Blocking, type Context, createCode, Node, Pid, type Term } from "../../../kernel/index.ts";
import { OTP_MODULES, startLink } from "../../../otp/index.ts";
import type { Place, RegistryBackend } from "../backend.ts";
import type { Metadata, MetadataValue, RegistryEntry } from "../entry.ts";
import { mapBackend } from "./map-backend.ts";
import { registryTablesModule, TABLE_HOLDER } from "./registry-tables.ts";
import { tableBackend } from "./table-backend.ts";

const BACKENDS = [mapBackend, tableBackend] as unknown as readonly RegistryBackend<Term>[];

/** A backend in use by one process: its state is carried along, namespaces are opened when they are first written to. */
class Store {
  readonly backend: RegistryBackend<Term>;
  readonly ctx: Context;
  state: Term;
  serial = 0;

  constructor(backend: RegistryBackend<Term>, ctx: Context) {
    this.backend = backend;
    this.ctx = ctx;
    const [verdict, state] = backend.init(ctx);
    expect(verdict).toBe("ok");
    this.state = state;
  }

  *insert([namespace, key]: Place, pid: Pid, metadata: Metadata): Blocking<RegistryEntry | undefined> {
    const { backend, ctx } = this;
    if (!backend.isOpen(this.state, namespace)) this.state = yield* backend.open(ctx, this.state, namespace);
    const entry = { namespace, key, pid, metadata, registeredUs: ctx.now(), serial: ++this.serial };
    const [state, other] = backend.insert(ctx, this.state, entry);
    this.state = state;
    return other;
  }

  remove(place: Place): RegistryEntry | undefined {
    const [state, removed] = this.backend.remove(this.ctx, this.state, place);
    this.state = state;
    return removed;
  }

  replace(place: Place, metadata: Metadata): RegistryEntry | undefined {
    const [state, before] = this.backend.replaceMetadata(this.ctx, this.state, place, metadata);
    this.state = state;
    return before;
  }

  find(place: Place): RegistryEntry | undefined {
    return this.backend.find(this.ctx, this.state, place);
  }

  keys(namespace: string): readonly string[] {
    return this.backend.list(this.ctx, this.state, namespace).map(({ key }) => key);
  }

  having(namespace: string, field: string, value: MetadataValue): readonly string[] {
    return this.backend.findByMetadata(this.ctx, this.state, namespace, [field, value]).map(({ key }) => key);
  }

  namespaces(): readonly string[] {
    return this.backend.namespaces(this.ctx, this.state);
  }
}

/** Runs a script in a process of a node that has the holder of the tables. */
function use(backend: RegistryBackend<Term>, script: (store: Store) => Blocking<void>): Node {
  let isDone = false;
  const module = {
    name: "t",
    functions: {
      *main(ctx: Context) {
        yield* startLink(ctx, TABLE_HOLDER, null, { name: TABLE_HOLDER });
        yield* script(new Store(backend, ctx));
        isDone = true;
      },
    },
  };
  const node = new Node({
    index: 0,
    seed: 1,
    code: createCode([...OTP_MODULES, registryTablesModule, module]),
  });
  node.boot(["t", "main", []], 0);
  while (node.step());
  expect(isDone).toBe(true);
  return node;
}

const [p1, p2] = [new Pid(0, 101, 101), new Pid(0, 102, 102)] as const;

describe.each(BACKENDS.map((backend) => [backend.name, backend] as const))("the %s backend", (_, backend) => {
  test("inserts only when the name is free, and else answers with the entry in the way", () => {
    use(backend, function* (store) {
      expect(yield* store.insert(["prod", "a"], p1, {})).toBeUndefined();
      expect(yield* store.insert(["prod", "a"], p2, { tier: 1 })).toMatchObject({ pid: p1 });
      expect(store.find(["prod", "a"])).toMatchObject({ pid: p1, metadata: {} });
      expect(store.having("prod", "tier", 1)).toEqual([]);
    });
  });

  test("removes an entry from everything that is searched, and answers with it", () => {
    use(backend, function* (store) {
      yield* store.insert(["prod", "a"], p1, { type: "agent", capabilities: ["train", "vote"] });
      yield* store.insert(["prod", "b"], p2, { type: "agent" });
      expect(store.remove(["prod", "a"])).toMatchObject({ pid: p1 });
      expect(store.remove(["prod", "a"])).toBeUndefined();
      expect(store.find(["prod", "a"])).toBeUndefined();
      expect(store.keys("prod")).toEqual(["b"]);
      expect(store.having("prod", "type", "agent")).toEqual(["b"]);
      expect(store.having("prod", "capabilities", "train")).toEqual([]);
    });
  });

  test("replaces metadata as a whole and keeps the entry's place", () => {
    use(backend, function* (store) {
      yield* store.insert(["prod", "a"], p1, { type: "agent", tier: 1 });
      yield* store.insert(["prod", "b"], p2, { tier: 2 });
      expect(store.replace(["prod", "a"], { tier: 2 })).toMatchObject({
        metadata: { type: "agent", tier: 1 },
      });
      expect(store.replace(["prod", "z"], {})).toBeUndefined();
      expect(store.find(["prod", "a"])?.metadata).toEqual({ tier: 2 });
      expect(store.having("prod", "type", "agent")).toEqual([]);
      expect(store.having("prod", "tier", 2)).toEqual(["a", "b"]);
      expect(store.keys("prod")).toEqual(["a", "b"]);
    });
  });

  test("lists in order of registration, also names that look like numbers", () => {
    use(backend, function* (store) {
      for (const key of ["b", "10", "2", "a"]) yield* store.insert(["prod", key], p1, { x: true });
      expect(store.keys("prod")).toEqual(["b", "10", "2", "a"]);
      expect(store.having("prod", "x", true)).toEqual(["b", "10", "2", "a"]);
    });
  });

  test("tells values of different kinds apart, and finds nothing by a value that is a record", () => {
    use(backend, function* (store) {
      yield* store.insert(["prod", "a"], p1, { tier: 1, odd: { deep: 1 } });
      expect(store.having("prod", "tier", "1")).toEqual([]);
      expect(store.having("prod", "tier", 1)).toEqual(["a"]);
      expect(store.having("prod", "odd", "[object Object]")).toEqual([]);
    });
  });

  test("keeps namespaces apart", () => {
    use(backend, function* (store) {
      yield* store.insert(["prod", "a"], p1, { type: "agent" });
      yield* store.insert(["prod/a", "a"], p2, { type: "agent" });
      expect(store.find(["prod/a", "a"])?.pid).toBe(p2);
      expect(store.having("prod", "type", "agent")).toEqual(["a"]);
      expect(store.namespaces()).toEqual(["prod", "prod/a"]);
      store.remove(["prod", "a"]);
      expect(store.namespaces()).toEqual(["prod/a"]);
      expect(store.keys("elsewhere")).toEqual([]);
      expect(store.find(["elsewhere", "a"])).toBeUndefined();
      expect(store.remove(["elsewhere", "a"])).toBeUndefined();
    });
  });

  test("shows observers the entries a reader sees", () => {
    let state: Term;
    const node = use(backend, function* (store) {
      yield* store.insert(["prod", "a"], p1, {});
      yield* store.insert(["test", "b"], p2, {});
      state = store.state;
    });
    expect(backend.entriesIn(node, state).map(({ key }) => key)).toEqual(["a", "b"]);
  });

  test("does what a list of entries does, whatever the order of operations", () => {
    const place = fc.tuple(fc.constantFrom("n1", "n2"), fc.constantFrom("a", "b", "c"));
    const metadata = fc.record({ tier: fc.integer({ min: 1, max: 2 }), tags: fc.subarray(["x", "y"]) });
    const operation = fc.oneof(
      fc.record({ kind: fc.constant("insert" as const), place, metadata, pid: fc.constantFrom(p1, p2) }),
      fc.record({ kind: fc.constant("replace" as const), place, metadata }),
      fc.record({ kind: fc.constant("remove" as const), place }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        use(backend, function* (store) {
          let model: { place: Place; pid: Pid; metadata: Metadata }[] = [];
          for (const step of operations) {
            const at = model.findIndex(({ place: [n, k] }) => n === step.place[0] && k === step.place[1]);
            const known = model[at];
            let answer: RegistryEntry | undefined;
            if (step.kind === "insert") {
              answer = yield* store.insert(step.place, step.pid, step.metadata);
              if (known === undefined) model = [...model, step];
            } else if (step.kind === "replace") {
              answer = store.replace(step.place, step.metadata);
              if (known !== undefined) model = model.with(at, { ...known, metadata: step.metadata });
            } else {
              answer = store.remove(step.place);
              model = model.filter((entry) => entry !== known);
            }
            expect(answer?.metadata).toEqual(known?.metadata);
            expect(answer?.pid).toBe(known?.pid);
            for (const namespace of ["n1", "n2"]) {
              const own = model.filter((entry) => entry.place[0] === namespace);
              const keysOf = (list: typeof model) => list.map((entry) => entry.place[1]);
              expect(store.keys(namespace)).toEqual(keysOf(own));
              expect(store.having(namespace, "tier", 1)).toEqual(
                keysOf(own.filter((entry) => entry.metadata["tier"] === 1)),
              );
              expect(store.having(namespace, "tags", "x")).toEqual(
                keysOf(own.filter((entry) => (entry.metadata["tags"] as string[]).includes("x"))),
              );
            }
          }
        });
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});
