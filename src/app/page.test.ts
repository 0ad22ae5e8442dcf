// What the page does around the run: preferences, the still first frame, the mark of the first live event.
// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from "vitest";
import { runFixture } from "../testkit/assigns-fixture.ts";
import { createRunStore, createUiStore, INITIAL_UI } from "../view/index.ts";
import { FIRST_LIVE_EVENT, markFirstLiveEvent } from "./first-live-event.ts";
import { followPreferences, readPreferences } from "./preferences.ts";
import { removeStillWhenLive } from "./still.ts";

afterEach(() => {
  localStorage.clear();
  document.body.innerHTML = "";
  performance.clearMarks();
  vi.unstubAllGlobals();
});

describe("preferences", () => {
  test.each([
    null,
    "",
    "not json",
    "null",
    "[]",
    '{"themeChoice":"pink","inspectorWidth":99999,"keyboardEnabled":"no","level":"guru"}',
  ])("%s in storage gives the defaults", (text) => {
    const { themeChoice, level, keyboardEnabled, inspectorWidth, inspectorOpen, railExpanded } = INITIAL_UI;
    const defaults = { themeChoice, level, keyboardEnabled, inspectorWidth, inspectorOpen, railExpanded };
    expect(readPreferences(text)).toEqual(defaults);
  });

  test("what is set is kept for the next visit and shown at once", () => {
    const uiStore = createUiStore();
    followPreferences(uiStore);
    uiStore.setState({ themeChoice: "dark", keyboardEnabled: false, level: "novice" });
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    const next = createUiStore();
    followPreferences(next);
    expect(next.getState()).toMatchObject({ themeChoice: "dark", keyboardEnabled: false, level: "novice" });
  });

  test("a selection is no preference: it writes nothing", () => {
    const uiStore = createUiStore();
    followPreferences(uiStore);
    uiStore.setState({ selection: "n1" });
    expect(localStorage.length).toBe(0);
  });
});

describe("first live event", () => {
  test("is marked once, after the paint of the first frame with an event", async () => {
    const paints: (() => void)[] = [];
    vi.stubGlobal("requestAnimationFrame", (callback: () => void) => paints.push(callback));
    vi.stubGlobal("setTimeout", (callback: () => void) => callback());
    const runStore = createRunStore();
    const onLive = vi.fn();
    markFirstLiveEvent(runStore, onLive);
    runStore.setState({ assigns: { run: { ...runFixture(), events: 0 } } });
    expect(paints).toHaveLength(0);
    runStore.setState({ assigns: { run: { ...runFixture(), events: 3 } } });
    runStore.setState({ assigns: { run: { ...runFixture(), events: 4 } } });
    expect(performance.getEntriesByName(FIRST_LIVE_EVENT)).toHaveLength(0);
    for (const paint of paints) paint();
    expect(performance.getEntriesByName(FIRST_LIVE_EVENT)).toHaveLength(1);
    expect(onLive).toHaveBeenCalledTimes(1);
  });
});

describe("the still", () => {
  const setUp = () => {
    document.body.innerHTML =
      '<div id="root"><main><div class="lens-waiting"></div></main></div><div id="still"></div>';
    const runStore = createRunStore();
    removeStillWhenLive(runStore);
    return runStore;
  };
  const still = () => document.getElementById("still");

  test("stands until the lens behind it is drawn", async () => {
    const runStore = setUp();
    runStore.setState({ connection: { kind: "live" }, assigns: { run: runFixture() } });
    document.querySelector("main")?.append(document.createElement("p"));
    await Promise.resolve();
    expect(still()).not.toBeNull();
    document.querySelector(".lens-waiting")?.remove();
    await vi.waitFor(() => expect(still()).toBeNull());
  });

  test("gives way at once when the worker could not start, so that the reason can be read", async () => {
    const runStore = setUp();
    runStore.setState({ connection: { kind: "lost", cause: "The worker failed.", lastEvents: [] } });
    document.querySelector("main")?.append(document.createElement("section"));
    await vi.waitFor(() => expect(still()).toBeNull());
  });
});
