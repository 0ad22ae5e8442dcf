/** Space-time: who did what when, and what could have known of it. */
import type { LensProps } from "../../lens.ts";

export function Lens({ assigns }: LensProps<"spacetime">) {
  return <p>{assigns.nowUs}</p>;
}
