/** A client for tests: submits one command after another, and asks again with the same name when it is not sure. */

import { submit } from "../../foundation/consensus/index.ts";
import { become, type Module, receiveWithin } from "../../kernel/index.ts";

export const clientModule: Module = {
  name: "test_client",
  functions: {
    *run(ctx, session: string, sequence: number, pauseUs: number) {
      yield* receiveWithin(pauseUs, () => false);
      const command = `${session}/${sequence}`;
      const result = yield* submit(ctx, { session, sequence, command, timeoutUs: 600_000 });
      const isDone = result[0] === "ok" || result[1] === "stale_sequence";
      if (result[0] === "ok") ctx.emit("client_done", [session, sequence, result[1], result[2]]);
      return become("test_client", "run", [session, isDone ? sequence + 1 : sequence, pauseUs]);
    },
  },
};
