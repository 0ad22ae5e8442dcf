/**
 * Lists that only grow, each content under one number, so that states with long lists have short keys and are
 * compared exactly. A content is the one it was made from and one item more.
 *
 * Invariant: two contents have the same number exactly when they hold the same items. 0 is the empty list.
 */

import { canonical, type Json, sameJson } from "../operation.ts";

export interface Contents {
  longer(content: number, item: Json): number;
  lengthOf(content: number): number;
  /** The item at a place from 0; undefined when there is none. */
  itemAt(content: number, place: number): Json | undefined;
  itemsOf(content: number): readonly Json[];
  /** Whether it holds exactly these items. Quick where the lengths differ. */
  holds(content: number, items: Json): boolean;
}

interface Content {
  readonly before: number;
  readonly item: Json;
  readonly length: number;
}

export function createContents(): Contents {
  const all: Content[] = [{ before: 0, item: null, length: 0 }];
  const known = new Map<string, number>();
  const at = (content: number): Content => all[content] as Content;
  return {
    longer(before, item) {
      const name = `${before} ${canonical(item)}`;
      const found = known.get(name);
      if (found !== undefined) return found;
      known.set(name, all.length);
      all.push({ before, item, length: at(before).length + 1 });
      return all.length - 1;
    },
    lengthOf: (content) => at(content).length,
    itemAt(content, place) {
      if (!Number.isInteger(place) || place < 0 || place >= at(content).length) return undefined;
      let found = at(content);
      while (found.length > place + 1) found = at(found.before);
      return found.item;
    },
    itemsOf(content) {
      const items: Json[] = [];
      for (let found = at(content); found.length > 0; found = at(found.before)) items.push(found.item);
      return items.reverse();
    },
    holds(content, items) {
      if (!Array.isArray(items) || items.length !== at(content).length) return false;
      for (let found = at(content); found.length > 0; found = at(found.before)) {
        if (!sameJson((items as readonly Json[])[found.length - 1] as Json, found.item)) return false;
      }
      return true;
    },
  };
}
