/** Bringing a proposal into the log: for an agent in the agent's session, for anybody else in the server's own. */

import type { Context, Term } from "../../kernel/index.ts";
import type { From } from "../../otp/index.ts";
import { type OpenCommand, variableOf } from "../variables/index.ts";
import { type CoordinatorState, DEADLINE_TICKS } from "./coordinator-state.ts";
import { named } from "./duties.ts";
import { begin } from "./submissions.ts";

export type ProposeRequest = {
  readonly variable: string;
  readonly value: Term;
  /** Who proposes: an agent's id, or a text such as "person". */
  readonly proposer: string;
  /** Version the proposer has in mind; the newest known here unless said. */
  readonly baseVersion?: number;
  /** Name of an earlier attempt whose outcome was unknown: asks for the same proposal again. */
  readonly retryOf?: { readonly session: string; readonly sequence: number };
};

export function beginProposal(
  ctx: Context,
  state: CoordinatorState,
  request: ProposeRequest,
  from: From | null,
): CoordinatorState {
  const { variable, value, proposer, retryOf } = request;
  const isAgent = state.locals.some(({ agent }) => agent === proposer);
  const [session, sequence, taken] =
    retryOf === undefined
      ? named(state, isAgent ? proposer : null)
      : ([retryOf.session, retryOf.sequence, state] as const);
  const id = `${session}:${sequence}`;
  const command: OpenCommand = {
    kind: "open",
    id,
    variable,
    // A variable unknown here may be known elsewhere; the log is who decides.
    baseVersion: request.baseVersion ?? variableOf(state.view, variable)?.version ?? 1,
    value,
    rule: state.args.rule ?? "majority",
    deadlineTicks: state.args.deadlineTicks ?? DEADLINE_TICKS,
    proposer,
    session,
  };
  return begin(ctx, taken, { key: `open:${id}`, session, sequence, command: command as Term, from });
}
