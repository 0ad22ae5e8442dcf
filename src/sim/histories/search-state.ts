/**
 * Which operations have been put in order so far, as a set with a short exact name: all completed operations before
 * the first that is missing, a window of bits behind it, and the unknown ones. Together with the state of the model
 * that is a configuration; one that was left without success need not be entered again (Lowe's memoisation).
 *
 * Operations are numbered in order of their calls, so the window is about as wide as there are clients.
 */

export interface DoneSet {
  add(operation: number): void;
  remove(operation: number): void;
  has(operation: number): boolean;
  /** One text per set. */
  name(): string;
}

const BITS = 30;

/** `isUnknown` per operation. */
export function createDoneSet(isUnknown: Uint8Array): DoneSet {
  const isDone = new Uint8Array(isUnknown.length);
  const unknownDone: number[] = [];
  const unknownSets = new Map<string, number>([["", 0]]);
  /** Number of the present set of unknown operations; undefined after a change. */
  let unknownSet: number | undefined = 0;
  /** No completed operation below it is missing. */
  let low = 0;
  let high = -1;
  const skip = (): void => {
    while (low < isDone.length && (isDone[low] === 1 || isUnknown[low] === 1)) low++;
  };
  skip();
  return {
    add(operation) {
      isDone[operation] = 1;
      if (isUnknown[operation] === 1) {
        unknownDone.push(operation);
        unknownSet = undefined;
      } else high = Math.max(high, operation);
      if (operation === low) skip();
    },
    remove(operation) {
      isDone[operation] = 0;
      if (isUnknown[operation] === 1) {
        unknownDone.splice(unknownDone.lastIndexOf(operation), 1);
        unknownSet = undefined;
      } else low = Math.min(low, operation);
      while (high >= 0 && (isDone[high] === 0 || isUnknown[high] === 1)) high--;
    },
    has: (operation) => isDone[operation] === 1,
    name() {
      let text = `${low}`;
      let word = 0;
      let bits = 0;
      for (let i = low; i <= high; i++) {
        if (isUnknown[i] === 1) continue;
        word = (word << 1) | (isDone[i] as number);
        if (++bits < BITS) continue;
        text += `.${word.toString(36)}`;
        word = 0;
        bits = 0;
      }
      if (bits > 0) text += `.${word.toString(36)}:${bits}`;
      unknownSet ??= numberOf(unknownDone, unknownSets);
      if (unknownSet > 0) text += `?${unknownSet}`;
      return text;
    },
  };
}

/** One number per set, given out in order of first need: sets of unknown operations may be large. */
function numberOf(members: readonly number[], sets: Map<string, number>): number {
  const text = members
    .slice()
    .sort((a, b) => a - b)
    .join();
  const known = sets.get(text) ?? sets.size;
  sets.set(text, known);
  return known;
}
