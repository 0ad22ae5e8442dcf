// All futures of the run in one place: open, rename, fork; and what is kept, said aloud.
// @vitest-environment happy-dom
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { timelineFixture } from "../../testkit/timeline-fixture.ts";
import { EMPTY_RUN, runStore, type TimelineAssigns } from "../../view/index.ts";
import { BranchMenu } from "./branch-menu.tsx";
import { recordingWords } from "./recording-note.tsx";
import { SessionProvider } from "./session-context.tsx";

// Fetched on demand by the page, known beforehand here.
await import("./branch-menu-panel.tsx");

const PATIENT = { timeout: 60_000 };

afterEach(() => runStore.setState(EMPTY_RUN, true));

async function open(timeline: Partial<TimelineAssigns> = {}) {
  const { subject: session, calls } = recordingSession();
  runStore.setState({ assigns: { timeline: { ...timelineFixture(10_000_000), ...timeline } } });
  render(
    <SessionProvider session={session}>
      <BranchMenu />
    </SessionProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: /^Branch: after kill n3, 2 in all/ }));
  return { calls, tree: await screen.findByRole("list", { name: "Branches" }, PATIENT) };
}

const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

describe("the tree", () => {
  test("shows each branch below the one it left, with where and how far", async () => {
    const { tree } = await open();
    expect(plain(tree.textContent)).toContain("mainreached t 30.000 s, hash 01234567");
    const child = within(tree).getByRole("list", { name: "Left main" });
    expect(plain(child.textContent)).toContain("after kill n3openleft main at t 5.000 s, reached t 20.000 s");
    expect(within(child).getByRole("button", { current: true }).textContent).toContain("after kill n3");
  });

  test("opens a branch where it was left", async () => {
    const { calls, tree } = await open();
    fireEvent.click(within(tree).getByRole("button", { name: /^main/ }));
    expect(calls).toEqual([["transport", { kind: "branch", id: "main" }]]);
  });

  test("forks here", async () => {
    const { calls } = await open();
    fireEvent.click(screen.getByRole("button", { name: /^Fork here/ }));
    expect(calls).toEqual([["transport", { kind: "fork" }]]);
  });
});

describe("renaming", () => {
  async function rename() {
    const opened = await open();
    fireEvent.click(screen.getByRole("button", { name: "Rename after kill n3" }));
    return { ...opened, field: screen.getByLabelText("New name of after kill n3") };
  }

  test("enter gives the new name, and the focus goes back to the branch", async () => {
    const { calls, field } = await rename();
    fireEvent.change(field, { target: { value: "  what if  " } });
    fireEvent.submit(field);
    expect(calls).toEqual([["transport", { kind: "rename_branch", id: "b2", name: "what if" }]]);
    expect(document.activeElement?.textContent).toContain("after kill n3");
  });

  test("escape leaves the name and the menu as they are", async () => {
    const { calls, field } = await rename();
    fireEvent.change(field, { target: { value: "other" } });
    fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.queryByLabelText("New name of after kill n3")).toBeNull();
    expect(screen.getByRole("list", { name: "Branches" })).toBeDefined();
    expect(calls).toEqual([]);
  });

  test("no name is no change", async () => {
    const { calls, field } = await rename();
    fireEvent.change(field, { target: { value: " " } });
    fireEvent.submit(field);
    expect(calls).toEqual([]);
  });
});

describe("the recording", () => {
  const facts = timelineFixture(1).recording;

  test("says how much is kept of how much, and what is slower", () => {
    expect(plain(recordingWords(facts))).toBe("12 checkpoints, 3.2 MB of 64 MB.");
    expect(plain(recordingWords({ ...facts, checkpoints: 1, thinned: 4 }))).toBe(
      "1 checkpoint, 3.2 MB of 64 MB; 4 thinned: going back there takes longer.",
    );
  });

  test("that there are no checkpoints is said in the menu and on its button", async () => {
    const off = "This world is too large for checkpoints.";
    await open({ recording: { ...facts, off } });
    expect(screen.getByText(off)).toBeDefined();
    expect(screen.getByRole("button", { name: /no checkpoints$/ })).toBeDefined();
    act(() => runStore.setState({ assigns: { timeline: timelineFixture(10_000_000) } }));
    expect(screen.queryByText(off)).toBeNull();
  });
});
