/**
 * Which commands a typed text means, best first.
 *
 * Every word of the text must be found in the command, as the beginning of a word, inside one, or as its letters in
 * order. Beginnings count most, so `cl` finds “Crash the leader” before “include”.
 *
 * Invariant: an empty text matches everything in the order given, and equal scores keep that order.
 */

export interface Searchable {
  readonly group: string;
  readonly text: string;
}

const AT_WORD = 4;
const INSIDE = 2;
const SCATTERED = 1;

export function matching<T extends Searchable>(commands: readonly T[], text: string): readonly T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  return commands
    .map((command, index) => ({ command, index, score: scoreOf(command, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ command }) => command);
}

/** 0 when a word is not found; else the sum over the words, a little more for a short command. */
function scoreOf({ group, text }: Searchable, words: readonly string[]): number {
  const whole = `${group} ${text}`.toLowerCase();
  let score = 0;
  for (const word of words) {
    const points = wordScore(whole, word);
    if (points === 0) return 0;
    score += points;
  }
  return score + 1 / (1 + text.length);
}

function wordScore(whole: string, word: string): number {
  if (whole.split(/[^a-z0-9_]+/).some((part) => part.startsWith(word))) return AT_WORD;
  if (whole.includes(word)) return INSIDE;
  return isScattered(whole, word) ? SCATTERED : 0;
}

/** Whether the letters of `word` come in this order, each at the beginning of a word of `whole`. */
function isScattered(whole: string, word: string): boolean {
  const initials = whole.split(/[^a-z0-9_]+/).map((part) => part[0] ?? "");
  let at = 0;
  for (const initial of initials) if (initial === word[at]) at++;
  return at === word.length;
}
