/** The first process of a node: it starts the root supervisor and lives as long as that does. */

import { type Context, isTagged, type Module, receive, type Term } from "../../kernel/index.ts";
import { type StartResult, supervisor } from "../../otp/index.ts";

/** `["root", "start", [supervisor module, args]]` as the boot function of a scenario. */
export const ROOT: Module = {
  name: "root",
  functions: {
    *start(ctx: Context, module: string, args: Term) {
      ctx.trapExit(true);
      ctx.setLabel("init");
      const result: StartResult = yield* supervisor.startLink(ctx, module, args, { name: "root" });
      if (!Array.isArray(result) || result[0] !== "ok") return undefined;
      yield* receive((message) => isTagged(message, "EXIT") && message[1] === result[1]);
      return undefined;
    },
  },
};
