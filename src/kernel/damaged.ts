/**
 * What a damaged record of a disk reads as: its checksum does not fit, so nothing is known about what it held.
 *
 * A plain term, so that it travels and is captured like any other; told by its tag, not by identity.
 */

import type { Term } from "./term.ts";

const TAG = "$damaged";

/** What `diskGet` answers for a record whose checksum does not fit. */
export const DAMAGED: Term = [TAG];

/** Whether a record read from disk is damaged. Code that reads what it must not guess asks this first. */
export function isDamaged(record: Term): boolean {
  return Array.isArray(record) && record.length === 1 && record[0] === TAG;
}
