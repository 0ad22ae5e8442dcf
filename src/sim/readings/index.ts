/** Door of the readings: what observers know about a running world, read without a message and without a trace. */

export type { ServerReading } from "./cluster.ts";
export { readLeader, readServer } from "./cluster.ts";
export type { Tree, TreeKind, TreeRow } from "./tree.ts";
export { kindOf, readTree } from "./tree.ts";
export { readVariables } from "./variables.ts";
