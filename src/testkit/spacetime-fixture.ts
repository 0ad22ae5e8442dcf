/** Assigns of the space-time lens for tests of the page. */
import type { SpacetimeAssigns } from "../bridge/index.ts";

export function spacetimeFixture(nowUs: number): SpacetimeAssigns {
  return { nowUs };
}
