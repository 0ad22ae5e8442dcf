/** Door of the campaign: many seeds under random faults, and failing ones made small. */

export { createNemesis, type Nemesis, type NemesisOptions } from "./nemesis.ts";
export { replaySeed, runSeed, type SeedOptions, type SeedOutcome } from "./seed-run.ts";
export { type Shrunk, shrink } from "./shrink.ts";
