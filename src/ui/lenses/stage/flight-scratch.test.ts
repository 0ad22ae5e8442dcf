import { describe, expect, test } from "vitest";
import { FLIGHT_CLASS } from "../../../view/index.ts";
import { type FlightFrame, FlightScratch, MARK, STRENGTH_BANDS } from "./flight-scratch.ts";
import { LANE_OFFSET } from "./lane.ts";
import { countTraffic, weightWidth } from "./traffic.ts";

const SENT = 1_000_000;
const ARRIVE = 1_100_000;

interface Flight {
  readonly from?: number;
  readonly to?: number;
  readonly lost?: boolean;
  readonly arriveAtUs?: number;
}

function frame(timeUs: number, flights: readonly Flight[], frameUs = 1_000): FlightFrame {
  const rows = flights.flatMap(({ from = 0, to = 1, lost = false, arriveAtUs = ARRIVE }, id) => [
    id,
    from,
    to,
    SENT,
    arriveAtUs,
    FLIGHT_CLASS.append,
    lost ? 1 : 0,
  ]);
  // Two nodes 300 px apart; a third that is not drawn.
  const places = new Float64Array([0, 0, 300, 0, Number.NaN, Number.NaN]);
  return { flights: new Float64Array(rows), trailUs: 50_000, places, clearance: 50, timeUs, frameUs };
}

function marks(timeUs: number, flight: Flight, frameUs?: number) {
  const scratch = new FlightScratch();
  scratch.resolve(frame(timeUs, [flight], frameUs));
  return {
    mark: scratch.mark[0],
    x: scratch.x[0],
    y: scratch.y[0],
    band: scratch.band[0],
    length: Math.round(scratch.length[0] ?? 0),
  };
}

describe("a message in a frame", () => {
  test("stands at its share of the way between the rims, on the right hand lane", () => {
    expect(marks(SENT + 25_000, {})).toMatchObject({ mark: MARK.dot, x: 100, y: LANE_OFFSET });
  });
  test("is not drawn before it is sent, nor after it arrived when it could be followed", () => {
    expect(marks(SENT - 1, {}).mark).toBe(MARK.none);
    expect(marks(ARRIVE + 1, {}).mark).toBe(MARK.none);
  });
  test("leaves a trail that drains into the receiver when it was too quick", () => {
    const quick = { arriveAtUs: SENT + 2_000 };
    expect(marks(SENT + 2_001, quick, 16_667)).toMatchObject({
      mark: MARK.trail,
      x: 250,
      band: STRENGTH_BANDS,
      length: 200,
    });
    expect(marks(SENT + 45_000, quick, 16_667)).toMatchObject({
      mark: MARK.trail,
      x: 250,
      band: 1,
      length: 28,
    });
    expect(marks(SENT + 60_000, quick, 16_667).mark).toBe(MARK.none);
  });
  test("that is lost ends in a cross half way", () => {
    expect(marks(SENT + 49_000, { lost: true }).mark).toBe(MARK.dot);
    expect(marks(SENT + 60_000, { lost: true })).toMatchObject({ mark: MARK.cross, x: 150 });
  });
  test("to a node that is not drawn is not drawn", () => {
    expect(marks(SENT + 25_000, { to: 2 }).mark).toBe(MARK.none);
    expect(marks(SENT + 25_000, { to: 9 }).mark).toBe(MARK.none);
  });
});

test("frames allocate nothing: the arrays stay the same while messages come and go", () => {
  const scratch = new FlightScratch();
  scratch.resolve(
    frame(
      SENT,
      Array.from({ length: 60 }, () => ({})),
    ),
  );
  const { x, mark } = scratch;
  scratch.resolve(frame(SENT + 10, Array.from({ length: 200 }, () => ({})).slice(0, 64)));
  expect(scratch.x).toBe(x);
  expect(scratch.mark).toBe(mark);
  expect(scratch.count).toBe(64);
});

describe("traffic", () => {
  test("counts messages and losses per direction", () => {
    const { flights } = frame(0, [{}, { lost: true }, { from: 1, to: 0 }]);
    const traffic = countTraffic(flights, 2);
    expect([...traffic.sent]).toEqual([0, 2, 1, 0]);
    expect([...traffic.lost]).toEqual([0, 1, 0, 0]);
  });
  test("more messages never make a thinner edge, and none makes no edge", () => {
    expect(weightWidth(0)).toBe(0);
    const widths = [1, 2, 10, 100, 10_000].map(weightWidth);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(Math.max(...widths)).toBeLessThanOrEqual(9);
  });
});
