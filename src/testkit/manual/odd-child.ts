/**
 * Children whose start functions do what they are told: succeed, succeed with information, crash, or answer any term.
 */

import { type Context, error, type Module, receive, type Term } from "../../kernel/index.ts";
import { type ChildSpec, supervisor } from "../../otp/index.ts";
import { type Family, family, workers } from "./family.ts";

/** A module whose start function does what its argument says. */
export const odd: Module = {
  name: "odd",
  functions: {
    start(ctx: Context, how: Term) {
      const pid = () => ctx.spawn(["odd", "run", []], { link: true });
      if (how === "ok") return ["ok", pid()];
      if (how === "info") return ["ok", pid(), "information"];
      if (how === "crash") return error("bad");
      return how;
    },
    *run() {
      yield* receive(() => false);
    },
  } as never,
};

/** A child of the odd module, called `odd`. */
export const oddSpec = (how: Term, more: Partial<ChildSpec> = {}): ChildSpec => ({
  id: "odd",
  start: ["odd", "start", [how]],
  ...more,
});

/** A supervisor with a worker `a` that knows the odd module. */
export const oddFamily = () => family({}, workers("a"), { modules: [odd] });

/** A simple_one_for_one supervisor of odd children; what they do comes with start_child. */
export const simple = () =>
  family({ strategy: "simple_one_for_one" }, [oddSpec("ok", { start: ["odd", "start", []] })], {
    modules: [odd],
  });

/** start_child, asked of the supervisor. */
export const startIn = (group: Family, spec: ChildSpec | readonly Term[]): Term =>
  group.ask((ctx) => supervisor.startChild(ctx, "sup", spec));
