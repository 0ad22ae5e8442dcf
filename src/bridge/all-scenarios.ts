/** Every scenario with its code; only to be fetched on demand. */

export { findScenario } from "../sim/index.ts";
