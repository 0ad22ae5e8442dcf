// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { supervisionFixture } from "../../../testkit/assigns-fixture.ts";
import type { ExitPreview, SupervisionAssigns, SupervisionFocus } from "../../../view/index.ts";
import type { LensProps } from "../../lens.ts";
import { Lens } from "./supervision-lens.tsx";

afterEach(cleanup);

const AT = "n4/node_sup/agent_sup/agent_07";
const SUPERVISOR = "n4/node_sup/agent_sup";
const tree = supervisionFixture();

const exit: ExitPreview = {
  row: AT,
  problem: null,
  reason: "killed",
  orderly: false,
  explanation: "Somebody sent exit(pid, kill).",
  lines: ["agent_sup restarts agent_07: a permanent child is always restarted."],
  marks: { [AT]: "restarts", [SUPERVISOR]: "gives_up_restarts" },
};
const focus: SupervisionFocus = {
  row: AT,
  exit,
  incarnations: [
    {
      number: 3,
      pid: "<n4.17>",
      bornUs: 12_201_000,
      diedUs: null,
      reason: null,
      explanation: null,
      ended: null,
      event: "n4#90",
    },
    {
      number: 2,
      pid: "<n4.16>",
      bornUs: 11_402_000,
      diedUs: 12_201_000,
      reason: "shutdown",
      explanation: "An orderly stop.",
      ended: "sibling",
      event: "n4#80",
    },
  ],
  last: [
    {
      id: "1",
      atUs: 12_201_000,
      text: "agent_08 exited with reason killed",
      detail: "You: kill.",
      event: "n4#77",
    },
  ],
  giveUps: [{ atUs: 9_000_000, text: "gave up at restart 4 in 5 s", event: "n4#60" }],
};

function renderLens(over: Partial<SupervisionAssigns> = {}, more: Partial<LensProps<"supervision">> = {}) {
  const given: LensProps<"supervision"> = {
    assigns: { ...tree, preview: exit, focus, ...over },
    selection: "<n4.17>",
    select: vi.fn(),
    act: vi.fn(),
    params: {},
    setParams: vi.fn(),
    drawTimeUs: () => 12_345_000,
    playing: false,
    theme: "light",
    ...more,
  };
  render(<Lens {...given} />);
  return given;
}

const details = () => screen.getByRole("region", { name: /^Details of/ });
const part = (name: string | RegExp) => within(details()).getByRole("region", { name });
const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-row="${id}"]`) as HTMLElement;

describe("looking at a row", () => {
  test("begins with the selected process, and asks the worker for it", () => {
    const { setParams } = renderLens();
    expect(details().getAttribute("aria-label")).toBe("Details of agent_07");
    expect(setParams).toHaveBeenLastCalledWith({ at: AT, hover: null, reason: "killed" });
  });
  test("moves with the keys", () => {
    const { setParams } = renderLens();
    rowOf(AT).focus();
    fireEvent.keyDown(rowOf(AT), { key: "ArrowUp" });
    expect(setParams).toHaveBeenLastCalledWith({ at: SUPERVISOR, hover: null, reason: "killed" });
    expect(details().getAttribute("aria-label")).toBe("Details of agent_sup");
  });
  test("a pointer that rests foretells, a passing one does not", () => {
    vi.useFakeTimers();
    const { setParams } = renderLens();
    fireEvent.pointerOver(rowOf("n1/node_sup"), { pointerType: "mouse" });
    fireEvent.pointerOver(rowOf("n1/node_sup/consensus"), { pointerType: "mouse" });
    vi.advanceTimersByTime(50);
    fireEvent.pointerOver(rowOf("n2/node_sup"), { pointerType: "mouse" });
    vi.advanceTimersByTime(500);
    vi.useRealTimers();
    const asked = vi.mocked(setParams).mock.calls.flatMap(([params]) => params["hover"] ?? []);
    expect(asked.filter((id) => id !== "n2/node_sup")).toEqual([]);
  });
  test("shows nothing old while the worker has not answered", () => {
    renderLens({ focus: { ...focus, row: "n1/node_sup" } });
    expect(details().textContent).not.toContain("always restarted");
  });
});

describe("what if", () => {
  test("marks in words what would become of each row", () => {
    renderLens();
    expect(rowOf(AT).textContent).toContain("running, would be: restarted");
    expect(rowOf(SUPERVISOR).textContent).toContain("would be: giving up, and restarted");
    expect(rowOf("n1/node_sup").textContent).not.toContain("would be");
  });
  test("kills by default", () => {
    const { act } = renderLens();
    expect(part("If agent_07 ends now").textContent).toContain("a permanent child is always restarted");
    fireEvent.click(within(part("If agent_07 ends now")).getByRole("button", { name: "Kill agent_07" }));
    expect(act).toHaveBeenCalledWith({ kind: "kill_process", target: "<n4.17>", reason: "kill" });
  });
  test("asks with another reason, and ends with just that", () => {
    const { act, setParams } = renderLens();
    fireEvent.click(screen.getByRole("radio", { name: "shutdown" }));
    expect(setParams).toHaveBeenLastCalledWith({ at: AT, hover: null, reason: "shutdown" });
    fireEvent.click(screen.getByRole("button", { name: "End agent_07 with shutdown" }));
    expect(act).toHaveBeenCalledWith({ kind: "exit_process", target: "<n4.17>", reason: "shutdown" });
  });
  test("says what is wrong with a reason, and does nothing with it", () => {
    renderLens({ focus: { ...focus, exit: { ...exit, problem: '"Oops" is no exit reason' } } });
    expect(part("If agent_07 ends now").textContent).toContain("is no exit reason");
    const buttons = within(part("If agent_07 ends now")).getAllByRole("button");
    expect(buttons.map((button) => (button as HTMLButtonElement).disabled)).toEqual([true]);
  });
});

describe("the past", () => {
  test("each step leads to its event", () => {
    const { select } = renderLens();
    fireEvent.click(screen.getByRole("button", { name: "agent_08 exited with reason killed" }));
    expect(select).toHaveBeenCalledWith("n4#77");
  });
  test("lists incarnations with reason, time lived and who took them along", () => {
    renderLens();
    const lives = within(part("Incarnations of agent_07")).getAllByRole("listitem");
    expect(lives[0]?.textContent).toContain("alive");
    expect(lives[1]?.textContent).toContain("shutdown");
    expect(lives[1]?.textContent).toMatch(/lived 799\sms, taken along by a sibling/);
  });
  test("says when there is none", () => {
    renderLens({ focus: { ...focus, last: [], incarnations: [] } });
    expect(part("What happened last").textContent).toContain("Nothing has ended");
  });
});

describe("the budget over time", () => {
  test("stands in words beside the picture: used, next, and until when each restart counts", () => {
    renderLens();
    const text = part("Restart budget of agent_sup").textContent ?? "";
    expect(text).toContain("2 of 3 restarts used within 5 s, one left");
    expect(text).toContain("would make agent_sup give up");
    expect(text).toMatch(/t\s11\.402\ss, counts until t\s17\.000\ss/);
  });
  test("places ticks by virtual time, and tells which still count", () => {
    const restartsUs = [5_500_000, 11_402_000];
    const row = tree.rows[SUPERVISOR];
    if (row === undefined) throw new Error("no supervisor");
    const budget = { used: 1, max: 3, periodS: 5, restartsUs };
    renderLens({ rows: { ...tree.rows, [SUPERVISOR]: { ...row, budget } } });
    const ticks = [...part("Restart budget of agent_sup").querySelectorAll<SVGElement>(".budget-tick")];
    expect(ticks.map((tick) => tick.dataset["counts"])).toEqual(["false", "true"]);
    const [left = 0, right = 0] = ticks.map((tick) => Number(tick.getAttribute("x")));
    expect(left).toBeLessThan(right);
  });
  test("of a supervisor that is looked at itself: also when it gave up", () => {
    const { select } = renderLens({ focus: { ...focus, row: SUPERVISOR } }, { selection: "<n4.16>" });
    fireEvent.click(screen.getByRole("button", { name: "agent_sup gave up at restart 4 in 5 s" }));
    expect(select).toHaveBeenCalledWith("n4#60");
  });
});

test("the details can be put away", () => {
  renderLens();
  const toggle = within(details()).getByRole("button", { expanded: true });
  fireEvent.click(toggle);
  expect(toggle.getAttribute("aria-expanded")).toBe("false");
  expect(within(details()).queryByRole("radio")).toBeNull();
});
