/**
 * Moving through the stage by keyboard: by neighbourhood, never by reading order of the drawing.
 *
 *   node     ← → the next node round the ring · ↓ into its processes · ↑ out to its links
 *   process  ← → the next process · ↓ ↑ the process below or above · ↑ from the top row back to the node
 *   link     ← → the next link of the same node · ↑ across to the other node · ↓ back to the node
 *   Home, End: first and last of the same kind · Escape: one level up
 *
 * Invariants (neighbourhood.test.ts): a move never leads to a thing that is not drawn; every drawn thing can be
 * reached from every other one.
 */
import type { Point } from "./plane.ts";

export interface ProcessPlace {
  readonly pid: string;
  readonly row: number;
  readonly at: Point;
}

/** What is drawn, as far as moving needs it. */
export interface Neighbourhood {
  readonly order: readonly string[];
  /** Drawn processes of each node, row by row. */
  readonly processes: Readonly<Record<string, readonly ProcessPlace[]>>;
  /** Links of each node, in the order in which their other ends stand on the ring. */
  readonly links: Readonly<Record<string, readonly LinkPlace[]>>;
}

export interface LinkPlace {
  readonly id: string;
  readonly other: string;
}

/** Where the focus is: a thing, and the node from which it was entered (a link belongs to two nodes). */
export interface Spot {
  readonly id: string;
  readonly home: string;
}

export type MoveKey = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "Escape";

const MOVE_KEYS: readonly string[] = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "Escape",
];

export function isMoveKey(key: string): key is MoveKey {
  return MOVE_KEYS.includes(key);
}

/** The spot a key leads to; null when it leads nowhere (the key is then left to whoever else wants it). */
export function moveFrom(spot: Spot, key: MoveKey, map: Neighbourhood): Spot | null {
  const node = map.order.indexOf(spot.id);
  if (node >= 0) return moveFromNode(node, key, map);
  const places = map.processes[spot.home] ?? [];
  const process = places.findIndex((place) => place.pid === spot.id);
  if (process >= 0) return moveFromProcess(process, key, { home: spot.home, places });
  const links = map.links[spot.home] ?? [];
  const link = links.findIndex((place) => place.id === spot.id);
  return link >= 0 ? moveFromLink(link, key, { home: spot.home, links }) : null;
}

/** The spot for a thing chosen by pointer or selection; null when it is not drawn. */
export function spotOf(id: string | null, map: Neighbourhood): Spot | null {
  if (id === null) return null;
  if (map.order.includes(id)) return { id, home: id };
  for (const home of map.order) {
    if (map.processes[home]?.some((place) => place.pid === id)) return { id, home };
    if (map.links[home]?.some((place) => place.id === id)) return { id, home };
  }
  return null;
}

function moveFromNode(index: number, key: MoveKey, map: Neighbourhood): Spot | null {
  const { order } = map;
  const home = order[index];
  if (home === undefined) return null;
  switch (key) {
    case "ArrowRight":
      return nodeSpot(order[(index + 1) % order.length]);
    case "ArrowLeft":
      return nodeSpot(order[(index + order.length - 1) % order.length]);
    case "Home":
      return nodeSpot(order[0]);
    case "End":
      return nodeSpot(order.at(-1));
    case "ArrowDown":
      return spotIn(home, map.processes[home]?.[0]?.pid);
    case "ArrowUp":
      return spotIn(home, map.links[home]?.[0]?.id);
    case "Escape":
      return null;
  }
}

interface ProcessRing {
  readonly home: string;
  readonly places: readonly ProcessPlace[];
}

function moveFromProcess(index: number, key: MoveKey, ring: ProcessRing): Spot | null {
  const { home, places } = ring;
  const here = places[index];
  if (here === undefined) return null;
  switch (key) {
    case "ArrowRight":
      return spotIn(home, places[(index + 1) % places.length]?.pid);
    case "ArrowLeft":
      return spotIn(home, places[(index + places.length - 1) % places.length]?.pid);
    case "Home":
      return spotIn(home, places[0]?.pid);
    case "End":
      return spotIn(home, places.at(-1)?.pid);
    case "ArrowDown":
      return spotIn(home, nearestInRow(places, here, here.row + 1)?.pid);
    case "ArrowUp":
      return spotIn(home, nearestInRow(places, here, here.row - 1)?.pid ?? home);
    case "Escape":
      return nodeSpot(home);
  }
}

interface LinkRing {
  readonly home: string;
  readonly links: readonly LinkPlace[];
}

function moveFromLink(index: number, key: MoveKey, ring: LinkRing): Spot | null {
  const { home, links } = ring;
  switch (key) {
    case "ArrowRight":
      return spotIn(home, links[(index + 1) % links.length]?.id);
    case "ArrowLeft":
      return spotIn(home, links[(index + links.length - 1) % links.length]?.id);
    case "Home":
      return spotIn(home, links[0]?.id);
    case "End":
      return spotIn(home, links.at(-1)?.id);
    case "ArrowUp":
      return nodeSpot(links[index]?.other);
    case "ArrowDown":
    case "Escape":
      return nodeSpot(home);
  }
}

function nearestInRow(
  places: readonly ProcessPlace[],
  from: ProcessPlace,
  row: number,
): ProcessPlace | undefined {
  let best: ProcessPlace | undefined;
  for (const place of places) {
    if (place.row !== row) continue;
    if (best === undefined || Math.abs(place.at.x - from.at.x) < Math.abs(best.at.x - from.at.x))
      best = place;
  }
  return best;
}

function nodeSpot(id: string | undefined): Spot | null {
  return id === undefined ? null : { id, home: id };
}

function spotIn(home: string, id: string | undefined): Spot | null {
  return id === undefined ? null : { id, home };
}
