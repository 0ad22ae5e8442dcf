/**
 * Fencing: what a resource does so that a leader that has been replaced does no harm (N4).
 *
 * A resource remembers the largest token it has accepted and refuses smaller ones. This makes a deposed leader harmless
 * from the first action of its successor on, and not before; a resource that only the deposed leader can reach never
 * hears of the successor, and no token helps there.
 */

import { err, ok, type Result } from "../../base/index.ts";

/** The largest token accepted so far; 0 at the start, terms begin at 1. */
export type Fence = { readonly token: number };

export const OPEN_FENCE: Fence = { token: 0 };

/** The fence after an action with this token, or the refusal with the token that is needed at least. */
export function pass(fence: Fence, token: number): Result<Fence, readonly ["stale_token", number]> {
  return token < fence.token ? err(["stale_token", fence.token]) : ok({ token });
}
