// Frames turn into assigns; what did not change keeps its identity, so that components can stay still.
import { expect, test } from "vitest";
import type { FrameMessage, Patch } from "../bridge/index.ts";
import { runFixture, stageFixture } from "../testkit/assigns-fixture.ts";
import { applyFrame, createRunStore, dropAllViews, dropView } from "./run-store.ts";

function frame(...patches: FrameMessage["patches"]): FrameMessage {
  return { kind: "frame", frameId: 1, patches };
}

test("a first frame sets the assigns, the next changes only what the patch names", () => {
  const store = createRunStore();
  const first = runFixture(1_000_000);
  const second = { ...first, nowUs: 1_016_000, events: 9_999 };
  applyFrame(store, frame({ view: "run", patch: { kind: "set", value: first } }));
  const patch: Patch = {
    kind: "merge",
    changed: { nowUs: { kind: "set", value: 1_016_000 }, events: { kind: "set", value: 9_999 } },
    gone: [],
  };
  const { narration } = store.getState().assigns.run ?? {};
  applyFrame(store, frame({ view: "run", patch }));
  expect(store.getState().assigns.run).toEqual(second);
  expect(store.getState().assigns.run?.narration).toBe(narration);
});

test("one frame is one update of the store, however many views it changes", () => {
  const store = createRunStore();
  let updates = 0;
  store.subscribe(() => updates++);
  applyFrame(
    store,
    frame(
      { view: "run", patch: { kind: "set", value: runFixture() } },
      { view: "stage", patch: { kind: "set", value: stageFixture() } },
    ),
  );
  expect(updates).toBe(1);
});

test("a view that is left is forgotten, the others stay", () => {
  const store = createRunStore();
  applyFrame(
    store,
    frame(
      { view: "run", patch: { kind: "set", value: runFixture() } },
      { view: "stage", patch: { kind: "set", value: stageFixture() } },
    ),
  );
  dropView(store, "stage");
  expect(Object.keys(store.getState().assigns)).toEqual(["run"]);
  dropAllViews(store);
  expect(store.getState().assigns).toEqual({});
});

test("a difference to a view the page has left is passed over", () => {
  const store = createRunStore();
  const patch: Patch = { kind: "merge", changed: { nowUs: { kind: "set", value: 1 } }, gone: [] };
  applyFrame(store, frame({ view: "stage", patch }));
  expect(store.getState().assigns).toEqual({});
});
