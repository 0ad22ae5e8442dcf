/** Door of the story: events in words. */

export { describeRecord, KIND_NAMES } from "./describe-record.ts";
export { NARRATED_EVENTS, type Narration, narrate } from "./narrate.ts";
export { type OutcomeText, outcomeOf } from "./outcome.ts";
export { eventIdText, parseEventId, type WhyChain, whyChain } from "./why.ts";
