/**
 * What the supervision view needs beyond its rows: the past and the forecasts. Fetched when the lens is first opened,
 * so that it weighs nothing before; nothing else may import these files statically.
 */

export { focusOf } from "./supervision-focus.ts";
export { SupervisionHistory } from "./supervision-history.ts";
export { previewOf } from "./supervision-preview.ts";
