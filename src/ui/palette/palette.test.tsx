// The command palette: what it offers, what typing finds, and that keys alone are enough.
// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assignsFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { EMPTY_RUN, EXPORT_FORMATS, INITIAL_UI, runStore, uiStore } from "../../view/index.ts";
import { SessionProvider } from "../shell/session-context.tsx";
import { SHORTCUTS } from "../shell/shortcuts.ts";
import { commandsOf, typedCommands } from "./command.ts";
import { matching } from "./match.ts";
import { PaletteDialog } from "./palette-dialog.tsx";

const { subject: session, calls } = recordingSession();
const context = { session, runStore, uiStore };

beforeEach(() => runStore.setState({ assigns: assignsFixture() }));
afterEach(() => {
  cleanup();
  calls.length = 0;
  runStore.setState(EMPTY_RUN, true);
  uiStore.setState(INITIAL_UI, true);
});

describe("what it offers", () => {
  test("every shortcut of the table, but for the keys that need the field or the selection", () => {
    const offered = new Set(commandsOf(context).map(({ face }) => face));
    const missing = SHORTCUTS.filter(({ face }) => !offered.has(face)).map(({ face }) => face);
    expect(missing).toEqual(["/", "K", "P", "X", "C", "Esc"]);
  });

  test("the actions of the selected thing, first and with its name", () => {
    const { inspector } = assignsFixture();
    expect(commandsOf(context)[0]?.group).not.toBe(inspector.title);
    uiStore.setState({ selection: inspector.target });
    const first = commandsOf(context).slice(0, inspector.actions.length);
    expect(first.map(({ text }) => text)).toEqual(inspector.actions.map(({ label }) => label));
    first[0]?.run(context);
    expect(calls[0]?.[0]).toBe("actFromInspector");
  });

  test("every export, every node of the stage", () => {
    const texts = commandsOf(context).map(({ group, text }) => `${group} ${text}`);
    for (const { title } of EXPORT_FORMATS) expect(texts).toContain(`Export ${title}`);
    expect(texts).toContain("Select n3");
  });

  test("no two commands with one id", () => {
    const ids = commandsOf(context).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("what typing finds", () => {
  const COMMANDS = [
    { group: "Time", text: "Play or pause" },
    { group: "n3", text: "Crash the node" },
    { group: "Export", text: "Picture, PNG" },
    { group: "Page", text: "Compare with another run" },
  ];
  const found = (text: string) => matching(COMMANDS, text).map(({ text: name }) => name);

  test("nothing typed is everything in its order", () => {
    expect(found("  ")).toEqual(COMMANDS.map(({ text }) => text));
  });
  test("beginnings of words before what is inside a word", () => {
    expect(found("p")).toEqual(["Picture, PNG", "Play or pause", "Compare with another run"]);
    expect(found("comp")).toEqual(["Compare with another run"]);
  });
  test("several words in any order, and initials", () => {
    expect(found("n3 crash")).toEqual(["Crash the node"]);
    expect(found("cwar")).toEqual(["Compare with another run"]);
  });
  test("a word that is nowhere finds nothing", () => {
    expect(found("crash zebra")).toEqual([]);
  });
  test.each([
    ["12.5", ["Go to t 12.500 s"]],
    ["t 3 s", ["Go to t 3.000 s"]],
    ["7", ["Go to t 7.000 s", "Seed 7, from the start"]],
    ["seed 99", ["Seed 99, from the start"]],
    ["crash", []],
  ])("“%s” is a moment or a seed", (text, texts) => {
    expect(typedCommands(text).map(({ text: said }) => said.replaceAll("\u00a0", " "))).toEqual(texts);
  });
});

describe("by keys alone", () => {
  const open = () => {
    uiStore.setState({ paletteOpen: true });
    render(
      <SessionProvider session={session}>
        <PaletteDialog />
      </SessionProvider>,
    );
    return screen.getByRole("combobox", { name: "Command" });
  };
  const chosen = () =>
    screen.getAllByRole("option").find((line) => line.getAttribute("aria-selected") === "true");

  test("typing, arrows and Enter: the chosen command runs and the palette closes", () => {
    const field = open();
    fireEvent.change(field, { target: { value: "event" } });
    const first = chosen()?.textContent;
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(chosen()?.textContent).not.toBe(first);
    fireEvent.keyDown(field, { key: "ArrowUp" });
    expect(chosen()?.textContent).toBe(first);
    fireEvent.change(field, { target: { value: "one event back" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(calls).toEqual([["transport", { kind: "step_event_back" }]]);
    expect(uiStore.getState().paletteOpen).toBe(false);
  });

  test("what is not there is said, and Enter does nothing", () => {
    const field = open();
    fireEvent.change(field, { target: { value: "zebra" } });
    expect(screen.getByRole("status").textContent).toBe("Nothing here is called “zebra”.");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(calls).toEqual([]);
    expect(uiStore.getState().paletteOpen).toBe(true);
  });
});
