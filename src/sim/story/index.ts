/** Door of the story: events in words, and their causes. */

export { tellDeed } from "./deeds.ts";
export { describeRecord, KIND_NAMES } from "./describe-record.ts";
export { type ChainFold, foldChain, foldOf, UNFOLD_STEP } from "./fold-chain.ts";
export { NARRATED_EVENTS, type Narration, narrate, tellEvent, WORDED_EVENTS } from "./narrate.ts";
export { type OutcomeText, outcomeOf } from "./outcome.ts";
export { ProcessNames } from "./process-names.ts";
export { tellRecord } from "./tell-record.ts";
export { eventIdText, parseEventId, type WhyChain, whyChain } from "./why.ts";
export type { Level, NameOf } from "./words.ts";
