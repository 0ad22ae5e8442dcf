/**
 * Data of the learning room as terms. Its interfaces describe plain records; TypeScript lets only anonymous types count as
 * records with any key, so this names the same data anonymously, all the way down.
 */

import type { TypedField } from "../../kernel/index.ts";

export type Plain<T> = T extends TypedField
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
