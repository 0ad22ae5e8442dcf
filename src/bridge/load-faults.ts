/** Fetches the palette of faults: no part of what a page opens with. */

import type { FaultKit } from "./fault-kit.ts";

export async function loadFaults(): Promise<FaultKit> {
  return (await import("./fault-kit.ts")).faultKit;
}
