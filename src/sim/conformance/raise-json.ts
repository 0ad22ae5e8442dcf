/** `[CLASS, REASON]` of the language, raised. */

import { Raise, type RaiseClass } from "../../kernel/index.ts";
import type { Json } from "./json.ts";
import type { World } from "./world.ts";

export function raiseJson(world: World, raise: Json | undefined): never {
  const [kind, reason] = raise as readonly [RaiseClass, Json];
  throw new Raise(kind, world.decode(reason));
}
