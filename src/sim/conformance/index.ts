/** Door of conformance: scenarios recorded from the real Erlang/OTP, run on our kernel and behaviours. */

export type { Scenario as ConformanceScenario } from "./json.ts";
export { runScenario as runConformanceScenario } from "./run-case.ts";
