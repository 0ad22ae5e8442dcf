// Why, as the page gets it: it grows from frame to frame while the past is run again, in the words that are asked for.
import { expect, test } from "vitest";
import { Timeline } from "../../sim/index.ts";
import { openRun } from "../../testkit/sim/open-run.ts";
import type { WhyAssigns } from "../assigns.ts";
import { createView, loadView } from "./index.ts";

await Promise.all((["run", "events", "inspector"] as const).map(loadView));

const RESTING = { playing: false, speed: 1, untilUs: null, seekPercent: null, eventsPerSecond: 0 };
const ALL = Number.POSITIVE_INFINITY;

/** A run of six seconds that has been taken back to its third: what came later is known, but in no trace. */
function takenBack(): { readonly timeline: Timeline; readonly event: string } {
  const timeline = new Timeline({ run: openRun("learning-cluster", 4, { checks: false }), interval: 1_500 });
  timeline.advance(2_000_000, ALL);
  expect(timeline.act({ kind: "crash_node", target: "n1" }).ok).toBe(true);
  timeline.advance(6_000_000, ALL);
  const elected = timeline.run.domain.since(0).findLast(({ name }) => name === "raft.leader_elected");
  const target = { kind: "time", us: 1_000_000 } as const;
  timeline.seek(target);
  while (!timeline.goTowards(target, 500));
  return { timeline, event: `n${(elected?.node ?? 0) + 1}#${elected?.seq}` };
}

function ask(timeline: Timeline, params: Readonly<Record<string, unknown>>): WhyAssigns | null {
  const view = createView("events");
  if (view === undefined) throw new Error("the view is loaded above");
  return (view.render(timeline.run, RESTING, params, timeline) as { why: WhyAssigns | null }).why;
}

function answer(timeline: Timeline, params: Readonly<Record<string, unknown>>): WhyAssigns {
  let before = -1;
  for (;;) {
    const why = ask(timeline, params);
    if (why === null) throw new Error("nothing was asked");
    if (why.end !== "searching") return why;
    // Every frame differs from the one before: that is what brings the next one.
    expect(why.searched).toBeGreaterThan(before);
    before = why.searched ?? 0;
  }
}

test("an event that no trace holds is found, with all its causes", () => {
  const { timeline, event } = takenBack();
  const hash = timeline.run.world.hash();
  const why = answer(timeline, { select: event });
  expect(["input", "start"]).toContain(why.end);
  expect(why.steps[0]).toMatchObject({ id: event, kind: "domain" });
  expect(why.steps.at(-1)).toMatchObject({ node: "", text: why.endText });
  expect(timeline.run.world.hash()).toBe(hash);
});

test("the same chain is told at three levels", () => {
  const { timeline, event } = takenBack();
  const texts = ["novice", "operator", "raw"].map((level) => {
    const [first] = answer(timeline, { select: event, level }).steps;
    return first !== undefined && "text" in first ? first.text : "";
  });
  expect(texts[0]).toMatch(/^n\d now leads: most nodes voted for it/);
  expect(texts[1]).toMatch(/^n\d is the leader of term \d+, elected with \d votes/);
  expect(texts[2]).toMatch(/^n\d#\d+ domain <n\d\.\d+>/);
});

test("folds open by their name, and the inspector finds the event as well", () => {
  const { timeline, event } = takenBack();
  const closed = answer(timeline, { select: event });
  const folds = closed.steps.flatMap((step) => ("fold" in step ? [step.fold] : []));
  expect(folds.length).toBeGreaterThan(0);
  const open = answer(timeline, { select: event, unfold: folds });
  expect(open.steps.length).toBeGreaterThan(closed.steps.length);
  expect(open.count).toBe(closed.count);
  const page = createView("inspector")?.render(timeline.run, RESTING, { target: event }, timeline);
  expect(page).toMatchObject({ target: event, gone: null, kind: "event", why: { event, end: closed.end } });
});

test("an event that was looked at stays known when the run is taken back before it", () => {
  const { timeline } = takenBack();
  const target = `n2#${timeline.run.world.nodes[1]?.trace.seq}`;
  const look = () => createView("inspector")?.render(timeline.run, RESTING, { target }, timeline);
  const before = look();
  expect(before).toMatchObject({ gone: null, title: `Event ${target}` });
  timeline.seek({ kind: "time", us: 0 });
  expect(look()).toMatchObject({ gone: null, title: `Event ${target}`, why: { event: target } });
});
