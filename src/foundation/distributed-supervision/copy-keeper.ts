/**
 * The keeper of a node's copies: starts and stops them under the local dynamic supervisor, one after the other, and waits
 * for each. So the distributed supervisor itself never waits and its lease does not depend on how long a start takes.
 */

import {
  type Blocking,
  type Context,
  isTagged,
  type Module,
  type Pid,
  type Term,
} from "../../kernel/index.ts";
import {
  cast,
  defineServer,
  dynamicSupervisor,
  type NoreplyResult,
  noreply,
  started,
} from "../../otp/index.ts";
import { type ClusterChild, startOf } from "./cluster-child.ts";
import { DISTRIBUTED_SUPERVISOR } from "./supervision-state.ts";

export const COPY_KEEPER = "copy_keeper";
/** The dynamic supervisor that copies run under. */
export const PLACED_CHILDREN = "placed_children";

type Start = readonly ["start", ClusterChild, epoch: number];

export const copyKeeperModule: Module = defineServer<null>(COPY_KEEPER, {
  init: () => started(null),
  *handleCast(ctx: Context, request: Term): Blocking<NoreplyResult<null>> {
    if (isTagged(request, "stop"))
      yield* dynamicSupervisor.terminateChild(ctx, PLACED_CHILDREN, request[1] as Pid);
    else yield* startCopy(ctx, request as unknown as Start);
    return noreply(null);
  },
});

/** The child's own restart type is the distributed supervisor's business: here it is not restarted. */
function* startCopy(ctx: Context, [, spec, epoch]: Start): Blocking<void> {
  const { id, shutdown, type } = spec;
  const result = yield* dynamicSupervisor.startChild(ctx, PLACED_CHILDREN, {
    id,
    start: startOf(spec, epoch),
    restart: "temporary",
    ...(shutdown === undefined ? {} : { shutdown }),
    ...(type === undefined ? {} : { type }),
  });
  cast(ctx, DISTRIBUTED_SUPERVISOR, ["copy", id, epoch, result]);
}
