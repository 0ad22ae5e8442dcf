/**
 * Terms: the values that messages, exit reasons and process state are made of.
 *
 * A term is plain immutable data. Atoms are strings, tuples are arrays (`["EXIT", pid, "normal"]`), maps are plain
 * records, big numeric fields are typed arrays. Messages are shared, not copied, so nobody may write into a term
 * after handing it on; a node's state can therefore be captured by keeping references.
 *
 * Invariants
 * - One `Pid` (and one `Ref`) object exists per identity within an isolate, so `===` compares identities. Whatever
 *   decodes pids from bytes must intern them through the node that owns them.
 * - A pid's serial is never reused within a run; its slot may be.
 */

export class Pid {
  readonly node: number;
  readonly serial: number;
  /** Where the owning node keeps the process; only that node may use it. */
  readonly slot: number;
  /** Only for the compiler: a Pid is not a Ref, though both look alike. */
  declare readonly brand: "pid";

  constructor(node: number, serial: number, slot: number) {
    this.node = node;
    this.serial = serial;
    this.slot = slot;
  }

  toString(): string {
    return `<n${this.node + 1}.${this.serial}>`;
  }
}

/** A reference: names a monitor, a timer, an alias or a request. */
export class Ref {
  readonly node: number;
  readonly serial: number;
  /** Where the owning node keeps what the reference names, or -1; only that node may use it. */
  readonly slot: number;
  /** Only for the compiler: a Ref is not a Pid, though both look alike. */
  declare readonly brand: "ref";

  constructor(node: number, serial: number, slot = -1) {
    this.node = node;
    this.serial = serial;
    this.slot = slot;
  }

  toString(): string {
    return `#Ref<n${this.node + 1}.${this.serial}>`;
  }
}

export type Atom = string;
export type TypedField = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
export type Term =
  | string
  | number
  | boolean
  | null
  | undefined
  | Pid
  | Ref
  | TypedField
  | readonly Term[]
  | { readonly [key: string]: Term };

/** A process elsewhere addressed by the name it is registered under there. */
export interface RemoteName {
  readonly name: string;
  readonly node: number;
}

/** Whom a message may be sent to: a process, an alias, a local name, or a name on another node. */
export type Address = Pid | Ref | string | RemoteName;

/** True for `["tag", ...]`. */
export function isTagged(term: Term, tag: Term): term is readonly Term[] {
  return Array.isArray(term) && term[0] === tag;
}

const TEXT_LIMIT = 160;

/** A term as a person reads it: `{EXIT, <n1.4>, normal}`. Cut at `limit` characters. */
export function formatTerm(term: Term, limit = TEXT_LIMIT): string {
  const text = write(term, limit);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function write(term: Term, room: number): string {
  if (typeof term === "string") return term;
  if (term === undefined) return "undefined";
  if (term === null || typeof term !== "object") return String(term);
  if (term instanceof Pid || term instanceof Ref) return term.toString();
  if (ArrayBuffer.isView(term)) return `${term.constructor.name}[${(term as Float64Array).length}]`;
  const parts: string[] = [];
  let used = 2;
  const entries: readonly (readonly [string, Term])[] = Array.isArray(term)
    ? (term as readonly Term[]).map((item) => ["", item] as const)
    : Object.entries(term as { readonly [key: string]: Term });
  for (const [key, item] of entries) {
    if (used > room) {
      parts.push("…");
      break;
    }
    const text = key === "" ? write(item, room - used) : `${key}: ${write(item, room - used)}`;
    parts.push(text);
    used += text.length + 2;
  }
  return Array.isArray(term) ? `{${parts.join(", ")}}` : `%{${parts.join(", ")}}`;
}
