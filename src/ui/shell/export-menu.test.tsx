// The export menu as a person uses it: what it offers, what it asks of the session, what it says when that fails.
// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runFixture } from "../../testkit/assigns-fixture.ts";
import { recordingSession } from "../../testkit/session-fixture.ts";
import { EMPTY_RUN, EXPORT_FORMATS, INITIAL_UI, runStore, type Session, uiStore } from "../../view/index.ts";
import { ExportMenu } from "./export-menu.tsx";
import { SessionProvider } from "./session-context.tsx";

const saved: string[] = [];

beforeEach(() => {
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  saved.length = 0;
  runStore.setState(EMPTY_RUN, true);
  uiStore.setState(INITIAL_UI, true);
});

async function open(session: Session): Promise<void> {
  runStore.setState({ assigns: { run: runFixture() } });
  render(
    <SessionProvider session={session}>
      <ExportMenu />
    </SessionProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Export this run" }));
  await screen.findByRole("button", { name: /^Journal/ });
}

describe("the export menu", () => {
  test("offers every format and two pictures, each with the programs that open it", async () => {
    await open(recordingSession().subject);
    for (const { title, opensIn } of EXPORT_FORMATS)
      expect(screen.getByRole("button", { name: `${title} ${opensIn}` })).toBeDefined();
    expect(screen.getByRole("button", { name: /^Picture, PNG/ })).toBeDefined();
    expect(screen.getByRole("button", { name: /^Picture, SVG/ })).toBeDefined();
  });

  test("saves the file, says its name, closes, and gives the focus back to its button", async () => {
    const { subject, calls } = recordingSession();
    await open(subject);
    fireEvent.click(screen.getByRole("button", { name: /^Samples, CSV/ }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Samples, CSV/ })).toBeNull());
    expect(calls).toEqual([["exportRun", "samples-csv"]]);
    expect(saved).toEqual(["run.samples-csv"]);
    expect(uiStore.getState().notices.map(({ text }) => text)).toEqual(["Saved run.samples-csv."]);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Export this run" }));
  });

  test("saves nothing when the worker has refused, and says so when something else went wrong", async () => {
    const { subject } = recordingSession();
    await open({ ...subject, exportRun: async () => null });
    fireEvent.click(screen.getByRole("button", { name: /^Journal/ }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Journal/ })).toBeNull());
    expect(saved).toEqual([]);
    expect(uiStore.getState().notices).toEqual([]);
    cleanup();
    await open({ ...subject, exportRun: () => Promise.reject(new Error("the disk is full.")) });
    fireEvent.click(screen.getByRole("button", { name: /^Journal/ }));
    await waitFor(() => expect(uiStore.getState().notices.length).toBe(1));
    expect(uiStore.getState().notices[0]?.text).toBe("Journal could not be written: the disk is full.");
  });
});
