/**
 * Names, targets and values as text that is safe in an address: what the readable form of interventions is made of.
 *
 * Characters that mean something there are percent-encoded inside names. Text that would read as a number or a boolean
 * starts with an apostrophe, and so does a name that would read as a pid.
 */

const PID = /^<n\d+\.\d+>$/;
const BARE_PID = /^n\d+\.\d+$/;

export function isPid(target: string): boolean {
  return PID.test(target);
}

/** A pid without brackets, everything else as a name. */
export function writeTarget(target: string): string {
  if (isPid(target)) return target.slice(1, -1);
  return BARE_PID.test(target) ? `'${target}` : writeName(target);
}

export function parseTarget(text: string): string | null {
  if (BARE_PID.test(text)) return `<${text}>`;
  return parseName(text.startsWith("'") ? text.slice(1) : text);
}

/** Letters, digits and `_ . -` stay readable; the rest is percent-encoded. */
export function writeName(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function parseName(text: string): string | null {
  try {
    const name = decodeURIComponent(text);
    return name === "" ? null : name;
  } catch {
    return null;
  }
}

export type Scalar = number | string | boolean;

export function writeValue(value: Scalar): string {
  if (typeof value !== "string") return String(value);
  return readsAsOther(value) || value === "" ? `'${writeName(value)}` : writeName(value);
}

export function parseValue(text: string): Scalar | null {
  if (text.startsWith("'")) return text === "'" ? "" : parseName(text.slice(1));
  if (text === "true" || text === "false") return text === "true";
  return readsAsOther(text) ? Number(text) : parseName(text);
}

export function readsAsOther(text: string): boolean {
  return text === "true" || text === "false" || /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text);
}

export function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
