/** The first process of a node in tests: it starts a root supervisor and stays, as `init` does. */

import { type Blocking, type Context, type Module, receive } from "../kernel/index.ts";
import { supervisor } from "../otp/index.ts";

/** Boot function: `["boot", "supervise", ["root"]]` starts the supervisor module `root` under that name. */
export const BOOT: Module = {
  name: "boot",
  functions: {
    *supervise(ctx: Context, module: string): Blocking<undefined> {
      yield* supervisor.startLink(ctx, module, null, { name: module });
      yield* receive(() => false);
      return undefined;
    },
  },
};
