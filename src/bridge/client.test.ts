// The client against a worker made of a message channel: answers, deadlines, silence, death and reopening.
import { expose } from "comlink";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { timelineFixture } from "../testkit/timeline-fixture.ts";
import { type ClientStatus, createClient } from "./client.ts";
import {
  type Action,
  type FrameMessage,
  type HaltMessage,
  type MountRequest,
  type OpenRequest,
  PROTOCOL_VERSION,
  type Reply,
  type WorkerApi,
} from "./protocol.ts";
import { PING_EVERY_MS, SILENCE_MAX_MS, type WorkerLike } from "./worker-link.ts";

const DEADLINE_MS = 10_000;
const OPEN: OpenRequest = { scenario: "learning-cluster", seed: 42, inputs: [], seekUs: 0, playing: true };
const CRASH: Action = { kind: "crash_node", target: "n3" };
const RUN = { nowUs: 5_000_000, playing: true, speed: 2, narration: [] as unknown[] };

/** A worker whose answers the test decides. `mute` methods never answer. */
function fakeWorker(overrides: Partial<WorkerApi> = {}) {
  const channel = new MessageChannel();
  const listeners: { type: string; listener: (event: unknown) => void }[] = [];
  const opens: OpenRequest[] = [];
  const mounts: MountRequest[] = [];
  const acks: number[] = [];
  const state = { terminated: false, framePort: null as MessagePort | null };
  const done: Reply = { ok: true, value: null };
  const api: WorkerApi = {
    hello: async () => ({
      ok: true,
      value: { protocolVersion: PROTOCOL_VERSION, engineVersion: "test", scenarios: [] },
    }),
    open: async (request) => {
      opens.push(request);
      return done;
    },
    transport: async () => done,
    act: async (action) => ({ ok: true, value: { atUs: 1_000, action } as never }),
    plan: async () => done,
    mount: async (request) => {
      mounts.push(request);
      return done;
    },
    unmount: async () => done,
    journal: async () => ({ ok: false, error: "no journal" }),
    exportRun: async () => ({ ok: false, error: "no export" }),
    connect: async (port) => {
      state.framePort = port;
      port.onmessage = (event: MessageEvent<{ ack: number }>) => acks.push(event.data.ack);
      return done;
    },
    ping: async () => ({ ok: true, value: 0 }),
    ...overrides,
  };
  expose(api, channel.port2);
  channel.port1.start();
  const worker: WorkerLike = {
    postMessage: (message: unknown, transfer?: Transferable[]) =>
      channel.port1.postMessage(message, transfer ?? []),
    addEventListener: (type: string, listener: never) => {
      listeners.push({ type, listener });
      channel.port1.addEventListener(type, listener);
    },
    removeEventListener: (type: string, listener: never) => channel.port1.removeEventListener(type, listener),
    terminate: () => {
      state.terminated = true;
      channel.port1.close();
    },
  };
  return {
    worker,
    state,
    opens,
    mounts,
    acks,
    emit: (type: string, event: unknown) => {
      for (const entry of listeners) if (entry.type === type) entry.listener(event);
    },
    post: (message: FrameMessage | HaltMessage) => state.framePort?.postMessage(message),
  };
}

type FakeWorker = ReturnType<typeof fakeWorker>;

function setUp(...workers: FakeWorker[]) {
  const statuses: ClientStatus[] = [];
  const frames: FrameMessage[] = [];
  const halts: HaltMessage[] = [];
  const paints: (() => void)[] = [];
  let started = 0;
  const client = createClient({
    startWorker: () => {
      const next = workers[started++];
      if (next === undefined) throw new Error("the test has no further worker");
      return next.worker;
    },
    afterPaint: (callback) => paints.push(callback),
    onFrame: (frame) => frames.push(frame),
    onHalt: (halt) => halts.push(halt),
    onStatus: (status) => statuses.push(status),
    deadlineMs: DEADLINE_MS,
  });
  return { client, statuses, frames, halts, paints };
}

/** Turns the event loop until the condition holds: messages arrive, the (fake) clock stands still. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !condition(); turn++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(condition()).toBe(true);
}

/** Lets the clock go on in steps of one second, with time for messages between the steps. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    vi.advanceTimersByTime(1_000);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

function frame(frameId: number, run: object): FrameMessage {
  return { kind: "frame", frameId, patches: [{ view: "run", patch: { kind: "set", value: run } }] };
}

const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});
const running: { close(): void }[] = [];
afterEach(() => {
  for (const client of running.splice(0)) client.close();
  vi.useRealTimers();
});

async function started(...workers: FakeWorker[]) {
  const setting = setUp(...workers);
  running.push(setting.client);
  const hello = await setting.client.start();
  return { ...setting, hello };
}

describe("start", () => {
  test("agrees on the protocol and is live", async () => {
    const { hello, statuses } = await started(fakeWorker());
    expect(hello.ok).toBe(true);
    expect(statuses).toEqual([{ kind: "live" }]);
  });

  test("refuses a worker of another version, in words", async () => {
    const old = fakeWorker({
      hello: async () => ({ ok: true, value: { protocolVersion: 99, engineVersion: "x", scenarios: [] } }),
    });
    const { hello, statuses } = await started(old);
    expect(hello).toMatchObject({ ok: false, error: expect.stringContaining("different versions") });
    expect(statuses.map((status) => status.kind)).toEqual(["lost"]);
    expect(old.state.terminated).toBe(true);
  });

  test("is lost when the worker's script fails to load", async () => {
    const broken = fakeWorker({ hello: never });
    const { client, statuses } = setUp(broken);
    running.push(client);
    const hello = client.start();
    broken.emit("error", { message: "404" });
    expect(await hello).toMatchObject({ ok: false, error: expect.stringContaining("404") });
    expect(statuses.at(-1)).toMatchObject({ kind: "lost" });
  });
});

describe("requests", () => {
  test("an error of the worker is a reply, not a rejection", async () => {
    const { client } = await started(
      fakeWorker({
        transport: async () => {
          throw new Error("boom");
        },
      }),
    );
    expect(await client.transport({ kind: "play" })).toMatchObject({
      ok: false,
      error: expect.stringContaining("boom"),
    });
  });

  test("a deadline ends a request that gets no answer", async () => {
    const { client } = await started(fakeWorker({ journal: never }));
    const reply = client.journal();
    await pass(DEADLINE_MS);
    expect(await reply).toEqual({ ok: false, error: "The worker did not answer within 10 s." });
  });

  test("without a worker every request says how to go on", async () => {
    const { client } = setUp();
    expect(await client.transport({ kind: "pause" })).toMatchObject({
      ok: false,
      error: expect.stringContaining("reopen"),
    });
  });

  test.each(["error", "messageerror"])("%s of the worker settles all pending requests", async (type) => {
    const worker = fakeWorker({ journal: never, transport: never });
    const { client, statuses } = await started(worker);
    const replies = [client.journal(), client.transport({ kind: "play" })];
    worker.emit(type, { message: "out of memory" });
    for (const reply of await Promise.all(replies)) expect(reply.ok).toBe(false);
    expect(statuses.at(-1)?.kind).toBe("lost");
    expect(worker.state.terminated).toBe(true);
  });
});

describe("frames", () => {
  test("are handed on at once and acknowledged after the paint", async () => {
    const worker = fakeWorker();
    const { frames, paints } = await started(worker);
    await until(() => worker.state.framePort !== null);
    worker.post(frame(7, RUN));
    await until(() => frames.length === 1);
    expect(worker.acks).toEqual([]);
    paints[0]?.();
    await until(() => worker.acks.length === 1);
    expect(worker.acks).toEqual([7]);
  });

  test("a halt is handed on with all it says", async () => {
    const worker = fakeWorker();
    const { halts } = await started(worker);
    await until(() => worker.state.framePort !== null);
    const halt: HaltMessage = {
      kind: "halt",
      message: "term went back",
      seed: 42,
      atUs: 9,
      lastEvents: ["a"],
    };
    worker.post(halt);
    await until(() => halts.length === 1);
    expect(halts).toEqual([halt]);
  });
});

describe("heartbeat", () => {
  test("a worker that answers pings stays live however long a request takes", async () => {
    const { client, statuses } = await started(fakeWorker({ open: never }));
    void client.open(OPEN);
    await pass(3 * SILENCE_MAX_MS);
    expect(statuses.map((status) => status.kind)).toEqual(["live"]);
  });

  test("silence of a playing run makes it unresponsive, and a sign of life ends that", async () => {
    let mute = true;
    const answers: (() => void)[] = [];
    const worker = fakeWorker({
      ping: () =>
        new Promise((resolve) => {
          const answer = () => resolve({ ok: true, value: 0 });
          if (mute) answers.push(answer);
          else answer();
        }),
    });
    const { statuses, frames } = await started(worker);
    await until(() => worker.state.framePort !== null);
    worker.post(frame(1, { ...RUN, narration: [{ atUs: 1_500_000, text: "n1 was elected leader" }] }));
    await until(() => frames.length === 1);
    await pass(SILENCE_MAX_MS + PING_EVERY_MS);
    expect(statuses.at(-1)).toMatchObject({
      kind: "unresponsive",
      cause: expect.stringContaining("has not answered for"),
      lastEvents: ["t 1.500 s  n1 was elected leader"],
    });
    mute = false;
    for (const answer of answers) answer();
    await until(() => statuses.at(-1)?.kind === "live");
  });

  test("a machine that slept is no proof against the worker", async () => {
    const { statuses } = await started(fakeWorker());
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(PING_EVERY_MS);
    expect(statuses.map((status) => status.kind)).toEqual(["live"]);
  });
});

describe("reopen", () => {
  test("replays scenario, seed and accepted inputs to the last known time in a new worker, with its views", async () => {
    const first = fakeWorker();
    const second = fakeWorker();
    const { client, frames, statuses } = await started(first, second);
    await client.open({ ...OPEN, inputs: [] });
    await client.mount({ view: "stage", params: { zoom: 1 } });
    await client.act(CRASH);
    first.post(frame(1, RUN));
    await until(() => frames.length === 1);
    first.emit("error", { message: "gone" });
    expect(statuses.at(-1)?.kind).toBe("lost");
    expect(await client.reopen()).toEqual({ ok: true, value: null });
    expect(second.opens).toEqual([
      { ...OPEN, inputs: [{ atUs: 1_000, action: CRASH }], seekUs: RUN.nowUs, playing: false, speed: 2 },
    ]);
    expect(second.mounts).toEqual([{ view: "stage", params: { zoom: 1 } }]);
    expect(statuses.at(-1)?.kind).toBe("live");
  });

  test("takes the branches along, and keeps them when the new worker fails before it has made them", async () => {
    const first = fakeWorker();
    const second = fakeWorker();
    const third = fakeWorker();
    const { client, frames } = await started(first, second, third);
    await client.open(OPEN);
    const recipe = { forkSteps: 9, inputs: [], left: { nowUs: 0, steps: 0 } };
    const timeline = { ...timelineFixture(RUN.nowUs), recipes: { main: recipe, b2: recipe } };
    const patch = { kind: "set", value: timeline } as const;
    first.post({ kind: "frame", frameId: 1, patches: [{ view: "timeline", patch }] });
    await until(() => frames.length === 1);
    await client.reopen();
    expect(second.opens[0]?.branches).toMatchObject({ open: "b2", plans: [{ id: "main" }, { id: "b2" }] });
    second.post(frame(1, { ...RUN, nowUs: 1, seekPercent: 3 }));
    await until(() => frames.length === 2);
    await client.reopen();
    expect(third.opens).toEqual(second.opens);
  });

  test("to an earlier moment leaves out the inputs after it", async () => {
    const second = fakeWorker();
    const { client } = await started(fakeWorker(), second);
    await client.open(OPEN);
    await client.act(CRASH);
    await client.reopen(500);
    expect(second.opens[0]).toMatchObject({ inputs: [], seekUs: 500 });
  });

  test("an input whose acceptance came after the deadline is replayed too", async () => {
    let accept: (() => void) | undefined;
    const second = fakeWorker();
    const { client } = await started(
      fakeWorker({
        act: (action) =>
          new Promise((resolve) => {
            accept = () => resolve({ ok: true, value: { atUs: 1_000, action } as never });
          }),
      }),
      second,
    );
    await client.open(OPEN);
    const reply = client.act(CRASH);
    await until(() => accept !== undefined);
    await pass(DEADLINE_MS);
    expect((await reply).ok).toBe(false);
    accept?.();
    await until(() => client.inputs().length === 1);
    await client.reopen(2_000);
    expect(second.opens[0]?.inputs).toHaveLength(1);
  });

  test("frames of the replaced worker are not heard any more", async () => {
    const first = fakeWorker();
    const { client, frames } = await started(first, fakeWorker());
    await client.open(OPEN);
    await until(() => first.state.framePort !== null);
    first.post(frame(1, RUN));
    await client.reopen();
    await pass(1_000);
    expect(frames.length).toBeLessThanOrEqual(1);
    const before = frames.length;
    first.post(frame(2, RUN));
    await pass(1_000);
    expect(frames.length).toBe(before);
  });
});
