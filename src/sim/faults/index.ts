/** Door of the faults: actions as data, the palette, plans in words and as inputs. */

export type {
  Action,
  ActionKind,
  InputRecord,
  LoadAction,
  NetworkAction,
  NodeAction,
  ProcessAction,
  Quality,
  StorageAction,
} from "./action.ts";
export type { FaultFamily, FieldSpec, FieldType, TargetKind } from "./action-spec.ts";
export { ACTION_KINDS, endOf } from "./action-specs.ts";
export type { FaultFacts, FaultParameter } from "./catalogue.ts";
export { FAULTS, findFault, makeFault } from "./catalogue.ts";
export { describeAction } from "./describe-action.ts";
export { parseAction } from "./parse-action.ts";
export { readPhrase, writePhrase } from "./phrases.ts";
export type { FaultPlan, PlannedFault } from "./plan.ts";
export { canLast, compilePlan, planOfInputs } from "./plan.ts";
export { readPlan, writeFault, writePlan } from "./plan-text.ts";
export { bridge, chain, deafOrMute, majoritiesRing } from "./shapes.ts";
export { nodeIndexOf, parseLink, parseModule, parsePid, parseRegistered, parseWays } from "./targets.ts";
