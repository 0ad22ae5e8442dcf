/**
 * Difference of two assigns, LiveView's idea without HTML: only what changed crosses to the page.
 *
 * A patch mirrors the shape of the data. Plain records are compared key by key (a changed key carries a patch or a
 * new value, a vanished key is listed in `gone`); lists, typed arrays and scalars are replaced whole. Equal
 * references are skipped without a look inside, so a view that reuses unchanged parts pays nothing for them.
 *
 * Invariant: apply(old, diff(old, new)) is deeply equal to new, and shares every unchanged part with old.
 */

export type Patch =
  | { readonly kind: "set"; readonly value: unknown }
  | {
      readonly kind: "merge";
      readonly changed: Readonly<Record<string, Patch>>;
      readonly gone: readonly string[];
    };

type PlainRecord = Readonly<Record<string, unknown>>;

/** The patch that turns `before` into `after`; undefined when they are equal. */
export function diff(before: unknown, after: unknown): Patch | undefined {
  if (Object.is(before, after)) return undefined;
  if (isPlainRecord(before) && isPlainRecord(after)) return diffRecords(before, after);
  if (Array.isArray(before) && Array.isArray(after) && equalLists(before, after)) return undefined;
  return { kind: "set", value: after };
}

/** A value equal to the one the patch was made for; unchanged parts are shared with `before`. */
export function applyPatch(before: unknown, patch: Patch): unknown {
  if (patch.kind === "set") return patch.value;
  const base = isPlainRecord(before) ? before : {};
  const result: Record<string, unknown> = { ...base };
  for (const key of patch.gone) delete result[key];
  for (const key of Object.keys(patch.changed)) {
    const part = patch.changed[key];
    if (part !== undefined) result[key] = applyPatch(base[key], part);
  }
  return result;
}

function diffRecords(before: PlainRecord, after: PlainRecord): Patch | undefined {
  const changed: Record<string, Patch> = {};
  let count = 0;
  for (const key of Object.keys(after)) {
    const part = Object.hasOwn(before, key)
      ? diff(before[key], after[key])
      : ({ kind: "set", value: after[key] } as const);
    if (part === undefined) continue;
    changed[key] = part;
    count++;
  }
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return count === 0 && gone.length === 0 ? undefined : { kind: "merge", changed, gone };
}

function equalLists(before: readonly unknown[], after: readonly unknown[]): boolean {
  if (before.length !== after.length) return false;
  for (let i = 0; i < before.length; i++) {
    if (diff(before[i], after[i]) !== undefined) return false;
  }
  return true;
}

function isPlainRecord(value: unknown): value is PlainRecord {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
