/**
 * Is it worth spreading this world? A window costs its events, shared by the shards, and one exchange between them. So
 * there is a number of events per window from which several workers pay; below it one worker is faster.
 */

export interface WindowFigures {
  /** Events of the whole world in a window, on average. */
  readonly eventsPerWindow: number;
  /** Time of an event on one worker, in µs. */
  readonly eventUs: number;
  /** Time of an exchange between shards, in µs. */
  readonly exchangeUs: number;
}

/** Several workers must promise this much, or the world stays on one, which is the simpler thing. */
const WORTH_WHILE = 1.2;

/** How many times faster `shards` workers would be than one; below 1 they are slower. */
export function expectedSpeedUp(shards: number, figures: WindowFigures): number {
  const aloneUs = figures.eventsPerWindow * figures.eventUs;
  return shards === 1 ? 1 : aloneUs / (aloneUs / shards + figures.exchangeUs);
}

/** Events per window from which so many workers are faster than one. */
export function breakEvenEvents(
  shards: number,
  { eventUs, exchangeUs }: Omit<WindowFigures, "eventsPerWindow">,
): number {
  return exchangeUs / eventUs / (1 - 1 / shards);
}

/** The number of workers, from 1 to `most`, that promises most. */
export function chooseShards(most: number, figures: WindowFigures): number {
  let best = 1;
  for (let shards = 2; shards <= most; shards++) {
    const gain = expectedSpeedUp(shards, figures) / expectedSpeedUp(best, figures);
    if (gain >= WORTH_WHILE) best = shards;
  }
  return best;
}
