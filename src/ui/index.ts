/** Door of the ui floor: the page as one component. */

export { prefetchLens } from "./lenses/index.ts";
export { Shell } from "./shell/shell.tsx";
