import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lanesToHex } from "../../base/index.ts";
import {
  type Blocking,
  type Context,
  createCode,
  Node,
  nodeLanes,
  type Pid,
  receiveWithin,
  restoreSnapshot,
  type Term,
  takeSnapshot,
} from "../../kernel/index.ts";
import { defineSupervisor, OTP_MODULES, supervisor } from "../../otp/index.ts";
import { BOOT } from "../../testkit/boot.ts";
import {
  appendEvents,
  breadcrumbs,
  correlationChain,
  createEvent,
  createEventBuffer,
  DATA_WEIGHT_MAX,
  EVENT_STORE,
  type EventQuery,
  eventStoreChild,
  eventStoreModule,
  type OverflowPolicy,
  offerEvent,
  queryEvents,
  readEvents,
  type StoredEvent,
  type StoreEvent,
  storeEvents,
  syncEvents,
} from "./index.ts";

type Script = (ctx: Context, say: (answer: unknown) => void) => Blocking<void>;

/** A node with an event store, where a process carries out a script and `say`s what it learns. */
function build(script: Script, hotLimit = 100) {
  const answers: unknown[] = [];
  const client = { id: "client", start: ["t", "start", []], restart: "temporary" } as const;
  const root = defineSupervisor("root", () => ["ok", [{}, [eventStoreChild({ hotLimit }), client]]]);
  const module = {
    name: "t",
    functions: {
      start: (ctx: Context) => ["ok", ctx.spawn(["t", "main", []], { link: true })],
      main: (ctx: Context) => script(ctx, (answer) => answers.push(answer)),
    },
  };
  const code = createCode([BOOT, ...OTP_MODULES, eventStoreModule, root, module]);
  const node = new Node({ index: 0, seed: 1, code });
  const emitted: [string, Term][] = [];
  node.onEmit = (event, data) => emitted.push([event, data]);
  node.boot(["boot", "supervise", ["root"]], 0);
  return { node, answers, emitted };
}

function run(script: Script, hotLimit = 100) {
  const built = build(script, hotLimit);
  while (built.node.step());
  return built;
}

const pause = () => receiveWithin(1000, () => false);
const event = (ctx: Context, type: string, data: Term = null, after?: StoreEvent): StoreEvent =>
  createEvent(ctx, { type, source: "a1", data, ...(after === undefined ? {} : { after }) });
const types = (events: readonly StoreEvent[]) => events.map(({ type }) => type);
const typesIn = (node: Node, query: EventQuery = {}) => types(readEvents(node, query).events);

describe("storing", () => {
  test("is a cast: the caller goes on at once and the events are in order", () => {
    const { node, emitted } = run(function* (ctx) {
      storeEvents(ctx, [event(ctx, "one"), event(ctx, "two")]);
      storeEvents(ctx, [event(ctx, "three")]);
      yield* pause();
    });
    expect(readEvents(node).events.map(({ type, sequence }) => [sequence, type])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, "three"],
    ]);
    expect(emitted.findLast(([name]) => name === "event_store.stored")?.[1]).toEqual({
      events: 1,
      newest: 3,
    });
  });

  test("a duplicate id is rejected and overwrites nothing", () => {
    const { node, answers } = run(function* (ctx, say) {
      const first = event(ctx, "first");
      yield* appendEvents(ctx, [first]);
      say(yield* appendEvents(ctx, [{ ...first, type: "again" }]));
      storeEvents(ctx, [{ ...first, type: "again" }, event(ctx, "next")]);
      yield* pause();
    });
    expect(answers).toEqual([{ ok: false, error: ["duplicate_id", expect.any(String)] }]);
    expect(typesIn(node)).toEqual(["first", "next"]);
  });

  test("a batch is stored as a whole or not at all", () => {
    const { node, answers } = run(function* (ctx, say) {
      const twin = event(ctx, "twin");
      say(yield* appendEvents(ctx, [event(ctx, "good"), twin, twin]));
      say(yield* appendEvents(ctx, [event(ctx, "good"), { ...twin, type: "" }]));
      say(yield* appendEvents(ctx, [event(ctx, "x"), event(ctx, "y")]));
    });
    expect(answers).toEqual([
      { ok: false, error: ["duplicate_id", expect.any(String)] },
      { ok: false, error: ["invalid_event", expect.any(String)] },
      { ok: true, value: 2 },
    ]);
    expect(typesIn(node)).toEqual(["x", "y"]);
  });

  test("refuses what is no event, too large, or more than the store holds", () => {
    const { answers } = run(function* (ctx, say) {
      say(yield* appendEvents(ctx, ["no event" as never]));
      say(yield* appendEvents(ctx, [event(ctx, "big", "x".repeat(DATA_WEIGHT_MAX))]));
      say(yield* appendEvents(ctx, [event(ctx, "deep", [[new Float64Array(DATA_WEIGHT_MAX)]])]));
      say(
        yield* appendEvents(
          ctx,
          Array.from({ length: 4 }, () => event(ctx, "many")),
        ),
      );
    }, 3);
    expect(answers.map((answer) => (answer as { error: Term[] }).error[0])).toEqual([
      "invalid_event",
      "too_large",
      "too_large",
      "batch_too_large",
    ]);
  });

  test("answers that the store is unavailable, and casts to nobody are no error", () => {
    const { answers } = run(function* (ctx, say) {
      yield* supervisor.terminateChild(ctx, "root", EVENT_STORE);
      storeEvents(ctx, [event(ctx, "lost")]);
      say(yield* appendEvents(ctx, [event(ctx, "lost")]));
      say(queryEvents(ctx));
    });
    expect(answers).toEqual([
      { ok: false, error: ["unavailable", "noproc"] },
      { ok: false, error: "unavailable" },
    ]);
  });
});

describe("the hot limit", () => {
  test("keeps the newest events; the oldest leave, with their ids", () => {
    const { node, answers, emitted } = run(function* (ctx, say) {
      const first = event(ctx, "first");
      yield* appendEvents(ctx, [first]);
      for (const type of ["b", "c", "d"]) yield* appendEvents(ctx, [event(ctx, type)]);
      say((yield* appendEvents(ctx, [first])).ok);
    }, 3);
    expect(answers).toEqual([true]);
    expect(typesIn(node)).toEqual(["c", "d", "first"]);
    expect(emitted).toContainEqual(["event_store.evicted", { events: 1, oldest: 2 }]);
  });

  test("holds for any sequence of batches, and sequences have no gaps", () => {
    const batches = fc.array(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(batches, fc.integer({ min: 1, max: 8 }), (sizes, hotLimit) => {
        const { node } = run(function* (ctx) {
          for (const batch of sizes)
            storeEvents(
              ctx,
              batch.map((type) => event(ctx, type)),
            );
          yield* pause();
        }, hotLimit);
        const all = sizes.flat();
        const { events } = readEvents(node);
        expect(types(events)).toEqual(all.slice(-hotLimit));
        expect(events.map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: events.length }, (_, i) => all.length - events.length + i + 1),
        );
        // A row per event and per id, and the two bounds.
        const rows = node.tables.get(EVENT_STORE)?.rows.size ?? 0;
        expect(rows).toBeLessThanOrEqual(2 * hotLimit + 2);
      }),
      { numRuns: 40, seed: 16 },
    );
  });
});

describe("a query", () => {
  const filled = run(function* (ctx) {
    for (let i = 0; i < 10; i++) {
      storeEvents(ctx, [{ ...event(ctx, i % 3 === 0 ? "third" : "other"), source: `a${i % 2}` }]);
      yield* pause();
    }
  }, 8).node;

  test("takes all conditions together", () => {
    const found = readEvents(filled, { type: "third", source: "a1", fromUs: 3000, beforeUs: 9000 });
    expect(found.events.map(({ sequence }) => sequence)).toEqual([4]);
  });

  test("answers newest first when asked, and with the newest of them under a limit", () => {
    const page = readEvents(filled, { order: "descending", limit: 2 });
    expect(page.events.map(({ sequence }) => sequence)).toEqual([10, 9]);
    expect(page.hasMore).toBe(true);
  });

  test("pages by cursor see every event once, in order, whatever the size of a page", () => {
    const size = fc.integer({ min: 1, max: 5 });
    const order = fc.constantFrom("ascending" as const, "descending" as const);
    fc.assert(
      fc.property(size, order, (limit, direction) => {
        const whole = readEvents(filled, { type: "other", order: direction }).events;
        const seen: StoredEvent[] = [];
        let page = readEvents(filled, { type: "other", order: direction, limit });
        for (;;) {
          seen.push(...page.events);
          if (!page.hasMore) break;
          page = readEvents(filled, { type: "other", order: direction, limit, cursor: page.cursor });
        }
        expect(seen).toEqual(whole);
      }),
      { seed: 16 },
    );
  });

  test("goes on from a cursor whose events were evicted meanwhile, and from the newest when nothing is new", () => {
    expect(readEvents(filled, { cursor: 1, limit: 1 }).events[0]?.sequence).toBe(3);
    expect(readEvents(filled, { cursor: 10 })).toEqual({ events: [], cursor: 10, hasMore: false });
  });
});

describe("a story", () => {
  test("is the chain of one correlation, and breadcrumbs lead from its beginning to an event", () => {
    const { answers } = run(function* (ctx, say) {
      const opened = event(ctx, "opened");
      const voted = event(ctx, "voted", null, opened);
      const decided = event(ctx, "decided", null, voted);
      yield* appendEvents(ctx, [
        opened,
        event(ctx, "elsewhere"),
        voted,
        event(ctx, "seen", null, opened),
        decided,
      ]);
      const chain = correlationChain(ctx, opened.correlation);
      say(chain.ok && types(chain.value));
      say(chain.ok && types(breadcrumbs(chain.value, decided.id)));
    });
    expect(answers).toEqual([
      ["opened", "voted", "seen", "decided"],
      ["opened", "voted", "decided"],
    ]);
  });
});

describe("the buffer at the source", () => {
  const outage = (policy: OverflowPolicy) =>
    run(function* (ctx, say) {
      let buffer = createEventBuffer(2, policy);
      buffer = offerEvent(ctx, buffer, event(ctx, "before"));
      yield* supervisor.terminateChild(ctx, "root", EVENT_STORE);
      for (const type of ["one", "two", "three"]) buffer = offerEvent(ctx, buffer, event(ctx, type));
      say(types(buffer.waiting));
      say(buffer.dropped);
      yield* supervisor.restartChild(ctx, "root", EVENT_STORE);
      buffer = offerEvent(ctx, buffer, event(ctx, "after"));
      say(buffer.waiting.length);
      yield* pause();
    });

  test("keeps events while the store is away and hands them on in order, before newer ones", () => {
    const { node, answers, emitted } = outage("drop_oldest");
    expect(answers).toEqual([["two", "three"], 1, 0]);
    expect(typesIn(node)).toEqual(["two", "three", "after"]);
    expect(emitted).toContainEqual([
      "event_store.buffer_overflowed",
      { dropped: 1, source: "a1", policy: "drop_oldest" },
    ]);
  });

  test("drops the event that comes when its policy says so", () => {
    expect(typesIn(outage("drop_newest").node)).toEqual(["one", "two", "after"]);
  });

  test("syncs without a new event", () => {
    const { node } = run(function* (ctx) {
      ctx.exit(ctx.whereis(EVENT_STORE) as Pid, "kill");
      yield* supervisor.terminateChild(ctx, "root", EVENT_STORE);
      let buffer = offerEvent(ctx, createEventBuffer(5), event(ctx, "kept"));
      expect(syncEvents(ctx, buffer)).toBe(buffer);
      yield* supervisor.restartChild(ctx, "root", EVENT_STORE);
      buffer = syncEvents(ctx, buffer);
      expect(syncEvents(ctx, buffer)).toBe(buffer);
      yield* pause();
    });
    expect(typesIn(node)).toEqual(["kept"]);
  });
});

test("a snapshot at any event leads to the same hash", () => {
  const script: Script = function* (ctx) {
    for (let i = 0; i < 4; i++) {
      storeEvents(ctx, [event(ctx, `cast${i}`)]);
      yield* appendEvents(ctx, [event(ctx, `call${i}`)]);
    }
  };
  const straight = build(script, 3).node;
  let steps = 0;
  while (straight.step()) steps++;
  for (let cut = 1; cut < steps; cut += 3) {
    const first = build(script, 3).node;
    for (let i = 0; i < cut; i++) first.step();
    const second = build(script, 3).node;
    restoreSnapshot(second, takeSnapshot(first));
    while (second.step());
    expect(lanesToHex(nodeLanes(second)), `cut at ${cut}`).toBe(lanesToHex(nodeLanes(straight)));
  }
});
