/** What processes of a node may ask about variables: propose a change, read the current value. */

import type { Blocking, Context, Term } from "../../kernel/index.ts";
import { cast, tryCall } from "../../otp/index.ts";
import {
  NO_VARIABLES,
  type RefusalCode,
  type VariablesState,
  type VariableValue,
  variableOf,
} from "../variables/index.ts";
import { GIVE_UP_TICKS, STATE_ROW, TICK_US, VARIABLES, VARIABLES_TABLE } from "./coordinator-state.ts";
import type { ProposeRequest } from "./propose.ts";

/**
 * `ok`: the proposal is in the log under this id and its electorate is frozen. `refused` with a sentence: nobody is
 * asked. `unknown`: it may have been opened or not; ask again with `retryOf` and it is opened at most once.
 */
export type ProposeResult =
  | readonly ["ok", proposal: string]
  | readonly ["refused", RefusalCode, message: string]
  | readonly ["unknown", { readonly session: string; readonly sequence: number } | null];

/** A value as it is known on this node, which may be behind the cluster. */
export interface CurrentValue {
  readonly value: VariableValue;
  readonly version: number;
  /** Log index that activated the version; an action that carries a lower one is out of date. */
  readonly token: number;
}

/** Proposes a value and waits until the proposal is in the log; the decision comes later. */
export function* propose(ctx: Context, request: ProposeRequest): Blocking<ProposeResult> {
  const answer = yield* tryCall(ctx, VARIABLES, ["propose", request as Term], (GIVE_UP_TICKS + 5) * TICK_US);
  return answer.ok ? (answer.value as unknown as ProposeResult) : ["unknown", null];
}

/** As `propose`, without an answer. Harmless when the server is not there. */
export function proposeAsync(ctx: Context, request: ProposeRequest): void {
  cast(ctx, VARIABLES, ["propose", request as Term]);
}

/** The newest version known on this node; undefined before the variable was declared. Never waits. */
export function current(ctx: Context, variable: string): CurrentValue | undefined {
  const known = variableOf(localView(ctx), variable);
  return known === undefined ? undefined : { value: known.value, version: known.version, token: known.token };
}

/** The whole replicated state as known on this node; empty while there is no variables server. Never waits. */
export function localView(ctx: Context): VariablesState {
  if (!ctx.tableExists(VARIABLES_TABLE)) return NO_VARIABLES;
  return ctx.tableGet(VARIABLES_TABLE, STATE_ROW) as VariablesState;
}
