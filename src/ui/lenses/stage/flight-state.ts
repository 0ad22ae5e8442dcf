/**
 * The state of one message at a moment: not sent, under way, arrived a moment ago, lost or over.
 *
 * Everything here is arithmetic on numbers, without allocation, because it runs for every message in every frame.
 * A message lost on the way fades with a cross half way: the picture must not suggest where in the network it died.
 *
 * Invariants (flight-state.test.ts): `flightProgress` never decreases in time; strengths lie in 0..1 and never grow.
 */

/** Share of the way flown, 0 before it was sent and 1 from its arrival on. */
export function flightProgress(timeUs: number, sentAtUs: number, arriveAtUs: number): number {
  if (timeUs <= sentAtUs) return 0;
  if (timeUs >= arriveAtUs) return 1;
  return (timeUs - sentAtUs) / (arriveAtUs - sentAtUs);
}

/** Whether its dot is to be drawn: sent and not arrived; a lost one flies to the half way mark. */
export function isUnderWay(timeUs: number, sentAtUs: number, arriveAtUs: number, lost: boolean): boolean {
  const endUs = lost ? (sentAtUs + arriveAtUs) / 2 : arriveAtUs;
  return timeUs >= sentAtUs && timeUs < endUs;
}

/** Strength of the trail it leaves on the edge after its arrival: 1 at arrival, 0 `trailUs` later. */
export function trailStrength(timeUs: number, arriveAtUs: number, trailUs: number): number {
  if (timeUs < arriveAtUs || trailUs <= 0) return 0;
  return Math.max(0, 1 - (timeUs - arriveAtUs) / trailUs);
}

/** The cross of a lost message stays this many trails: it is rarer and worth more than one that arrives. */
export const LOST_TRAILS = 4;

/** Strength of the cross of a lost message: 1 when it is lost half way, 0 some trails after it would have arrived. */
export function crossStrength(timeUs: number, sentAtUs: number, arriveAtUs: number, trailUs: number): number {
  const lostAtUs = (sentAtUs + arriveAtUs) / 2;
  const goneAtUs = arriveAtUs + LOST_TRAILS * trailUs;
  if (timeUs < lostAtUs || goneAtUs <= lostAtUs) return 0;
  return Math.max(0, 1 - (timeUs - lostAtUs) / (goneAtUs - lostAtUs));
}

/** Frames within which a whole flight cannot be followed by eye: such messages leave a trail. */
const QUICK_FRAMES = 6;

/** Whether a flight passes too quickly to be seen when a frame covers `frameUs` of virtual time. */
export function isTooQuick(sentAtUs: number, arriveAtUs: number, frameUs: number): boolean {
  return arriveAtUs - sentAtUs < QUICK_FRAMES * frameUs;
}
