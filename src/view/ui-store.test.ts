// What the person sets stays where it was set; nothing of the run is in here.
import { describe, expect, test } from "vitest";
import {
  addNotice,
  createUiStore,
  dismissNotice,
  INSPECTOR_WIDTH,
  select,
  setInspectorWidth,
  setLens,
  setParams,
  themeOf,
} from "./ui-store.ts";

describe("lens", () => {
  test("changing it keeps selection and parameters", () => {
    const store = createUiStore();
    select(store, "n3");
    setParams(store, "processes", { sort: "mailbox" });
    setLens(store, "processes");
    setLens(store, "stage");
    expect(store.getState()).toMatchObject({ selection: "n3", params: { processes: { sort: "mailbox" } } });
  });

  test("parameters of one view do not touch another's", () => {
    const store = createUiStore();
    setParams(store, "processes", { sort: "mailbox" });
    const before = store.getState().params.processes;
    setParams(store, "events", { filter: "exit" });
    expect(store.getState().params.processes).toBe(before);
  });
});

test("the theme in force is the chosen one, or the system's", () => {
  const store = createUiStore({ systemTheme: "dark" });
  expect(themeOf(store.getState())).toBe("dark");
  store.setState({ themeChoice: "light" });
  expect(themeOf(store.getState())).toBe("light");
});

test("the inspector keeps within its bounds", () => {
  const store = createUiStore();
  setInspectorWidth(store, 10);
  expect(store.getState().inspectorWidth).toBe(INSPECTOR_WIDTH.min);
  setInspectorWidth(store, 10_000);
  expect(store.getState().inspectorWidth).toBe(INSPECTOR_WIDTH.max);
});

describe("notices", () => {
  test("the same sentence is not said twice at once", () => {
    const store = createUiStore();
    addNotice(store, "problem", "no");
    addNotice(store, "problem", "no");
    expect(store.getState().notices).toHaveLength(1);
  });

  test("the oldest gives way, and a dismissed one is gone", () => {
    const store = createUiStore();
    for (const text of ["a", "b", "c", "d", "e"]) addNotice(store, "info", text);
    expect(store.getState().notices.map((notice) => notice.text)).toEqual(["b", "c", "d", "e"]);
    dismissNotice(store, store.getState().notices[0]?.id ?? -1);
    expect(store.getState().notices.map((notice) => notice.text)).toEqual(["c", "d", "e"]);
  });
});
